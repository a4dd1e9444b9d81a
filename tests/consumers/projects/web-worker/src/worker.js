import { buildChat, ChatError, ChatsClient, validateChat } from "msgraph-chats";
import { scenario } from "../scenario.mjs";

globalThis.onmessage = async ({ data: graphUrl }) => {
  postMessage(await scenario({ buildChat, ChatError, ChatsClient, validateChat }, graphUrl));
};
