// Many chats through the packed package: whatever source and consumer do, one honest outcome for each request.

import assert from "node:assert/strict";
import { test } from "node:test";
import { failure } from "./helpers/failure.mjs";
import { atGraph, collect, token } from "./helpers/local-graph.mjs";
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

/** Each index once, and each a chat unless something else is expected. */
function assertComplete(outcomes, count, expected = "created") {
  assert.deepEqual(
    outcomes.map(({ index }) => index).sort((one, other) => one - other),
    Array.from({ length: count }, (_, index) => index),
  );
  if (expected) assert.deepEqual([...new Set(outcomes.map(({ status }) => status))], [expected]);
}

/** Answers a batch: each of its requests as `answerTo` says, whose default is a chat. */
const batchAnswer =
  (answerTo = () => ({}), init = {}) =>
  ({ body }, number) => {
    const inner = JSON.parse(body).requests;
    const responses = inner.map(({ id }) => ({ id, status: 201, body: chat, ...answerTo(number, id) }));
    return Response.json({ responses }, init);
  };

test("a list, a generator and an async generator give the same chats", async (t) => {
  const sources = [
    [...requests(45)],
    requests(45),
    (async function* () {
      yield* requests(45);
    })(),
  ];
  for (const source of sources) {
    const { graph, client } = await atGraph(t);
    const outcomes = await collect(client.createChats(source));
    assertComplete(outcomes, 45);
    assert.ok(outcomes.every(({ chat: { id } }) => id.startsWith("19:")));
    assert.equal(graph.chats.length, 45);
  }
});

test("a thousand under throttling are made once each", async (t) => {
  const settings = { throttle: { ratePerSecond: 400, burst: 400 } };
  const { graph, client } = await atGraph(t, { maxAttempts: 20 }, settings);
  assertComplete(await collect(client.createChats(requests(1_000))), 1_000);
  assert.equal(graph.chats.length, 1_000);
});

test("an invalid request fails alone, and is not sent", async (t) => {
  const { graph, client } = await atGraph(t);
  const outcomes = await collect(client.createChats([oneOnOne, { chatType: "meeting" }, 5, requestAt(0)]));
  assertComplete(outcomes, 4, null);
  const failed = outcomes.filter(({ status }) => status === "failed");
  assert.deepEqual(failed.map(({ index, error }) => [index, error.kind, error.outcome]).sort(), [
    [1, "validation", "notCreated"],
    [2, "validation", "notCreated"],
  ]);
  assert.equal(graph.chats.length, 2);
});

test("batchSize 1 sends plain requests, 20 sends batches of at most 20", async (t) => {
  const { graph, client } = await atGraph(t);
  await collect(client.createChats(requests(10), { batchSize: 1 }));
  assert.deepEqual(
    graph.requests.map(({ path }) => path),
    Array(10).fill("/chats"),
  );
  graph.reset();
  await collect(client.createChats(requests(200), { batchSize: 20 }));
  const batches = graph.requests.filter(({ path }) => path.endsWith("/$batch"));
  assert.equal(Math.max(...batches.map(({ body }) => body.requests.length)), 20);
});

test("leaving the loop ends the source and the sending", async (t) => {
  const calls = stubFetch(t, batchAnswer());
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
  const client = new ChatsClient({ auth: token });
  for await (const { status } of client.createChats(endless(), { concurrency: 1 })) {
    assert.equal(status, "created");
    if (++taken === 10) break;
  }
  assert.ok(ended, "the generator's finally has run");
  // Two batches that wait, two that nobody has taken, one under way, and what was taken.
  assert.ok(read <= 10 + 5 * 20 + 1, `${read} were read`);
  const sent = calls.length;
  await untilIdle();
  assert.equal(calls.length, sent);
});

