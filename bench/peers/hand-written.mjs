// What is written when no library is used: the body is put together and sent, and nothing is checked.

import { inTurn, waitFor } from "../many.mjs";

export function bodyOf({ chatType, topic, members }) {
  return {
    chatType,
    topic,
    members: members.map((user) => ({
      "@odata.type": "#microsoft.graph.aadUserConversationMember",
      roles: ["owner"],
      "user@odata.bind": `https://graph.microsoft.com/v1.0/users('${user}')`,
    })),
  };
}

export const bodies = {
  short: (request) => JSON.stringify(bodyOf(request)),
  graph: (request) => JSON.stringify(request),
};

/** A client around any way to make the text of a body. */
export function clientOf(textOf, { baseUrl, token }) {
  const post = (request) =>
    fetch(`${baseUrl}/v1.0/chats`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: textOf(request),
    });
  return {
    async createChat(request) {
      const response = await post(request);
      if (!response.ok) throw new Error(`Graph answered ${response.status}.`);
      return response.json();
    },
    /** As Graph's page on throttling says: wait as long as Retry-After says, then repeat until it succeeds. */
    createMany: (requests) =>
      inTurn(requests, async (request) => {
        let response = await post(request);
        while (response.status === 429 || response.status === 503) {
          await response.arrayBuffer();
          await waitFor(response.headers.get("Retry-After"));
          response = await post(request);
        }
        if (!response.ok) throw new Error(`Graph answered ${response.status}.`);
        return response.json();
      }),
  };
}

export const connect = (options) => clientOf(bodies.short, options);
