// The root entry: the module is inlined, and started by the first call that needs it.

import * as glue from "msgraph-chats:glue";
import inlined from "msgraph-chats:wasm";
import { ChatError, isChatError } from "../chat-error.js";
import { createApi } from "../client.js";
import { startFrom } from "../start.js";

const start = startFrom(glue, inlined);

export const { validateChat, buildChat, buildChatJson, ChatsClient } = createApi(start);
export { ChatError, isChatError };
