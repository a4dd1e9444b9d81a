// Many chats against a server that throttles as Teams does. All peers at the same time, each at a server of its own:
// nearly all of the time is waiting.

import { startGraph } from "../../tests/standin/index.mjs";
import { peers } from "../peers.mjs";
import { exactRow } from "./rounds.mjs";

/** Teams' documented limit for an app in a tenant; what is sent while throttled counts too, as Graph's page says. */
const throttle = { ratePerSecond: 30, burst: 30, countRefused: true };

/** Gives the rows, and how many chats a peer gave up, by its id. */
export async function throttledRows({ workers, count }) {
  const seconds = {};
  const refused = {};
  const lost = {};
  const one = async ({ id }) => {
    const graph = await startGraph({ cors: "off", throttle });
    try {
      const result = await workers[id].ask({ name: "many", url: graph.url, count, members: 3 });
      if (result.created !== graph.chats.length) throw new Error(`${id} counts other chats than there are.`);
      seconds[id] = result.ms / 1000;
      lost[id] = result.lost;
      refused[id] = graph.requests
        .flatMap((entry) => (entry.inner?.length ? entry.inner : [entry]))
        .filter(({ answered }) => answered?.status === 429).length;
    } finally {
      await graph.close();
    }
  };
  await Promise.all(peers.map(one));
  const title = `${count.toLocaleString("en")} chats, throttled to 30 a second`;
  return {
    lost,
    rows: [
      exactRow({ id: "throttled", title, unit: "s", better: "less" }, seconds),
      exactRow(
        { id: "refused", title: "… requests that Graph refused on the way", unit: "count", better: "less" },
        refused,
      ),
    ],
  };
}
