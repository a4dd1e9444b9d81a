// What was created, as callers get it.

import type { Created } from "./boundary.ts";
import type { Chat, CreatedChat } from "./types.d.ts";

/** Graph's resource crosses as text. */
export function createdChat(created: Created): CreatedChat {
  if (created.status === "accepted") return created;
  const chat: Chat = JSON.parse(created.chat);
  return { ...created, chatId: chat.id, chat };
}
