// The root entry of Vercel's edge functions: no module may be compiled there, so the platform gives it ready.

import glue from "msgraph-chats:glue";
import { startAtOnce } from "../start.js";
import module from "./msgraph-chats.wasm?module";
import { surface } from "./surface.js";

const start = startAtOnce(glue, () => module);

export const { validateChat, buildChat, buildChatJson, ChatsClient } = surface(start);
export { ChatError, isChatError } from "../chat-error.js";
