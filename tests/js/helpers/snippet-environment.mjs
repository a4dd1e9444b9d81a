// Loaded before a snippet of the documentation: what it sends to Graph arrives at the local Graph (LOCAL_GRAPH), and no wait is a real one.

import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { text } from "node:stream/consumers";

const realNow = Date.now;
let skippedMs = 0;
let inFlight = 0;
const timers = new Set();

/** Time passes only while nothing is under way: it jumps to the next timer. */
function jumpSoon() {
  setImmediate(() => {
    const [next] = [...timers].sort((a, b) => a.at - b.at);
    if (inFlight > 0 || next === undefined) return;
    timers.delete(next);
    skippedMs += Math.max(0, next.at - Date.now());
    next.callback();
    jumpSoon();
  });
}

Date.now = () => realNow() + skippedMs;

globalThis.setTimeout = (callback, delayMs = 0, ...values) => {
  const timer = { at: Date.now() + delayMs, callback: () => callback(...values) };
  timers.add(timer);
  jumpSoon();
  return timer;
};
globalThis.clearTimeout = (timer) => timers.delete(timer);

/** By node:http, whose own timers are not those above. */
async function send({ method, headers, url, body }) {
  const sent = httpRequest(url, { method, headers: Object.fromEntries(headers), agent: false });
  sent.end(body);
  const [answer] = await once(sent, "response");
  const read = await text(answer);
  return new Response(read === "" ? null : read, { status: answer.statusCode, headers: answer.headers });
}

/** Does asynchronous work, for which time stands still. */
async function underWay(work) {
  inFlight += 1;
  try {
    return await work();
  } finally {
    inFlight -= 1;
    jumpSoon();
  }
}

globalThis.fetch = async (input, init) => {
  const request = new Request(input, init);
  const { origin, pathname, search } = new URL(request.url);
  if (origin !== "https://graph.microsoft.com") throw new TypeError(`fetch failed: ${origin}`);
  const url = `${process.env.LOCAL_GRAPH}${pathname}${search}`;
  const { method, headers } = request;
  return underWay(async () => send({ method, headers, url, body: await request.text() }));
};

const { compile } = WebAssembly;
WebAssembly.compile = (bytes) => underWay(() => compile(bytes));
