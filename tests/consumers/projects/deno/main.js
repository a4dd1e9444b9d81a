import { buildChat, ChatError, ChatsClient, validateChat } from "msgraph-chats";
import { scenario } from "./scenario.mjs";

const outcome = await scenario({ buildChat, ChatError, ChatsClient, validateChat }, Deno.args[0]);
console.log(JSON.stringify(outcome));
