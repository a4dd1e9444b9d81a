// Many chats through the packed package: whatever source and consumer do, one honest outcome for each request.

import assert from "node:assert/strict";
import { test } from "node:test";
import { clientOf, failure, localGraph } from "./helpers/local-graph.mjs";
import { importPackage } from "./helpers/packed.mjs";
import { mockedClock, settled, untilIdle } from "./helpers/settle.mjs";
import { chat, oneOnOne, stubFetch } from "./helpers/stubs.mjs";

const { ChatsClient } = await importPackage();

/** Group and one-on-one in turn, each of its own. */
const requestAt = (index) =>
  index % 2 === 0
    ? {
        chatType: "group",
        topic: `Team ${index}`,
        members: ["adele@contoso.com", `lead${index}@contoso.com`],
      }
    : { chatType: "oneOnOne", members: ["adele@contoso.com", `new${index}@contoso.com`] };

function* requests(count) {
  for (let index = 0; index < count; index++) yield requestAt(index);
}

async function collect(outcomes) {
  const collected = [];
  for await (const outcome of outcomes) collected.push(outcome);
  return collected;
}

/** Each index once. */
function assertComplete(outcomes, count) {
  const indexes = outcomes.map(({ index }) => index).sort((one, other) => one - other);
  assert.deepEqual(
    indexes,
    Array.from({ length: count }, (_, index) => index),
  );
}

const batches = (graph) => graph.requests.filter(({ path }) => path.endsWith("/$batch"));

test("a list, a generator and an async generator give the same chats", async (t) => {
  const sources = {
    list: () => [...requests(45)],
    generator: () => requests(45),
    async *asyncGenerator() {
      for (const request of requests(45)) yield request;
    },
  };
  for (const source of Object.values(sources)) {
    const graph = await localGraph(t);
    const outcomes = await collect(clientOf(graph).createChats(source()));
    assertComplete(outcomes, 45);
    assert.ok(outcomes.every(({ status, chat: { id } }) => status === "created" && id.startsWith("19:")));
    assert.equal(graph.chats.length, 45);
  }
});

test("a thousand under throttling are made once each", async (t) => {
  const graph = await localGraph(t, { throttle: { ratePerSecond: 400, burst: 400 } });
  const outcomes = await collect(clientOf(graph, { maxAttempts: 20 }).createChats(requests(1_000)));
  assertComplete(outcomes, 1_000);
  assert.deepEqual(
    outcomes.filter(({ status }) => status !== "created"),
    [],
  );
  assert.equal(graph.chats.length, 1_000);
});

test("an invalid request fails alone, and is not sent", async (t) => {
  const graph = await localGraph(t);
  const outcomes = await collect(
    clientOf(graph).createChats([oneOnOne, { chatType: "meeting" }, 5, requestAt(0)]),
  );
  assertComplete(outcomes, 4);
  const failed = outcomes.filter(({ status }) => status === "failed");
  assert.deepEqual(failed.map(({ index, error }) => [index, error.kind, error.outcome]).sort(), [
    [1, "validation", "notCreated"],
    [2, "validation", "notCreated"],
  ]);
  assert.equal(graph.chats.length, 2);
});

test("batchSize 1 sends plain requests, 20 sends batches of at most 20", async (t) => {
  const plain = await localGraph(t);
  await collect(clientOf(plain).createChats(requests(10), { batchSize: 1 }));
  assert.deepEqual(new Set(plain.requests.map(({ path }) => path)), new Set(["/chats"]));
  assert.equal(plain.requests.length, 10);
  const batched = await localGraph(t);
  await collect(clientOf(batched).createChats(requests(200), { batchSize: 20 }));
  const sizes = batches(batched).map(({ body }) => body.requests.length);
  assert.ok(sizes.every((size) => size <= 20));
  assert.ok(sizes.some((size) => size === 20));
});

test("leaving the loop ends the source and the sending", async (t) => {
  const graph = await localGraph(t);
  let read = 0;
  let ended = false;
  function* endless() {
    try {
      for (;;) yield requestAt(read++);
    } finally {
      ended = true;
    }
  }
  let taken = 0;
  for await (const { status } of clientOf(graph).createChats(endless(), { concurrency: 1 })) {
    assert.equal(status, "created");
    if (++taken === 10) break;
  }
  assert.ok(ended, "the generator's finally has run");
  // Two batches that wait, two that nobody has taken, one under way, and what was taken.
  assert.ok(read <= 10 + 5 * 20 + 1, `${read} were read`);
  const sent = graph.requests.length;
  await new Promise(setImmediate);
  assert.equal(graph.requests.length, sent);
});

