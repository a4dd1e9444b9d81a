// Which message goes where when lines are equal, and which goes first in a resumed run.

import assert from "node:assert/strict";
import { test } from "node:test";
import { jsonLines, requestAt, write } from "./helpers/requests.mjs";
import { setUp as setUpRuns } from "./helpers/setting.mjs";

const messages = { pathPattern: "/messages$" };

/** A local Graph, `create(lines, …options)`, and what was said. */
async function setUp(t) {
  const { folder, graph, create, said } = await setUpRuns(t);
  return {
    ...{ graph, said },
    create(lines, ...options) {
      write(folder, "chats.jsonl", jsonLines(lines));
      return create(...options);
    },
  };
}

const pair = { chatType: "oneOnOne", members: ["adele@contoso.com", "alex@contoso.com"] };
const group = { ...pair, chatType: "group", topic: "T" };
const saying = (request, ...texts) => texts.map((message) => ({ request, message }));

test("equal lines: a message that was refused is sent once, wherever its line stands now", async (t) => {
  const { graph, create, said } = await setUp(t);
  graph.fault({ match: messages, status: 400 });
  assert.equal((await create(saying(pair, "hi", "bye", "so long"))).code, 1);
  const { code, stdout } = await create(saying(pair, "so long", "bye", "hi"), "--resume", "--retry-failed");
  assert.equal(code, 0, stdout);
  assert.deepEqual(said(), ["bye", "hi", "so long"]);
});

test("equal lines: a chat that was refused gets its own message later", async (t) => {
  const { graph, create, said } = await setUp(t);
  for (const [request, ...options] of [[pair], [group, "--allow-duplicates"]]) {
    graph.fault({ match: { inner: true, method: "POST", path: "/chats" }, status: 400 });
    const lines = saying(request, `hi ${request.chatType}`, `bye ${request.chatType}`);
    const out = ["--out", `${request.chatType}.jsonl`, ...options];
    assert.equal((await create(lines, ...out)).code, 1);
    const { code, stdout } = await create(lines, ...out, "--resume", "--retry-failed");
    assert.equal(code, 0, stdout);
  }
  assert.deepEqual(said(), ["bye group", "bye oneOnOne", "hi group", "hi oneOnOne"]);
});

test("a resumed run first sends the messages that were never tried", async (t) => {
  const { graph, create, said } = await setUp(t);
  const lines = Array.from({ length: 40 }, (_, index) => ({
    request: requestAt(index),
    message: `Hello ${index}`,
  }));
  const tried = new Set();
  let refuses = ({ path, body }) => path.endsWith("/messages") && tried.add(body.body.content);
  graph.fault({ match: (request) => refuses(request), status: 403, times: "always" });
  await create(lines);
  assert.ok(tried.size >= 3 && tried.size < 20, `${tried.size} were tried`);
  refuses = ({ path, body }) => path.endsWith("/messages") && tried.has(body.body.content);
  await create(lines, "--resume");
  const others = lines.map(({ message }) => message).filter((message) => !tried.has(message));
  assert.deepEqual(said(), others.sort());
});