test("abort gives what was read its outcome and ends the iteration", async (t) => {
  const { graph, client } = await atGraph(t);
  const controller = new AbortController();
  const outcomes = [];
  let read = 0;
  function* source() {
    for (const request of requests(400)) {
      read += 1;
      yield request;
    }
  }
  for await (const outcome of client.createChats(source(), { signal: controller.signal })) {
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
  const numbers = `${created} created, ${unknown} unknown, ${made} exist`;
  assert.ok(created <= made && made <= created + unknown, numbers);
});

test("who aborts on an outcome, or leaves, does so before more is sent and a token is asked for", async (t) => {
  const calls = stubFetch(t, () => Response.json({ error: { code: "Expired" } }, { status: 401 }));
  async function* wrapped(outcomes) {
    for await (const outcome of outcomes) yield outcome;
  }
  const ways = {
    leaves: (outcomes) => outcomes,
    aborts: (outcomes) => outcomes,
    "aborts, through whatever wraps the iteration": (outcomes) => wrapped(wrapped(outcomes)),
  };
  for (const [way, wrap] of Object.entries(ways)) {
    for (const auth of [token, t.mock.fn(() => token), t.mock.fn(async () => token)]) {
      calls.length = 0;
      const controller = new AbortController();
      const options = { signal: controller.signal, batchSize: 1, concurrency: 1 };
      for await (const { error } of wrap(new ChatsClient({ auth }).createChats(requests(30), options))) {
        assert.equal(error.outcome, "notCreated");
        if (way === "leaves") break;
        controller.abort();
      }
      await untilIdle();
      assert.deepEqual([calls.length, auth.mock?.callCount() ?? 1], [1, 1], way);
    }
  }
});

/** Takes the outcomes until the iteration rejects. */
async function untilFailure(iterable, expected) {
  const outcomes = [];
  const reading = async () => {
    for await (const outcome of iterable) outcomes.push(outcome);
  };
  return { outcomes, error: await failure(reading(), expected) };
}

test("a source that throws, or whose steps are no objects: what it gave is carried through, then the iteration rejects", async (t) => {
  const { client } = await atGraph(t);
  function* throwing() {
    yield* requests(30);
    throw new Error("the list ends here");
  }
  const odd = (kind) => {
    const given = requests(30);
    const next = () => {
      const step = given.next();
      return step.done ? 5 : step;
    };
    return { [kind]: () => ({ next }) };
  };
  for (const [source, message] of [
    [throwing(), "the list ends here"],
    [odd(Symbol.iterator), "next() gave no object"],
    [odd(Symbol.asyncIterator), "next() gave no object"],
  ]) {
    const { outcomes, error } = await untilFailure(client.createChats(source), { kind: "usage" });
    assert.equal(error.cause.message, message);
    assertComplete(outcomes, 30);
  }
});

test("what is no iterable is kind usage", async (t) => {
  const { graph, client } = await atGraph(t);
  for (const nothing of [5, null, undefined, {}, "text", Promise.resolve([])]) {
    await failure(client.createChats(nothing).next(), { kind: "usage" });
  }
  assert.equal(graph.requests.length, 0);
});

test("progress comes before each outcome, and adds up", async (t) => {
  const { client } = await atGraph(t);
  const seen = [];
  const source = [...requests(60), { chatType: "meeting" }];
  const onProgress = (progress) => seen.push(progress);
  let taken = 0;
  for await (const _ of client.createChats(source, { onProgress })) {
    taken += 1;
    const { created, failed } = seen.at(-1);
    assert.ok(created + failed >= taken);
  }
  const { inFlight, perSecond, timeLeftMs, ...numbers } = seen.at(-1);
  assert.deepEqual(numbers, { total: 61, created: 60, failed: 1, pausedForMs: null });
  assert.ok([inFlight, perSecond, timeLeftMs].every((value) => value !== undefined));
  assert.ok(seen.every(({ total }) => total === 61));
});

test("two runs at once on one client keep to themselves", async (t) => {
  const { client } = await atGraph(t);
  const [one, other] = await Promise.all([
    collect(client.createChats(requests(50))),
    collect(client.createChats([...requests(30)].reverse())),
  ]);
  assertComplete(one, 50);
  assertComplete(other, 30);
});

test("ten thousand from a generator are never held at once", async (t) => {
  stubFetch(t, batchAnswer());
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
  const client = new ChatsClient({ auth: token });
  for await (const { status } of client.createChats(source(), { concurrency: 4 })) {
    assert.equal(status, "created");
    taken += 1;
  }
  assert.equal(taken, 10_000);
  assert.ok(furthest <= (4 + 2 + 2) * 20 + 1, `${furthest} were read and not yet taken`);
});

test("an answer without a request-id has that of its batch", async (t) => {
  const answers = [
    { headers: { "request-id": "own" } },
    {},
    { status: 403, body: { error: { code: "Forbidden", innerError: { "request-id": "inside" } } } },
    { status: 403, body: {} },
  ];
  stubFetch(
    t,
    batchAnswer(() => answers.shift(), { headers: { "request-id": "outer" } }),
  );
  const client = new ChatsClient({ auth: token });
  const outcomes = await collect(client.createChats(requests(4), { concurrency: 1, batchSize: 2 }));
  const ids = outcomes
    .sort((one, other) => one.index - other.index)
    .map(({ requestId, error }) => requestId ?? error.requestId);
  assert.deepEqual(ids, ["own", "outer", "inside", "outer"]);
});

test("a batch that breaks off behind its status is no answer: groups are unknown, one-on-one chats asked for again", async (t) => {
  const clock = mockedClock(t);
  const answer = batchAnswer();
  stubFetch(t, (init, number) => {
    if (number > 1) return answer(init, number);
    return new Response(new ReadableStream({ start: (body) => body.error(new TypeError("terminated")) }));
  });
  const all = collect(new ChatsClient({ auth: token }).createChats(requests(2)));
  const [group, pair] = (await settled(all, { clock })).value.sort((one, other) => one.index - other.index);
  assert.deepEqual(
    [group.error.kind, group.error.outcome, group.error.cause?.name, pair.status],
    ["network", "unknown", "TypeError", "created"],
  );
});

test("a Retry-After date inside a batch goes by the clock that the batch shows", async (t) => {
  const clock = mockedClock(t);
  const serverMs = Date.now() + 7_200_000;
  const at = (ms) => new Date(ms).toUTCString();
  const throttled = { status: 429, headers: { "Retry-After": at(serverMs + 5_000) }, body: {} };
  const answerTo = (number) => (number === 1 ? throttled : {});
  const calls = stubFetch(t, batchAnswer(answerTo, { headers: { date: at(serverMs) } }));
  const client = new ChatsClient({ auth: token });
  const { value } = await settled(collect(client.createChats(requests(2))), { clock });
  assertComplete(value, 2);
  assert.ok(calls.length > 1);
});
