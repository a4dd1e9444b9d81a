/** A ChatError in plain words. */
import type { ChatError, ChatErrorKind } from "msgraph-chats";

const titles: Record<ChatErrorKind, string> = {
  validation: "Not sent: the request has errors",
  auth: "The token cannot be used",
  graph: "Graph refused",
  network: "No answer arrived",
  timeout: "No answer in time",
  aborted: "Cancelled",
  operation: "The operation failed",
  protocol: "An answer that Graph does not document",
  usage: "The options cannot be used",
};

export function titleOf({ kind, status }: ChatError): string {
  return kind === "graph" && status !== null && status >= 500 ? "Graph failed" : titles[kind];
}

/** As in `titleOf`, with what was seen of the answer: it may have begun. */
export const titleOfFailed = (error: ChatError, exchanges: readonly { status: number | null }[]): string =>
  error.kind === "network" && typeof exchanges.at(-1)?.status === "number"
    ? "The answer broke off"
    : titleOf(error);

/** Graph makes no second one-on-one chat of the same two: `chatType` says what may be done about an unknown one. */
export function outcomeOf({ outcome }: { readonly outcome: string }, chatType?: string): string {
  if (outcome === "notCreated") return "It is certain that no chat was created.";
  return chatType === "oneOnOne"
    ? "A chat may exist. Creating it again is safe: Graph gives the one that the two have."
    : "A chat may exist: look for it before creating it again.";
}

/** The hint, but for what the outcome says: the page has words of its own for that. */
export const adviceOf = ({ hint }: { hint: string | null }): string | null =>
  hint?.replace(/^The (?:chat|message) may .*|\s*Creating this chat again is safe:[^.]*\./s, "") || null;
