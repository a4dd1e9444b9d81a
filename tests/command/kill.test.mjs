// Killed at fifty moments of one run, and gone on with each time: every chat is made once, every message is sent once, and
// none is lost. What a kill left in doubt is looked for at the end.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { createRandom } from "../standin/random.mjs";
import { runningGraph } from "../standin/testing.mjs";
import { run, start, temporaryFolder } from "./helpers/installed.mjs";
import { jsonLines, outcomes, records, requests, write } from "./helpers/requests.mjs";

const seed = 20261124;
const count = 400;
const kills = 50;

/** What of the local Graph's chats belongs to which request: a group by its topic, a pair by its members. */
const nameOf = ({ chatType, topic, members }) =>
  chatType === "group" ? topic : members.map((member) => member.user ?? member).join();

test(`of ${count} chats and their messages none is there twice and none is lost in ${kills} kills`, async (t) => {
  const folder = temporaryFolder(t);
  const graph = await runningGraph(t, { throttle: { ratePerSecond: 2000, burst: 60 }, delayMs: 10 });
  const { between } = createRandom(seed);
  const wanted = requests(count);
  const lines = wanted.map((request) => ({ request, message: `Welcome to ${nameOf(request)}` }));
  write(folder, "chats.jsonl", jsonLines(lines));
  const args = ["create", "chats.jsonl", "--out", "out.jsonl", "--base-url", graph.url, "--quiet"];

  let killed = 0;
  while (killed < kills) {
    const resume = existsSync(join(folder, "out.jsonl")) ? ["--resume"] : [];
    const { child, ended } = start(folder, [...args, ...resume]);
    // While a request is at Graph, its answer on its way, or what it said being written down.
    await Promise.race([graph.arrived(graph.requests.length + between(1, 6)), ended]);
    await wait(between(0, 10));
    child.kill("SIGKILL");
    const { signal, stderr } = await ended;
    assert.equal(signal, "SIGKILL", `ended by itself after ${killed} kills: ${stderr}`);
    killed += 1;
  }
  const last = await run(folder, [...args, "--resume", "--on-unknown", "look"]);
  assert.equal(last.stderr, "");

  const chats = new Map();
  for (const chat of graph.chats) {
    chats.set(nameOf(chat), [...(chats.get(nameOf(chat)) ?? []), chat]);
  }
  const found = outcomes(folder);
  const messages = new Map(
    records(folder).flatMap((record) => (record.record === "message" ? [[record.line, record]] : [])),
  );
  assert.equal(found.size, count);
  const wrong = [];
  const unknown = { chats: 0, found: 0, messages: 0 };
  wanted.forEach((request, index) => {
    const line = index + 1;
    const [chat, ...others] = chats.get(nameOf(request)) ?? [];
    const { status, error, ...outcome } = found.get(line);
    const note = (text) => wrong.push(`line ${line}: ${text}`);
    if (others.length > 0) note("its chat is there twice");
    if (status !== "created") {
      unknown.chats += 1;
      // It never arrived: where it did, it was found.
      if (chat || request.chatType !== "group" || error.outcome !== "unknown") note(`it is ${error.outcome}`);
      return;
    }
    if (chat?.id !== outcome.chatId) note("its chat is not there");
    if (outcome.found) unknown.found += 1;
    const message = messages.get(line);
    const said = (chat?.messages ?? []).map(({ body }) => body.content);
    if (said.length > 1) note("its message was sent twice");
    if (said.some((text) => text !== `Welcome to ${nameOf(request)}`)) note("another one's message was sent");
    if (message === undefined) note("its message is lost");
    else if (message.error === undefined && said.length !== 1) note("its message is said to be sent");
    else if (message.error) {
      unknown.messages += 1;
      if (message.error.outcome !== "unknown") note(`its message is ${message.error.outcome}`);
    }
  });
  assert.deepEqual(wrong, []);
  assert.ok(unknown.found > 0, "no kill hit a group under way that is there");
  assert.ok(unknown.messages > 0, "no kill hit a message under way");
  assert.equal(last.code, 1);
  t.diagnostic(`seed ${seed}: ${JSON.stringify(unknown)}`);
});
