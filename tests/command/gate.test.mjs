// The gate in front of fetch: what it writes down, and when nothing may leave.

import assert from "node:assert/strict";
import { test } from "node:test";
import { sourceModule } from "../tables/helpers/modules.mjs";

const { Gate } = await sourceModule("sending/gate.ts");
const { TokenConnection } = await sourceModule("command/sending/connection.ts");
const { LinesUnderWay } = await sourceModule("sending/lines-under-way.ts");

const bodyOf = (name) => JSON.stringify({ chatType: "group", topic: name });

/** Lines "a", "b" … with these bodies, and everything that happens in its order; without `fetch` all wait for `answer`. */
function setUp(bodies, { fetch, records, mayExist = [], isUndecided = () => false, isForeign } = {}) {
  const events = [];
  const waiting = [];
  const lines = new LinesUnderWay();
  bodies.forEach((name, index) => {
    const line = index + 1;
    lines.add({ line, index, slot: `${line}`, body: bodyOf(name), mayExist: mayExist.includes(line) });
  });
  const closing = new AbortController();
  const fetched = async (url, init) => {
    events.push("fetch");
    return fetch ? fetch(url, init) : new Promise((resolve) => waiting.push(resolve));
  };
  const tokens = { refused() {}, renewed: async () => null };
  const gate = new Gate({
    connection: new TokenConnection({ fetch: fetched, tokens, maxAttempts: 1 }, closing.signal),
    closing,
    lines,
    records: {
      sending: async (each) => void events.push(`sending ${each}`),
      notCreated: (each) => events.push(`notCreated ${each}`),
      ...records,
    },
    isUndecided,
    onUnreachable: (code) => events.push(`unreachable ${code}`),
    onFault: ({ message }) => events.push(`fault ${message}`),
    ...(isForeign && { isForeign }),
  });
  const answer = (response) => waiting.shift()(response);
  return { gate, lines, events, answer };
}

/** Closes the gate; the function given says whether that has come to its end. */
function closing(gate) {
  let isClosed = false;
  const closed = gate.close().then(() => {
    isClosed = true;
  });
  return { closed, isClosed: () => isClosed };
}

/** What is never sent, until its call is given up. */
function neverSent(gate, request) {
  const abort = new AbortController();
  const rejected = assert.rejects(gate.send(request, { signal: abort.signal }), { name: "AbortError" });
  return { rejected, giveUp: () => abort.abort() };
}

const batchOf = (...names) =>
  new Request("https://graph.microsoft.com/v1.0/$batch", {
    method: "POST",
    headers: { authorization: "Bearer x" },
    body: JSON.stringify({
      requests: names.map((name, id) => ({ id: `${id}`, body: JSON.parse(bodyOf(name)) })),
    }),
  });

const answers = (...statuses) =>
  Response.json({ responses: statuses.map((status, id) => ({ id: `${id}`, status })) });

const sentLines = (lines, names) =>
  names.flatMap((name) => lines.withBody(bodyOf(name)).map(({ line, wasSent }) => [line, wasSent]));

test("lines are written down before they leave, and once", async () => {
  const { gate, events } = setUp(["a", "b"], { fetch: () => answers(201, 500) });
  await gate.send(batchOf("a", "b"));
  await gate.send(batchOf("b"));
  assert.deepEqual(events, ["sending 1,2", "fetch", "fetch"]);
});

test("what was throttled counts as not having left, unless it may exist or its equal is under way", async () => {
  const names = ["a", "b", "c", "c"];
  const { gate, lines, events } = setUp(names, { fetch: () => answers(429, 429, 429), mayExist: [2] });
  const response = await gate.send(batchOf("a", "b", "c"));
  assert.equal((await response.json()).responses.length, 3);
  assert.deepEqual(events, ["sending 1,2,3,4", "fetch", "notCreated 1"]);
  assert.deepEqual(sentLines(lines, ["a", "b", "c"]), [
    [1, false],
    [2, true],
    [3, true],
    [4, true],
  ]);
  await gate.send(batchOf("a"));
  assert.deepEqual(events.slice(3), ["sending 1", "fetch", "notCreated 1"]);
});

