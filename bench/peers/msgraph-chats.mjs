// The package itself, as it is in pkg/.

import { buildChatJson, ChatsClient } from "msgraph-chats";

export const bodies = { short: buildChatJson, graph: buildChatJson };

export function connect({ baseUrl, token }) {
  const client = new ChatsClient({ auth: token, baseUrl });
  return {
    createChat: (request) => client.createChat(request),
    async createMany(requests) {
      const counts = { created: 0, lost: 0 };
      for await (const { status } of client.createChats(requests)) {
        counts[status === "failed" ? "lost" : "created"] += 1;
      }
      return counts;
    },
  };
}
