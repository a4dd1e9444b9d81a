// Many chats against servers that throttle as Teams does, each in a weather of its own. All peers at the same time, each at a
// server of its own, on clocks that go faster: nearly all of the time is waiting.

import { startGraph } from "../../tests/standin/index.mjs";
import { fastTime } from "../clock.mjs";
import { peers } from "../peers.mjs";
import { exactRow } from "./rounds.mjs";

/** Teams' documented limit for an app in a tenant; what is sent while throttled counts, and the documented example asks for 10 s. */
const throttle = { ratePerSecond: 30, burst: 30, countRefused: true, retryAfterSeconds: 10 };

/** So many times as fast as a clock on the wall. */
const speed = 5;

const refused = (status, seconds, match) => ({
  match: (entry) => entry.batch === undefined && match(),
  ...{ status, headers: { "Retry-After": String(seconds) }, times: Number.POSITIVE_INFINITY },
});

const weathers = [
  { id: "throttled", title: "30 a second, Retry-After 10 s", fault: null },
  {
    id: "busy",
    title: "… and six of the first 27 requests answered 429",
    fault() {
      let number = 0;
      return refused(429, 1, () => {
        number += 1;
        return number <= 27 && [6, 8].includes(number % 9);
      });
    },
  },
  {
    id: "outage",
    title: "… and an outage of a minute, answered 503",
    fault: (nowMs) => refused(503, 10, () => nowMs() >= 20_000 && nowMs() < 80_000),
  },
];

const wasRefused = ({ answered }) => answered?.status === 429 || answered?.status === 503;

/** What a peer made of so many chats in a weather. */
async function run({ id }, { workers, count, fault }) {
  const nowMs = fastTime(speed);
  const startedAt = Date.now();
  const graph = await startGraph({ throttle, now: () => startedAt + nowMs() });
  try {
    if (fault) graph.fault(fault(nowMs));
    const { created, lost, ms } = await workers[id].ask({
      name: "many",
      url: graph.url,
      count,
      members: 3,
      speed,
    });
    if (created !== graph.chats.length) throw new Error(`${id} counts other chats than there are.`);
    const requests = graph.requests.flatMap((entry) => (entry.inner?.length ? entry.inner : [entry]));
    return { seconds: ms / 1000, lost, refused: requests.filter(wasRefused).length };
  } finally {
    await graph.close();
  }
}

/** Gives the rows, and how many chats a peer gave up, by its id. */
export async function throttledRows({ workers, count }) {
  const rows = [];
  const lost = Object.fromEntries(peers.map(({ id }) => [id, 0]));
  for (const { id, title, fault } of weathers) {
    const results = await Promise.all(
      peers.map(async (peer) => [peer.id, await run(peer, { workers, count, fault })]),
    );
    for (const [peer, result] of results) lost[peer] += result.lost;
    const valuesOf = (name) => Object.fromEntries(results.map(([peer, result]) => [peer, result[name]]));
    const row = id === "throttled" ? `${count.toLocaleString("en")} chats: ${title}` : title;
    rows.push(exactRow({ id, title: row, unit: "s", better: "less" }, valuesOf("seconds")));
    const how = {
      id: `${id}-refused`,
      title: "… requests refused on the way",
      unit: "count",
      better: "less",
    };
    rows.push(exactRow(how, valuesOf("refused")));
  }
  return { lost, rows };
}