test("a throttled second attempt does not undo a first one without an answer", async () => {
  const fetches = [() => Promise.reject(new TypeError("fetch failed")), () => answers(429)];
  const { gate, lines, events } = setUp(["a"], { fetch: () => fetches.shift()() });
  await assert.rejects(gate.send(batchOf("a")), TypeError);
  await gate.send(batchOf("a"));
  assert.deepEqual(events, ["sending 1", "fetch", "fetch"]);
  assert.deepEqual(sentLines(lines, ["a"]), [[1, true]]);
});

test("a connection that was not made took nothing", async () => {
  const error = new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: "ENOTFOUND" }) });
  const { gate, lines, events } = setUp(["a", "a"], { fetch: () => Promise.reject(error) });
  await assert.rejects(gate.send(batchOf("a")), error);
  assert.deepEqual(events, ["sending 1,2", "fetch", "unreachable ENOTFOUND"]);
  // Another batch may have taken its equal.
  assert.deepEqual(sentLines(lines, ["a"]), [
    [1, true],
    [2, true],
  ]);
  const alone = setUp(["a"], { fetch: () => Promise.reject(error) });
  await assert.rejects(alone.gate.send(batchOf("a")), error);
  assert.deepEqual(alone.events, ["sending 1", "fetch", "notCreated 1", "unreachable ENOTFOUND"]);
});

test("nothing leaves when it cannot be written down, or belongs to no line", async () => {
  const full = { sending: () => Promise.reject(new Error("the disk is full")) };
  const { gate, lines, events } = setUp(["a"], { fetch: () => answers(201), records: full });
  await assert.rejects(gate.send(batchOf("a")), /the disk is full/);
  assert.deepEqual(events, ["fault the disk is full"]);
  assert.deepEqual(sentLines(lines, ["a"]), [[1, false]]);

  const stray = setUp(["a"], { fetch: () => answers(201) });
  await assert.rejects(stray.gate.send(batchOf("a", "b")), /belongs to no line/);
  assert.deepEqual(stray.events, ["fault A request belongs to no line; please report this."]);
});

test("closed, it waits for what left and lets nothing leave", async () => {
  const { gate, events, answer } = setUp(["a", "b"]);
  const first = gate.send(batchOf("a"));
  await settled();
  const { closed, isClosed } = closing(gate);
  const second = neverSent(gate, batchOf("b"));
  await settled();
  answer(answers(201));
  await first;
  assert.equal(isClosed(), false, "its outcomes are not there yet");
  gate.ended({ requestId: null });
  await closed;
  second.giveUp();
  await second.rejected;
  assert.deepEqual(events, ["sending 1", "fetch"]);
});

