import { buildChat, ChatError, ChatsClient, validateChat } from "msgraph-chats";
import { scenario } from "../scenario.mjs";

globalThis.tryIn = (graphUrl) => scenario({ buildChat, ChatError, ChatsClient, validateChat }, graphUrl);
