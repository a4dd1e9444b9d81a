import { buildChat, ChatError, ChatsClient, validateChat } from "msgraph-chats";
import { scenario } from "../../scenario.mjs";

export default defineEventHandler((event) =>
  scenario({ buildChat, ChatError, ChatsClient, validateChat }, String(getQuery(event).graph)),
);
