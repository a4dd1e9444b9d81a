// Every promise settles, whatever stands in the place of fetch, and whatever the environment lacks; afterwards the same client makes a chat.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { runInNewContext } from "node:vm";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { failure } from "./helpers/failure.mjs";
import { cyclic } from "./helpers/odd-makers.mjs";
import { importPackage } from "./helpers/packed.mjs";
import { assertWorks, creation, mockedClock, pass, rejection, untilIdle } from "./helpers/settle.mjs";
import * as stubs from "./helpers/stubs.mjs";

const { chat, created, fails, group, never, oneOnOne, operation, oddEndings, refused } = stubs;
const { stubFetch, stubGlobal } = stubs;

const { ChatsClient } = await importPackage();

const text = JSON.stringify(chat);
const clientWith = (options) => new ChatsClient({ auth: "token", ...options });

/** A fetch that gives a plain object in place of a Response. */
const giving = (answer) => async () => ({ status: 201, ...answer });
const givingText = (answer) => giving({ text: async () => text, ...answer });

/** What fetch may do so that no answer arrives. */
const noAnswer = {
  ...oddEndings,
  "rejects with an AbortError of its own": () => Promise.reject(new DOMException("aborted", "AbortError")),
  "gives Response.error()": async () => Response.error(),
  "gives a text": async () => text,
  "gives a status that is text": givingText({ status: "201" }),
  "gives a status that is NaN": givingText({ status: Number.NaN }),
  "gives a status out of range": givingText({ status: 1000 }),
  "gives a negative status": givingText({ status: -1 }),
  "gives a status whose getter throws": async () => Object.defineProperty({}, "status", { get: fails }),
  "gives headers that throw": givingText({ headers: { get: fails } }),
};

/** What fetch may do so that status and headers arrive, and no body. */
const noBody = {
  "gives a text() that throws": giving({ text: fails }),
  "gives a text() that rejects with nothing": giving({ text: () => Promise.reject() }),
  "gives a text() that gives what is no text": giving({ text: async () => Object.create(null) }),
  "gives a json() that rejects": giving({ json: () => Promise.reject(new SyntaxError("x")) }),
  "gives a json() with a cycle": giving({ json: async () => cyclic({}, "self") }),
  "gives a json() with a BigInt": giving({ json: async () => ({ id: 1n }) }),
  "gives a Response that was read before": async () => {
    const response = created();
    await response.text();
    return response;
  },
  "gives a body that breaks off": async () =>
    new Response(new ReadableStream({ start: (body) => body.error(new TypeError("terminated")) }), {
      status: 201,
    }),
};

test("no answer arrives: kind network; a group may exist, a one-on-one chat is repeated to the end", async (t) => {
  const clock = mockedClock(t);
  for (const [of, respond] of Object.entries(noAnswer)) {
    const calls = mock.fn(respond);
    stubGlobal(t, "fetch", calls);
    const client = clientWith();
    const expected = { kind: "network", outcome: "unknown", status: null };
    const { cause } = await rejection(client.createChat(group), { ...expected, attempts: 1 }, { of });
    assert.ok(cause instanceof Error, of);
    if (/^gives (?:undefined|null|an empty object|Response\.error)/.test(of)) {
      assert.match(cause.message, /no Response$/, of);
    }
    await rejection(client.createChat(oneOnOne), { ...expected, attempts: 4 }, { clock, of });
    assert.equal(calls.mock.callCount(), 1 + 4, of);
    await assertWorks(client, of);
  }
});

test("the status has arrived, and the body does not: a group is not made again, even if told to repeat", async (t) => {
  const clock = mockedClock(t);
  for (const [of, respond] of Object.entries(noBody)) {
    const calls = mock.fn(respond);
    stubGlobal(t, "fetch", calls);
    for (const onUnknown of ["report", "repeat"]) {
      const expected = { kind: "network", outcome: "unknown", status: 201, attempts: 1 };
      await rejection(clientWith({ onUnknown }).createChat(group), expected, { of });
    }
    const client = clientWith();
    const repeated = { kind: "network", outcome: "unknown", status: 201, attempts: 4 };
    await rejection(client.createChat(oneOnOne), repeated, { clock, of });
    assert.equal(calls.mock.callCount(), 2 + 4, of);
    await assertWorks(client, of);
  }
});

