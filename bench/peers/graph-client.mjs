// @microsoft/microsoft-graph-client: its middleware repeats what is throttled; many go by twenty in a $batch.

import {
  BatchRequestContent,
  BatchResponseContent,
  Client,
  MiddlewareFactory,
} from "@microsoft/microsoft-graph-client";
import { waitFor } from "../many.mjs";
import { bodyOf } from "./hand-written.mjs";

const batchSize = 20;
const graphHost = "https://graph.microsoft.com";

/** It sends tokens over https only, so the local server's address is put in behind its check. */
class ToServer {
  constructor(baseUrl) {
    this.baseUrl = baseUrl;
  }

  setNext(next) {
    this.next = next;
  }

  execute(context) {
    if (context.request.startsWith(graphHost)) {
      context.request = this.baseUrl + context.request.slice(graphHost.length);
    }
    return this.next.execute(context);
  }
}

export function connect({ baseUrl, token }) {
  // The chain of Client.init, with one more before the last, which sends.
  const middleware = MiddlewareFactory.getDefaultMiddlewareChain({ getAccessToken: async () => token });
  middleware.splice(-1, 0, new ToServer(baseUrl));
  const client = Client.initWithMiddleware({ middleware });

  /** Sends some of the requests, and gives the answer to each, in their order. */
  async function sendBatch(requests) {
    // The host is stripped off again; Request wants one.
    const requestOf = (request) =>
      new Request("https://graph.microsoft.com/chats", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(bodyOf(request)),
      });
    const steps = requests.map((request, index) => ({ id: String(index), request: requestOf(request) }));
    const content = await new BatchRequestContent(steps).getContent();
    const answers = new BatchResponseContent(await client.api("/$batch").post(content));
    return requests.map((_, index) => answers.getResponseById(String(index)));
  }

  return {
    createChat: (request) => client.api("/chats").post(bodyOf(request)),
    /** The middleware sees the batch only: what was refused inside goes into a later one, as Graph's page says. */
    async createMany(requests) {
      const counts = { created: 0, lost: 0 };
      const waiting = [...requests];
      while (waiting.length > 0) {
        const batch = waiting.splice(0, batchSize);
        // A whole batch that is refused is repeated by the middleware, three times.
        const responses = await sendBatch(batch).catch(() => null);
        if (responses === null) {
          counts.lost += batch.length;
          continue;
        }
        let seconds = 0;
        for (const [index, response] of responses.entries()) {
          if (response.status === 429) {
            waiting.push(batch[index]);
            seconds = Math.max(seconds, Number(response.headers.get("Retry-After")));
          } else {
            counts[response.ok ? "created" : "lost"] += 1;
          }
        }
        if (seconds > 0) await waitFor(seconds);
      }
      return counts;
    },
  };
}
