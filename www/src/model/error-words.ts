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

export function outcomeOf({ outcome }: ChatError): string {
  return outcome === "notCreated"
    ? "It is certain that no chat was made."
    : "A chat may exist: look before creating it again.";
}
