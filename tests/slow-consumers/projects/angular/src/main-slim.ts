import { buildChat, ChatError, ChatsClient, init, validateChat } from "msgraph-chats/slim";
import { scenario } from "../scenario.mjs";
import { start } from "./app";

void start(async (graphUrl) => {
  await init("msgraph-chats.wasm");
  return scenario({ buildChat, ChatError, ChatsClient, validateChat }, graphUrl);
});