test("abort gives what was read its outcome and ends the iteration", async (t) => {
  const graph = await localGraph(t);
  const controller = new AbortController();
  const outcomes = [];
  let read = 0;
  function* source() {
    for (const request of requests(400)) {
      read += 1;
      yield request;
    }
  }
  for await (const outcome of clientOf(graph).createChats(source(), { signal: controller.signal })) {
    outcomes.push(outcome);
    if (outcomes.length === 25) controller.abort();
  }
  assert.ok(read < 400);
  // The request that was being read when the caller gave up may be dropped.
  assert.ok(outcomes.length === read || outcomes.length === read - 1, `${outcomes.length} of ${read}`);
  const failed = outcomes.filter(({ status }) => status === "failed");
  assert.ok(failed.every(({ error }) => error.kind === "aborted"));
  const made = graph.chats.length;
  const unknown = failed.filter(({ error }) => error.outcome === "unknown").length;
  const created = outcomes.length - failed.length;
  assert.ok(
    created <= made && made <= created + unknown,
    `${created} created, ${unknown} unknown, ${made} exist`,
  );
});

test("who aborts on an outcome, through whatever wraps the iteration, does so before more is sent", async (t) => {
  async function* wrapped(outcomes) {
    for await (const outcome of outcomes) yield outcome;
  }
  const graph = await localGraph(t);
  for (const auth of ["standin-expired", () => "standin-expired", async () => "standin-expired"]) {
    graph.reset();
    const controller = new AbortController();
    const options = { signal: controller.signal, batchSize: 1, concurrency: 1 };
    const outcomes = clientOf(graph, { auth }).createChats(requests(30), options);
    for await (const { error } of wrapped(wrapped(outcomes))) {
      assert.equal(error.outcome, "notCreated");
      controller.abort();
    }
    assert.equal(graph.requests.length, 1);
  }
});

test("who has left is not asked for a token any more", async (t) => {
  const graph = await localGraph(t);
  for (const leave of [
    async (outcomes) => {
      for await (const _ of outcomes) break;
    },
    async (outcomes, controller) => {
      for await (const _ of outcomes) controller.abort();
    },
  ]) {
    let asked = 0;
    const auth = () => {
      asked += 1;
      return "standin-user-token";
    };
    const controller = new AbortController();
    const options = { signal: controller.signal, batchSize: 1, concurrency: 1 };
    await leave(clientOf(graph, { auth }).createChats(requests(30), options), controller);
    await untilIdle();
    assert.equal(asked, 1);
  }
});

test("a source that throws: what it gave is carried through, then the iteration rejects", async (t) => {
  const graph = await localGraph(t);
  function* source() {
    yield* requests(30);
    throw new Error("the list ends here");
  }
  const outcomes = [];
  const error = await failure(
    (async () => {
      for await (const outcome of clientOf(graph).createChats(source())) outcomes.push(outcome);
    })(),
  );
  assert.equal(error.kind, "usage");
  assertComplete(outcomes, 30);
});

test("an iterator whose steps are no objects ends the run", async (t) => {
  const graph = await localGraph(t);
  for (const kind of [Symbol.iterator, Symbol.asyncIterator]) {
    let left = 30;
    const next = () => (left-- > 0 ? { done: false, value: requests(1)[0] } : 5);
    const outcomes = [];
    const error = await failure(
      (async () => {
        const source = { [kind]: () => ({ next: () => (left < -100 ? { done: true } : next()) }) };
        for await (const outcome of clientOf(graph).createChats(source)) outcomes.push(outcome);
      })(),
    );
    assert.deepEqual([error.kind, error.cause.message], ["usage", "next() gave no object"]);
    assertComplete(outcomes, 30);
  }
});

test("what is no iterable, and wrong options, are kind usage", async (t) => {
  const graph = await localGraph(t);
  const client = clientOf(graph);
  for (const nothing of [5, null, undefined, {}, "text", Promise.resolve([])]) {
    assert.equal((await failure(client.createChats(nothing).next())).kind, "usage");
  }
  for (const options of [
    { batchSize: 21 },
    { batchSize: 0 },
    { concurrency: 0 },
    { timeoutMs: -1 },
    { signal: {} },
  ]) {
    assert.equal((await failure(client.createChats([oneOnOne], options).next())).kind, "usage");
  }
  assert.equal(graph.requests.length, 0);
});

