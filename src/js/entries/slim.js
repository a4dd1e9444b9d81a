// `msgraph-chats/slim`: the module is loaded from a URL, compiled while it arrives, and can be cached by itself.

import besideThis from "msgraph-chats:beside";
import glue from "msgraph-chats:glue";
import { startWhenLoaded } from "../start.js";
import { compileFrom } from "./compile-from.js";
import { surface } from "./surface.js";

const start = startWhenLoaded(glue, (source) => compileFrom(source ?? besideThis()));

/** Loads the module, from where it lies beside this file unless told otherwise. */
export async function init(source) {
  await start.load(undefined, source);
}

export const { validateChat, buildChat, buildChatJson, ChatsClient } = surface(start);
export { ChatError, isChatError } from "../chat-error.js";
