import { buildChat, ChatError, ChatsClient, validateChat } from "msgraph-chats";
import { scenario } from "./scenario.mjs";

const outcome = await scenario({ buildChat, ChatError, ChatsClient, validateChat }, Bun.argv[2]);
console.log(JSON.stringify(outcome));
