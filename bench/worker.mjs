// One peer in a process of its own: measures what it is asked to, as often as it is asked.

import { moduleOf, peers } from "./peers.mjs";
import { graphForm, shortForm } from "./requests.mjs";
import { stubTransport } from "./stub.mjs";

/** So many different chats are made in turn. */
const variety = 16;

const peer = await import(moduleOf(peers.find(({ id }) => id === process.argv[2])));
const wholeFetch = globalThis.fetch;

const chats = (members, form = shortForm) =>
  Array.from({ length: variety }, (_, chat) => form(members, chat));

/** How often a second `work` can be done. Looks at the clock about once a millisecond. */
function rateOf(work, forMs) {
  const started = performance.now();
  let elapsedMs = 0;
  let count = 0;
  let between = 1;
  while (elapsedMs < forMs) {
    for (let index = 0; index < between; index++) work(count++);
    elapsedMs = performance.now() - started;
    between = Math.max(1, Math.floor(count / elapsedMs));
  }
  return (1000 * count) / elapsedMs;
}

async function rateOfPromises(work, forMs, concurrency) {
  const started = performance.now();
  let count = 0;
  const lane = async () => {
    while (performance.now() - started < forMs) await work(count++);
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return (1000 * count) / (performance.now() - started);
}

const measurements = {
  /** Texts of bodies a second; null where the peer makes none. */
  bodies({ form, members, forMs }) {
    const textOf = peer.bodies?.[form];
    if (textOf === undefined) return null;
    const made = peer.prepared?.[form];
    const inputs = made ? chats(members).map(made) : chats(members, form === "short" ? shortForm : graphForm);
    return rateOf((index) => textOf(inputs[index % variety]), forMs);
  },

  /** Whole calls a second, one after the other, with a transport that answers at once. */
  calls({ members, forMs }) {
    const stub = stubTransport();
    const client = peer.connect({ baseUrl: "http://127.0.0.1:1", token: "bench-token", stub });
    const inputs = chats(members);
    return rateOfPromises((index) => client.createChat(inputs[index % variety]), forMs, 1);
  },

  /** Whole calls a second over loopback. */
  endToEnd({ url, members, concurrency, forMs }) {
    globalThis.fetch = wholeFetch;
    const client = peer.connect({ baseUrl: url, token: "bench-token" });
    const inputs = chats(members);
    return rateOfPromises((index) => client.createChat(inputs[index % variety]), forMs, concurrency);
  },

  /** So many chats, however long it takes. Gives how many were made or given up, and the time, milliseconds. */
  async many({ url, count, members }) {
    globalThis.fetch = wholeFetch;
    const client = peer.connect({ baseUrl: url, token: "bench-token" });
    const requests = Array.from({ length: count }, (_, chat) => shortForm(members, chat));
    const started = performance.now();
    const counts = await client.createMany(requests);
    return { ...counts, ms: performance.now() - started };
  },

  /** One chat, for looking at what arrives; and the bodies that the peer makes alone. */
  async same({ url, members }) {
    globalThis.fetch = wholeFetch;
    await peer.connect({ baseUrl: url, token: "bench-token" }).createChat(shortForm(members));
    const inputs = {
      short: shortForm(members),
      graph: peer.prepared?.graph(shortForm(members)) ?? graphForm(members),
    };
    return Object.entries(peer.bodies ?? {}).map(([form, textOf]) => textOf(inputs[form]));
  },
};

process.on("message", async ({ name, ...options }) => {
  try {
    process.send({ value: await measurements[name](options) });
  } catch (error) {
    process.send({ error: String(error?.stack ?? error) });
  }
});
process.send({ value: "ready" });
