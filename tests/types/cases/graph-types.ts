// What comes back goes where Graph's own types are wanted.

import type {
  Chat as GraphChat,
  TeamsAsyncOperation as GraphOperation,
} from "@microsoft/microsoft-graph-types";
import {
  buildChat,
  type Chat,
  type ChatRequest,
  type CreatedChat,
  type TeamsAsyncOperation,
} from "msgraph-chats";

declare const chat: Chat;
export const graphChat: GraphChat = chat;
const titleOf = (chat: GraphChat) => chat.topic ?? chat.webUrl ?? chat.id;
titleOf(chat);

export const titles = (results: readonly CreatedChat[]) =>
  results.flatMap((result) => (result.status === "created" ? [titleOf(result.chat)] : []));

declare const operation: TeamsAsyncOperation;
export const id: GraphOperation["id"] = operation.id;
export const graphOperation: GraphOperation = operation;

declare const request: ChatRequest;
export const body: GraphChat = buildChat(request);
// What comes back is the caller's own.
const built = buildChat(request);
built.topic = "Another";
built.members.reverse();
