// The root entry of Cloudflare Workers: no module may be compiled there, so the platform gives it ready.

import glue from "msgraph-chats:glue";
import { startAtOnce } from "../start.ts";
import module from "./msgraph-chats.wasm";
import { surface } from "./surface.ts";

const start = startAtOnce(glue, () => module);

export const { validateChat, buildChat, buildChatJson, ChatsClient, ChatError, isChatError } = surface(start);
