// A fresh process that makes many chats over loopback: the most memory that it ever had, MB.

import { moduleOf, peers } from "./peers.mjs";
import { shortForm } from "./requests.mjs";

const [id, url, count] = process.argv.slice(2);
const concurrency = 16;

const peer = await import(moduleOf(peers.find((candidate) => candidate.id === id)));
const client = peer.connect({ baseUrl: url, token: "bench-token" });
let left = Number(count);
const lane = async () => {
  while (left-- > 0) await client.createChat(shortForm(25, left));
};
await Promise.all(Array.from({ length: concurrency }, lane));
process.stdout.write(String(process.resourceUsage().maxRSS / 1024));
process.exit();
