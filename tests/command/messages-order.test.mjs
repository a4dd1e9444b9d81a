// Which message goes where when lines are equal, and which goes first in a resumed run.

import assert from "node:assert/strict";
import { test } from "node:test";
import { requests } from "./helpers/requests.mjs";
import { setUp } from "./helpers/setting.mjs";

const messages = { pathPattern: "/messages$" };

const pair = { chatType: "oneOnOne", members: ["adele@contoso.com", "alex@contoso.com"] };
const group = { ...pair, chatType: "group", topic: "T" };
const saying = (request, ...texts) => texts.map((message) => ({ request, message }));

test("equal lines: a message that was refused is sent once, wherever its line stands now", async (t) => {
  const { graph, list, ends, said } = await setUp(t, saying(pair, "hi", "bye", "so long"));
  graph.fault({ match: messages, status: 400 });
  await ends(1);
  list(saying(pair, "so long", "bye", "hi"));
  await ends(0, "--resume", "--retry-failed");
  assert.deepEqual(said(), ["bye", "hi", "so long"]);
});

test("equal lines: a chat that was refused gets its own message later", async (t) => {
  const { graph, list, ends, said } = await setUp(t);
  for (const [request, ...options] of [[pair], [group, "--allow-duplicates"]]) {
    graph.fault({ match: { inner: true, method: "POST", path: "/chats" }, status: 400 });
    list(saying(request, `hi ${request.chatType}`, `bye ${request.chatType}`));
    const out = ["--out", `${request.chatType}.jsonl`, ...options];
    await ends(1, ...out);
    await ends(0, ...out, "--resume", "--retry-failed");
  }
  assert.deepEqual(said(), ["bye group", "bye oneOnOne", "hi group", "hi oneOnOne"]);
});

test("a resumed run first sends the messages that were never tried", async (t) => {
  const lines = requests(40).map((request, index) => ({ request, message: `Hello ${index}` }));
  const { graph, create, said } = await setUp(t, lines);
  const tried = new Set();
  let refuses = ({ path, body }) => path.endsWith("/messages") && tried.add(body.body.content);
  graph.fault({ match: (request) => refuses(request), status: 403, times: "always" });
  await create();
  assert.ok(tried.size >= 3 && tried.size < 20, `${tried.size} were tried`);
  refuses = ({ path, body }) => path.endsWith("/messages") && tried.has(body.body.content);
  await create("--resume");
  const others = lines.map(({ message }) => message).filter((message) => !tried.has(message));
  assert.deepEqual(said(), others.sort());
});