/** Resolves when everything that can happen has happened. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("while all lines may be refused, sixty leave at most; one that was given up meanwhile never does", async () => {
  const names = Array.from({ length: 81 }, (_, index) => `topic ${index}`);
  const batches = [0, 20, 40, 60].map((start) => names.slice(start, start + 20));
  let isUndecided = true;
  const { gate, events, answer } = setUp(names, { isUndecided: () => isUndecided });
  const sent = batches.map((batch) => gate.send(batchOf(...batch)));
  const last = neverSent(gate, batchOf(names[80]));
  await settled();
  const fetches = () => events.filter((event) => event === "fetch").length;
  assert.equal(fetches(), 3);
  last.giveUp();
  isUndecided = false;
  gate.wake();
  await settled();
  assert.equal(fetches(), 4);
  for (const _ of batches) answer(answers(...Array(20).fill(201)));
  await Promise.all(sent);
  await last.rejected;
  assert.equal(fetches(), 4);
});

test("where nothing is under way a batch leaves in any case, and closing lets none wait for ever", async () => {
  const names = Array.from({ length: 61 }, (_, index) => `topic ${index}`);
  const { gate, events } = setUp(names, {
    fetch: () => answers(...Array(61).fill(201)),
    isUndecided: () => true,
  });
  await gate.send(batchOf(...names));
  assert.equal(events.at(-1), "fetch");
  const other = setUp(names, { isUndecided: () => true });
  const first = other.gate.send(batchOf(...names.slice(0, 60)));
  const second = neverSent(other.gate, batchOf(names[60]));
  await settled();
  other.gate.close();
  second.giveUp();
  await second.rejected;
  other.answer(answers(...Array(60).fill(201)));
  await first;
  assert.deepEqual(
    other.events.filter((event) => event === "fetch"),
    ["fetch"],
  );
});

const list = () => new Request("https://graph.microsoft.com/v1.0/chats?$top=50");

test("lists that createChats reads belong to no line, and nobody waits for them", async () => {
  const { gate, events, answer } = setUp(["a"]);
  const batch = new Request("https://graph.microsoft.com/v1.0/$batch", {
    method: "POST",
    body: JSON.stringify({ requests: [{ id: "0", method: "GET", url: "/chats" }] }),
  });
  const sent = gate.send(batch);
  await settled();
  answer(answers(200));
  await sent;
  gate.ended({ requestId: null });
  const read = gate.send(list());
  await settled();
  await gate.close();
  answer(Response.json({ value: [] }));
  await read;
  assert.deepEqual(events, ["fetch", "fetch"]);
});

test("the end of what others send is no end of what left", async () => {
  const { gate, lines, events, answer } = setUp(["a"], {
    isForeign: ({ headers }) => headers.has("foreign"),
  });
  const named = (requestId) => Response.json({}, { headers: { "request-id": requestId } });
  const ours = gate.send(batchOf("a"));
  await settled();
  const equal = batchOf("a");
  equal.headers.set("foreign", "yes");
  const { closed, isClosed } = closing(gate);
  const others = [gate.send(equal), gate.send(batchOf("b")), gate.send(list())];
  await settled();
  assert.deepEqual(events, ["sending 1", "fetch", "fetch", "fetch", "fetch"]);
  answer(named("ours"));
  for (const _ of others) answer(named("theirs"));
  await Promise.all([ours, ...others]);
  for (const requestId of ["theirs", null]) gate.ended({ requestId });
  await settled();
  assert.equal(isClosed(), false);
  assert.deepEqual(sentLines(lines, ["a"]), [[1, true]]);
  gate.ended({ requestId: "ours" });
  await closed;
});

test("what the client gives up has ended, whenever it comes back", async () => {
  const { gate } = setUp(["a"]);
  const abort = new AbortController();
  void gate.send(batchOf("a"), { signal: abort.signal });
  await settled();
  const { closed } = closing(gate);
  abort.abort();
  gate.ended({ requestId: null });
  await closed;
});

test("what other calls read does not keep the gate from closing", async () => {
  const { gate } = setUp([], { fetch: async () => Response.json({}) });
  const read = (path) => gate.send(new Request(`https://graph.microsoft.com/v1.0/chats/19:x${path}`));
  await read("");
  await read("/operations/1");
  await gate.others.withMembers("19:x", () => read("/members"));
  await gate.close();
});

const messageOf = ({ id }) =>
  new Request("https://graph.microsoft.com/v1.0/chats/19:x/messages", {
    method: "POST",
    headers: { "client-request-id": id },
    body: "{}",
  });

test("closed, a message whose answer is awaited goes on; one that would leave again is given up", async () => {
  const { gate, answer } = setUp([]);
  await gate.others.withMessage(async (awaited) => {
    await gate.others.withMessage(async (waiting) => {
      const sent = gate.send(messageOf(awaited), { signal: awaited.signal });
      await settled();
      await gate.close();
      assert.deepEqual([awaited.signal.aborted, waiting.signal.aborted], [false, true]);
      assert.deepEqual([awaited.wasSent, waiting.wasSent], [true, false]);
      answer(Response.json({}, { status: 429 }));
      await sent;
      awaited.ended({ retryInMs: 1_000 });
      assert.equal(awaited.signal.aborted, true);
    });
  });
});

test("a message that no connection took was not sent, unless it had left before", async () => {
  const error = new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: "ENOTFOUND" }) });
  const { gate, events } = setUp([], { fetch: () => Promise.reject(error) });
  await gate.others.withMessage(async (message) => {
    await assert.rejects(gate.send(messageOf(message)), error);
    assert.equal(message.wasSent, false);
    message.leave();
    await assert.rejects(gate.send(messageOf(message)), error);
    assert.equal(message.wasSent, true);
  });
  assert.deepEqual(events, ["fetch", "unreachable ENOTFOUND", "fetch", "unreachable ENOTFOUND"]);
});

test("while lists are read once for many, each address is asked once", async () => {
  const pages = [[1], [2]];
  const { gate } = setUp([], { fetch: async () => Response.json({ value: pages.shift() }) });
  const read = async () => (await gate.send(list())).json();
  await gate.others.readingOnce(async () => {
    assert.deepEqual([await read(), await read()], [{ value: [1] }, { value: [1] }]);
  });
  assert.deepEqual(await read(), { value: [2] });
});
