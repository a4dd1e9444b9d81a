// `msgraph-chats/slim`: the module is loaded from a URL, compiled while it arrives, and can be cached by itself.

import besideThis from "msgraph-chats:beside";
import glue from "msgraph-chats:glue";
import type * as slim from "../slim.d.ts";
import { startWhenLoaded } from "../start.ts";
import { compileFrom } from "./compile-from.ts";
import { surface } from "./surface.ts";

const start = startWhenLoaded(glue, (source) => compileFrom(source ?? besideThis()));

/** Loads the module, from where it lies beside this file unless told otherwise. */
export const init: typeof slim.init = async (source) => {
  await start.load(undefined, source);
};

export const { validateChat, buildChat, buildChatJson, ChatsClient, ChatError, isChatError } = surface(start);