/** What fetch may give in place of a Response, and is understood. */
const answers = {
  "a Response": async () => created(),
  "a Response, not promised": () => created(),
  "a Response of another realm": async () =>
    runInNewContext(`new (class Response {
      status = 201;
      headers = new Map([["request-id", "r"]]);
      async text() { return ${JSON.stringify(text)}; }
    })()`),
  "an object with text() alone": givingText(),
  "an object with json() alone": giving({ ok: true, json: async () => chat }),
  "an object whose json() is not promised": giving({ json: () => chat }),
  "an object with plain headers": givingText({ headers: { "Request-Id": "r" } }),
  "an object with headers that are null": givingText({ headers: null }),
  "an object with odd header values": givingText({
    headers: { "request-id": 5, "retry-after": Symbol("x"), location: null },
  }),
  "a promise of another realm": () => runInNewContext("(response) => Promise.resolve(response)")(created()),
  "a stub of a test framework": mock.fn(async () => created()),
};

test("an answer of whatever make is read", async (t) => {
  for (const [of, respond] of Object.entries(answers)) {
    stubGlobal(t, "fetch", respond);
    assert.deepEqual((await creation(clientWith().createChat(group), { of })).chat, chat, of);
  }
});

test("headers of whatever make are read", async (t) => {
  const clock = mockedClock(t);
  for (const headers of [
    { "Retry-After": "7", "request-id": "r" },
    { "retry-after": "7", "REQUEST-ID": "r" },
    new Map(Object.entries({ "retry-after": "7", "request-id": "r" })),
    new Headers({ "Retry-After": "7", "request-id": "r" }),
  ]) {
    stubGlobal(t, "fetch", async () => ({ status: 429, text: async () => "", headers }));
    const attempts = [];
    const onAttempt = (attempt) => attempts.push(attempt);
    const call = clientWith({ maxAttempts: 2 }).createChat(group, { onAttempt });
    await rejection(call, { status: 429, retryAfterMs: 7_000, requestId: "r" }, { clock });
    assert.equal(attempts[0].retryInMs, 7_000);
  }
});

test("what is missing in the environment, or does not work, is named; nothing is sent", async (t) => {
  const calls = stubFetch(t);
  class Broken {
    constructor() {
      fails();
    }
  }
  for (const [name, part] of [
    ["fetch", undefined],
    ["Headers", undefined],
    ["Headers", Broken],
    ["Headers", class Empty {}],
  ]) {
    const client = clientWith();
    const restore = stubGlobal(t, name, part);
    const expected = { kind: "usage", attempts: 0, message: new RegExp(`\\b${name}\\b`) };
    await rejection(client.createChat(group), { ...expected, outcome: "notCreated" }, { of: `${part}` });
    await rejection(client.waitForOperation(operation), expected, { of: `${part}` });
    restore();
    assert.equal(calls.length, 0);
    await assertWorks(client, name);
  }
});

test("an environment without what is only useful, or where microtasks are held back", async (t) => {
  stubGlobal(t, "fetch", givingText());
  const names = ["AbortController", "AbortSignal", "Request", "Response", "URL", "URLSearchParams", "crypto"];
  const parts = [...names, "queueMicrotask"].flatMap((name) => [
    [name, undefined],
    [name, fails],
  ]);
  // As a test framework's clock does.
  for (const [name, part] of [...parts, ["queueMicrotask", () => {}]]) {
    const restore = stubGlobal(t, name, part);
    const call = clientWith().createChat(group);
    await creation(call, { of: `${name}, ${part}` });
    restore();
  }
});

test("an environment that has no clock or no randomness, as hardened ones", async (t) => {
  stubFetch(t);
  t.mock.method(Math, "random", fails);
  t.mock.method(Date, "now", fails);
  const client = clientWith();
  await creation(client.createChat(group));
  const restore = stubGlobal(t, "setTimeout", undefined);
  await rejection(client.createChat(oneOnOne));
  await rejection(client.waitForOperation(operation));
  restore();
  await assertWorks(client);
});

test("a promise that cannot be waited for fails its call, and no other", async (t) => {
  stubFetch(t);
  const client = clientWith();
  const then = t.mock.method(Promise.prototype, "then", fails, { times: 1 });
  const call = client.createChat(group);
  then.mock.restore();
  await rejection(call, { kind: "protocol" });
  await assertWorks(client);
});

test("what the module throws while it is called back fails its call, and no other", async (t) => {
  stubFetch(t);
  const uncaught = [];
  const listeners = process.rawListeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection").on("unhandledRejection", (error) => uncaught.push(error));
  const { Headers } = globalThis;
  class PartialHeaders extends Headers {
    set(name, value) {
      if (name === "Authorization") fails();
      super.set(name, value);
    }
  }
  const restore = stubGlobal(t, "Headers", PartialHeaders);
  const client = clientWith();
  await rejection(client.createChat(group), { kind: "protocol", outcome: "unknown" });
  restore();
  process.removeAllListeners("unhandledRejection");
  for (const listener of listeners) process.on("unhandledRejection", listener);
  assert.equal(uncaught.length, 1);
  await assertWorks(client);
});

