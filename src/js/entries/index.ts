// The root entry: the module is inlined, and started by the first call that needs it. That is before any call to
// Graph, because a client checks its options when it is made; so compiling it asynchronously would gain nothing.

import glue from "msgraph-chats:glue";
import inlined from "msgraph-chats:inlined";
import { startAtOnce } from "../start.ts";
import { surface } from "./surface.ts";

const start = startAtOnce(glue, ({ TextEncoder }) => new WebAssembly.Module(inlined(TextEncoder)));

export const { validateChat, buildChat, buildChatJson, ChatsClient, ChatError, isChatError } = surface(start);
