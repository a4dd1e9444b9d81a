import { buildChat, ChatError, ChatsClient, validateChat } from "msgraph-chats";
import { scenario } from "../scenario.mjs";

export default {
  async fetch(request) {
    const graphUrl = new URL(request.url).searchParams.get("graph");
    return Response.json(await scenario({ buildChat, ChatError, ChatsClient, validateChat }, graphUrl));
  },
};