test("progress comes before each outcome, and adds up", async (t) => {
  const graph = await localGraph(t);
  const seen = [];
  const source = [...requests(60), { chatType: "meeting" }];
  let taken = 0;
  for await (const _ of clientOf(graph).createChats(source, {
    onProgress: (progress) => seen.push(progress),
  })) {
    taken += 1;
    const { created, failed } = seen.at(-1);
    assert.ok(created + failed >= taken);
  }
  assert.deepEqual(seen.at(-1), {
    total: 61,
    created: 60,
    failed: 1,
    inFlight: seen.at(-1).inFlight,
    pausedForMs: null,
    perSecond: seen.at(-1).perSecond,
    timeLeftMs: seen.at(-1).timeLeftMs,
  });
  assert.ok(seen.every(({ total }) => total === 61));
});

test("two runs at once on one client keep to themselves", async (t) => {
  const graph = await localGraph(t);
  const client = clientOf(graph);
  const [one, other] = await Promise.all([
    collect(client.createChats(requests(50))),
    collect(client.createChats([...requests(30)].reverse())),
  ]);
  assertComplete(one, 50);
  assertComplete(other, 30);
});

test("ten thousand from a generator are never held at once", async (t) => {
  stubFetch(t, ({ body }) => {
    const responses = JSON.parse(body).requests.map(({ id }) => ({ id, status: 201, body: chat }));
    return new Response(JSON.stringify({ responses }), { status: 200 });
  });
  let read = 0;
  let taken = 0;
  let furthest = 0;
  function* source() {
    for (let index = 0; index < 10_000; index++) {
      read += 1;
      furthest = Math.max(furthest, read - taken);
      yield oneOnOne;
    }
  }
  const client = new ChatsClient({ auth: "token-of-the-test" });
  for await (const { status } of client.createChats(source(), { concurrency: 4 })) {
    assert.equal(status, "created");
    taken += 1;
  }
  assert.equal(taken, 10_000);
  assert.ok(furthest <= (4 + 2 + 2) * 20 + 1, `${furthest} were read and not yet taken`);
});

test("an answer without a request-id has that of its batch", async (t) => {
  const answers = [
    { status: 201, headers: { "request-id": "own" }, body: chat },
    { status: 201, body: chat },
    { status: 403, body: { error: { code: "Forbidden", innerError: { "request-id": "inside" } } } },
    { status: 403, body: {} },
  ];
  stubFetch(t, ({ body }) => {
    const { length } = JSON.parse(body).requests;
    const responses = answers.splice(0, length).map((answer, index) => ({ ...answer, id: String(index) }));
    return new Response(JSON.stringify({ responses }), { status: 200, headers: { "request-id": "outer" } });
  });
  const client = new ChatsClient({ auth: "token-of-the-test" });
  const outcomes = await collect(client.createChats(requests(4), { concurrency: 1, batchSize: 2 }));
  const ids = outcomes
    .sort((one, other) => one.index - other.index)
    .map(({ requestId, error }) => requestId ?? error.requestId);
  assert.deepEqual(ids, ["own", "outer", "inside", "outer"]);
});

test("a Retry-After date inside a batch goes by the clock that the batch shows", async (t) => {
  const clock = mockedClock(t);
  const serverMs = Date.now() + 7_200_000;
  const at = (ms) => new Date(ms).toUTCString();
  const calls = stubFetch(t, ({ body }, count) => {
    const answer =
      count === 1
        ? { status: 429, headers: { "Retry-After": at(serverMs + 5_000) }, body: {} }
        : { status: 201, headers: {}, body: chat };
    const responses = JSON.parse(body).requests.map(({ id }) => ({ id, ...answer }));
    return Response.json({ responses }, { headers: { date: at(serverMs) } });
  });
  const outcomes = new ChatsClient({ auth: "token" }).createChats([requestAt(0), requestAt(1)]);
  const { value } = await settled(collect(outcomes), clock);
  assert.deepEqual(
    value.map(({ status }) => status),
    ["created", "created"],
  );
  assert.ok(calls.length > 1);
});
