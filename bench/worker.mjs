// One peer in a process of its own: measures what it is asked to, as often as it is asked.

import { speedUp } from "./clock.mjs";
import { moduleOf, peers } from "./peers.mjs";
import { graphForm, membersFirst, shortForm } from "./requests.mjs";
import { stubTransport } from "./stub.mjs";

/** So many different chats are made in turn. */
const variety = 16;

const peer = await import(moduleOf(peers.find(({ id }) => id === process.argv[2])));
const wholeFetch = globalThis.fetch;

const chats = (members, form = shortForm) =>
  Array.from({ length: variety }, (_, chat) => form(members, chat));

/** Milliseconds of processor time so far: what else the machine does costs none of it. */
function processorMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** How often `work` can be done in a second of processor time. Looks at the clock about once a millisecond. */
function rateOf(work, forMs) {
  const startedMs = processorMs();
  let elapsedMs = 0;
  let count = 0;
  let between = 1;
  while (elapsedMs < forMs) {
    for (let index = 0; index < between; index++) work(count++);
    elapsedMs = processorMs() - startedMs;
    between = Math.max(1, Math.floor(count / Math.max(1, elapsedMs)));
  }
  return (1000 * count) / elapsedMs;
}

/** The same for what gives a promise, one after the other. */
async function rateInTurn(work, forMs) {
  const startedMs = processorMs();
  let elapsedMs = 0;
  let count = 0;
  while (elapsedMs < forMs) {
    for (let index = 0; index < 10; index++) await work(count++);
    elapsedMs = processorMs() - startedMs;
  }
  return (1000 * count) / elapsedMs;
}

/** How often a second it is done when so many are under way. */
async function rateAtOnce(work, forMs, concurrency) {
  const startedMs = performance.now();
  let count = 0;
  const lane = async () => {
    while (performance.now() - startedMs < forMs) await work(count++);
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return (1000 * count) / (performance.now() - startedMs);
}

const measurements = {
  /** Texts of bodies a second of processor time; null where the peer makes none. */
  bodies({ form, members, isMembersFirst, forMs }) {
    const textOf = peer.bodies?.[form];
    if (textOf === undefined) return null;
    const made = peer.prepared?.[form];
    const requests = made
      ? chats(members).map(made)
      : chats(members, form === "short" ? shortForm : graphForm);
    const inputs = isMembersFirst ? requests.map(membersFirst) : requests;
    return rateOf((index) => textOf(inputs[index % variety]), forMs);
  },

  /** Whole calls a second of processor time, with a transport that answers at once. */
  calls({ members, forMs }) {
    const stub = stubTransport();
    const client = peer.connect({ baseUrl: "http://127.0.0.1:1", token: "bench-token", stub });
    const inputs = chats(members);
    return rateInTurn((index) => client.createChat(inputs[index % variety]), forMs);
  },

  /** Whole calls a second over loopback. */
  endToEnd({ url, members, concurrency, forMs }) {
    globalThis.fetch = wholeFetch;
    const client = peer.connect({ baseUrl: url, token: "bench-token" });
    const inputs = chats(members);
    return rateAtOnce((index) => client.createChat(inputs[index % variety]), forMs, concurrency);
  },

  /** So many chats, on a clock that goes faster. Gives how many were made or given up, and the time of that clock, milliseconds. */
  async many({ url, count, members, speed }) {
    globalThis.fetch = wholeFetch;
    const client = peer.connect({ baseUrl: url, token: "bench-token" });
    const requests = Array.from({ length: count }, (_, chat) => shortForm(members, chat));
    const slowDown = speedUp(speed);
    try {
      const started = performance.now();
      const counts = await client.createMany(requests);
      return { ...counts, ms: performance.now() - started };
    } finally {
      slowDown();
    }
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
