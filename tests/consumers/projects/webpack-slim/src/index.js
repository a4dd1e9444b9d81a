import { buildChat, ChatError, ChatsClient, init, validateChat } from "msgraph-chats/slim";
import { scenario } from "../scenario.mjs";

async function main() {
  await init();
  const graphUrl = new URLSearchParams(location.search).get("graph");
  return scenario({ buildChat, ChatError, ChatsClient, validateChat }, graphUrl);
}

globalThis.outcome = main();