test("clocks and randomness that give no numbers, or stand still, keep nobody waiting", async (t) => {
  const clock = mockedClock(t);
  const throttleOnce = () =>
    stubFetch(t, (_, number) => (number === 1 ? refused(429, {}, { "retry-after": "2" }) : created()));
  for (const given of [fails, () => 5n, () => Symbol("time"), () => Number.NaN, () => Infinity, () => 5]) {
    const restores = [
      stubGlobal(t, "performance", { now: given }),
      stubGlobal(
        t,
        "Date",
        Object.assign(() => "", { now: given }),
      ),
      stubGlobal(t, "Math", Object.create(Math, { random: { value: given } })),
    ];
    const client = clientWith();
    throttleOnce();
    await creation(client.createChat(group), { clock, of: `${given}` });
    throttleOnce();
    const many = client.createChats([group], { batchSize: 1 }).next();
    await creation(
      many.then(({ value }) => value),
      { clock, of: `${given}` },
    );
    for (const restore of restores) restore();
  }
});

test("an answer that never comes, or whose body never ends, times out", async (t) => {
  const clock = mockedClock(t);
  const endless = () => new Response(new ReadableStream({ pull: never }), { status: 201 });
  const nothing = { kind: "timeout", outcome: "unknown", status: null, attempts: 1 };
  const made = { ...nothing, status: 201 };
  const refused = { ...nothing, kind: "graph", outcome: "notCreated", status: 403 };
  for (const [of, respond, expected] of [
    ["fetch that never resolves", never, nothing],
    ["a text() that never resolves", giving({ text: never }), made],
    ["a json() that never resolves", giving({ json: never }), made],
    ["a body that never ends", async () => endless(), made],
    ["a refusal whose body never ends", giving({ status: 403, text: never }), refused],
  ]) {
    for (const [options, ofCall] of [[{ timeoutMs: 7_000 }], [{}, { timeoutMs: 7_000 }]]) {
      const signals = [];
      stubGlobal(t, "fetch", (_, { signal }) => {
        signals.push(signal);
        return respond();
      });
      const client = clientWith(options);
      const call = client.createChat(group, ofCall);
      await pass(clock, 6_999);
      assert.equal(signals[0].aborted, false, of);
      clock.tick(1);
      await rejection(call, expected, { of });
      assert.equal(signals[0].aborted, true, `${of}: the fetch underneath goes on`);
      await assertWorks(client, of);
    }
  }
});

test("an answer after the timeout changes nothing; a one-on-one chat is asked for again", async (t) => {
  const clock = mockedClock(t);
  let answer;
  stubGlobal(t, "fetch", () => new Promise((resolve) => (answer = resolve)));
  const client = clientWith();
  await rejection(client.createChat(group), { kind: "timeout" }, { clock });
  answer(created());
  await untilIdle();
  stubFetch(t, (_, number) => (number === 1 ? never() : created()));
  assert.equal((await creation(client.createChat(oneOnOne), { clock })).attempts, 2);
  await assertWorks(client);
});

test("with msw: chats, refusals, failures and answers that never come", async (t) => {
  const url = "https://graph.microsoft.com/v1.0/chats";
  const bodies = [];
  const server = setupServer(
    http.post(url, async ({ request }) => {
      bodies.push([request.headers.get("authorization"), await request.json()]);
      return HttpResponse.json(chat, { status: 201, headers: { "request-id": "r" } });
    }),
  );
  server.listen({ onUnhandledRequest: "error" });
  t.after(() => server.close());
  const client = clientWith({ maxAttempts: 1 });
  const result = await client.createChat(oneOnOne);
  assert.deepEqual([result.status, result.requestId, result.chat], ["created", "r", chat]);
  assert.equal(bodies[0][0], "Bearer token");
  assert.equal(bodies[0][1].members.length, 2);

  for (const [handler, kind, status] of [
    [() => HttpResponse.json({ error: { code: "Forbidden" } }, { status: 403 }), "graph", 403],
    [() => HttpResponse.error(), "network", null],
    [() => new HttpResponse(null, { status: 204 }), "protocol", 204],
    [never, "timeout", null],
  ]) {
    server.use(http.post(url, handler, { once: true }));
    const timeoutMs = kind === "timeout" ? 20 : undefined;
    await failure(client.createChat(group, { timeoutMs }), { kind, status });
    assert.equal((await client.createChat(group)).status, "created");
  }
});
