// A fresh process: how long until a peer is imported and has made its first body, or its first chat. Milliseconds.

import "./many.mjs";
import { moduleOf, peers } from "./peers.mjs";
import { shortForm } from "./requests.mjs";
import { stubTransport } from "./stub.mjs";

const [id, until, url] = process.argv.slice(2);
const specifier = moduleOf(peers.find((peer) => peer.id === id));
const request = shortForm(2);

async function firstBody() {
  const peer = await import(specifier);
  if (peer.bodies) {
    peer.bodies.short(request);
    return performance.now();
  }
  // A client that makes no body alone: when its transport is given one.
  let atMs;
  const stub = stubTransport(() => {
    atMs = performance.now();
  });
  await peer.connect({ baseUrl: "http://127.0.0.1:1", token: "bench-token", stub }).createChat(request);
  return atMs;
}

async function firstChat() {
  const peer = await import(specifier);
  await peer.connect({ baseUrl: url, token: "bench-token" }).createChat(request);
  return performance.now();
}

const startedMs = performance.now();
const endedMs = await (until === "body" ? firstBody() : firstChat());
process.stdout.write(String(endedMs - startedMs));
process.exit();
