/** What sending came to, in one sentence, for those who hear the page. */
import { outcomeOf, titleOfFailed } from "../model/error-words.ts";
import type { Call } from "../model/sending.ts";

export function statusOf(call: Call | null): string {
  switch (call?.step.step) {
    case undefined:
      return "";
    case "creating":
      return "Creating the chat.";
    case "created":
      return call.step.result.found ? "The chat was found." : "The chat was created.";
    case "accepted":
      return "Graph accepted the request. You can wait for the operation.";
    case "waiting":
      return "Waiting for the operation.";
    case "ended":
      return "The operation succeeded.";
    case "failed":
      return `${titleOfFailed(call.step.error, call.exchanges)}. ${outcomeOf(call.step.error, call.order.request.chatType)}`;
  }
}
