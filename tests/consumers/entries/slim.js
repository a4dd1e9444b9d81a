// The same with the module in a file of its own.

import { buildChat, ChatError, ChatsClient, init, validateChat } from "msgraph-chats/slim";
import { leave, scenario } from "../scenario.mjs";

leave(async (graphUrl) => {
  await init();
  return scenario({ buildChat, ChatError, ChatsClient, validateChat }, graphUrl);
});
