// @microsoft/teams.graph, over axios: it repeats nothing by itself.

import { Client } from "@microsoft/teams.graph";
import { create } from "@microsoft/teams.graph-endpoints/chats";
import { inTurn, waitFor } from "../many.mjs";
import { bodyOf } from "./hand-written.mjs";

export function connect({ baseUrl, token, stub }) {
  const client = new Client({ token, baseUrlRoot: baseUrl });
  // Its transport is not fetch, so a stub of fetch would not be used.
  const requestConfig = stub && { adapter: async (config) => stub(config.url, config.data, config) };
  const createChat = stub
    ? (request) => client.call(create, bodyOf(request), { requestConfig })
    : (request) => client.call(create, bodyOf(request));
  return {
    createChat,
    createMany: (requests) =>
      inTurn(requests, async (request) => {
        for (;;) {
          try {
            return await createChat(request);
          } catch (error) {
            if (error.statusCode !== 429 && error.statusCode !== 503) throw error;
            await waitFor(error.source.response.headers["retry-after"]);
          }
        }
      }),
  };
}
