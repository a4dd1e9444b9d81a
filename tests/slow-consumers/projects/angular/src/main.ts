import { buildChat, ChatError, ChatsClient, validateChat } from "msgraph-chats";
import { scenario } from "../scenario.mjs";
import { start } from "./app";

void start((graphUrl) => scenario({ buildChat, ChatError, ChatsClient, validateChat }, graphUrl));
