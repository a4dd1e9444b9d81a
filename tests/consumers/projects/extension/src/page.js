import { buildChat, ChatError, ChatsClient, validateChat } from "msgraph-chats";
import { scenario } from "../scenario.mjs";

const graphUrl = new URLSearchParams(location.search).get("graph");
globalThis.outcome = scenario({ buildChat, ChatError, ChatsClient, validateChat }, graphUrl);
