// Every promise settles, whatever stands in the place of fetch; afterwards the same client makes a chat.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { runInNewContext } from "node:vm";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { importPackage } from "./helpers/packed.mjs";
import { assertWorks, mockedClock, rejection, settled, untilIdle } from "./helpers/settle.mjs";
import {
  chat,
  created,
  fails,
  group,
  never,
  oneOnOne,
  refused,
  stubFetch,
  stubGlobal,
  throwingProxy,
  throws,
} from "./helpers/stubs.mjs";

const { ChatsClient, ChatError } = await importPackage();

const text = JSON.stringify(chat);

/** What fetch may do so that no answer arrives. */
const noAnswer = {
  "throws a text": throws("thrown on purpose"),
  "throws an Error": fails,
  "throws undefined": throws(undefined),
  "throws null": throws(null),
  "throws a Proxy that throws": throws(throwingProxy),
  "rejects with a TypeError": () => Promise.reject(new TypeError("fetch failed")),
  "rejects with undefined": () => Promise.reject(undefined),
  "rejects with null": () => Promise.reject(null),
  "rejects with a text": () => Promise.reject("rejected on purpose"),
  "rejects with a Proxy that throws": () => Promise.reject(throwingProxy),
  "rejects with an AbortError of its own": () => Promise.reject(new DOMException("aborted", "AbortError")),
  "gives undefined": () => undefined,
  "gives null": async () => null,
  "gives Response.error()": async () => Response.error(),
  "gives a number": () => 201,
  "gives a text": async () => text,
  "gives a list": async () => [201],
  "gives a function": async () => () => {},
  "gives an empty object": async () => ({}),
  "gives a status that is text": async () => ({ status: "201", text: async () => text }),
  "gives a status that is NaN": async () => ({ status: Number.NaN, text: async () => text }),
  "gives a status out of range": async () => ({ status: 1000, text: async () => text }),
  "gives a negative status": async () => ({ status: -1, text: async () => text }),
  "gives a Proxy that throws": async () => throwingProxy,
  "gives a status whose getter throws": async () => ({
    get status() {
      return fails();
    },
  }),
  "gives a text() that throws": async () => ({ status: 201, text: fails }),
  "gives a text() that rejects with nothing": async () => ({ status: 201, text: () => Promise.reject() }),
  "gives a text() that gives what is no text": async () => ({
    status: 201,
    text: async () => Object.create(null),
  }),
  "gives a json() that rejects": async () => ({
    status: 201,
    json: () => Promise.reject(new SyntaxError("x")),
  }),
  "gives a json() with a cycle": async () => {
    const cycle = {};
    cycle.self = cycle;
    return { status: 201, json: async () => cycle };
  },
  "gives a json() with a BigInt": async () => ({ status: 201, json: async () => ({ id: 1n }) }),
  "gives headers that throw": async () => ({ status: 201, text: async () => text, headers: { get: fails } }),
  "gives a Response that was read before": async () => {
    const response = created();
    await response.text();
    return response;
  },
  "gives a body that breaks off": async () =>
    new Response(
      new ReadableStream({
        start: (controller) => controller.error(new TypeError("terminated")),
      }),
      { status: 201 },
    ),
};

test("no answer arrives: kind network, and the chat may exist", async (t) => {
  for (const [name, respond] of Object.entries(noAnswer)) {
    stubGlobal(t, "fetch", respond);
    const client = new ChatsClient({ auth: "token", maxAttempts: 1 });
    const error = await rejection(client.createChat(group));
    assert.ok(error instanceof ChatError, `${name}: ${error}`);
    assert.deepEqual(
      [error.kind, error.outcome, error.status, error.attempts],
      ["network", "unknown", null, 1],
      name,
    );
    assert.ok(error.cause instanceof Error, name);
    if (/^gives (?:undefined|null|an empty object|Response\.error)/.test(name)) {
      assert.match(error.cause.message, /no Response$/, name);
    }
    await assertWorks(client, name);
  }
});

test("no answer arrives, and the one-on-one chat is repeated to the end", async (t) => {
  const clock = mockedClock(t);
  for (const [name, respond] of Object.entries(noAnswer)) {
    const calls = mock.fn(respond);
    stubGlobal(t, "fetch", calls);
    const client = new ChatsClient({ auth: "token" });
    const error = await rejection(client.createChat(oneOnOne), clock);
    assert.deepEqual([error.kind, error.attempts, calls.mock.callCount()], ["network", 4, 4], name);
    await assertWorks(client, name);
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
  "an object with text() alone": async () => ({ status: 201, text: async () => text }),
  "an object with json() alone": async () => ({ ok: true, status: 201, json: async () => chat }),
  "an object whose json() is not promised": async () => ({ status: 201, json: () => chat }),
  "an object with plain headers": async () => ({
    status: 201,
    text: async () => text,
    headers: { "Request-Id": "r" },
  }),
  "an object with headers that are null": async () => ({
    status: 201,
    text: async () => text,
    headers: null,
  }),
  "an object with odd header values": async () => ({
    status: 201,
    text: async () => text,
    headers: { "request-id": 5, "retry-after": Symbol("x"), location: null },
  }),
  "a promise of another realm": () => {
    const promise = runInNewContext("(response) => Promise.resolve(response)");
    return promise(created());
  },
  "a stub of a test framework": mock.fn(async () => created()),
};

test("an answer of whatever make is read", async (t) => {
  for (const [name, respond] of Object.entries(answers)) {
    stubGlobal(t, "fetch", respond);
    const { value, error } = await settled(new ChatsClient({ auth: "token" }).createChat(group));
    assert.equal(value?.status, "created", `${name}: ${error} ${error?.cause}`);
    assert.deepEqual(value.chat, chat, name);
  }
});

test("headers of whatever make are read", async (t) => {
  const clock = mockedClock(t);
  for (const headers of [
    { "Retry-After": "7", "request-id": "r" },
    { "retry-after": "7", "REQUEST-ID": "r" },
    new Map([
      ["retry-after", "7"],
      ["request-id", "r"],
    ]),
    new Headers({ "Retry-After": "7", "request-id": "r" }),
  ]) {
    stubGlobal(t, "fetch", async () => ({ status: 429, text: async () => "", headers }));
    const attempts = [];
    const client = new ChatsClient({ auth: "token", maxAttempts: 2 });
    const call = client.createChat(group, { onAttempt: (attempt) => attempts.push(attempt) });
    const error = await rejection(call, clock);
    assert.deepEqual([error.status, error.retryAfterMs, error.requestId], [429, 7_000, "r"]);
    assert.equal(attempts[0].retryInMs, 7_000);
  }
});

test("what is missing in the environment is named; nothing is sent", async (t) => {
  const calls = stubFetch(t);
  for (const name of ["Headers", "fetch"]) {
    const client = new ChatsClient({ auth: "token" });
    const restore = stubGlobal(t, name, undefined);
    for (const call of [
      () => client.createChat(group),
      () => client.waitForOperation({ location: "/chats('x')/operations('y')" }, { pollIntervalMs: 1 }),
    ]) {
      const error = await rejection(call());
      assert.equal(error.kind, "usage", name);
      assert.match(error.message, new RegExp(`\\b${name}\\b`));
    }
    restore();
    assert.equal(calls.length, 0);
    await assertWorks(client, name);
  }
});

test("an environment whose parts do not work", async (t) => {
  const calls = stubFetch(t);
  class Broken {
    constructor() {
      fails();
    }
  }
  class Empty {}
  for (const [name, part] of [
    ["Headers", Broken],
    ["Headers", Empty],
  ]) {
    const client = new ChatsClient({ auth: "token", maxAttempts: 1 });
    const restore = stubGlobal(t, name, part);
    const error = await rejection(client.createChat(group));
    restore();
    assert.ok(error instanceof ChatError, `${name}: ${error}`);
    assert.deepEqual([error.kind, error.outcome, error.attempts], ["usage", "notCreated", 0], name);
    assert.equal(calls.length, 0);
    await assertWorks(client, name);
  }
});

test("an environment without what is only useful", async (t) => {
  stubGlobal(t, "fetch", async () => ({ status: 201, text: async () => text }));
  for (const name of [
    ...["AbortController", "AbortSignal", "Request", "Response", "URL", "URLSearchParams", "crypto"],
  ]) {
    for (const part of [undefined, fails]) {
      const restore = stubGlobal(t, name, part);
      const { value, error } = await settled(new ChatsClient({ auth: "token" }).createChat(group));
      restore();
      assert.equal(value?.status, "created", `${name}: ${error}`);
    }
  }
});

test("an environment that has no clock or no randomness, as hardened ones", async (t) => {
  stubFetch(t);
  t.mock.method(Math, "random", fails);
  t.mock.method(Date, "now", fails);
  const client = new ChatsClient({ auth: "token" });
  assert.equal((await settled(client.createChat(group))).value?.status, "created");
  const restore = stubGlobal(t, "setTimeout", undefined);
  const operation = { location: "/chats('x')/operations('y')" };
  for (const call of [() => client.createChat(oneOnOne), () => client.waitForOperation(operation)]) {
    assert.ok((await rejection(call())) instanceof ChatError);
  }
  restore();
  await assertWorks(client);
});

test("an environment whose microtasks are held back, as by a test framework's clock", async (t) => {
  stubGlobal(t, "fetch", async () => ({ status: 201, text: async () => text }));
  for (const queueMicrotask of [() => {}, fails, undefined]) {
    const restore = stubGlobal(t, "queueMicrotask", queueMicrotask);
    const client = new ChatsClient({ auth: "token" });
    const { value, error } = await settled(client.createChat(group));
    restore();
    assert.equal(value?.status, "created", `${queueMicrotask}: ${error}`);
  }
});

test("a promise that cannot be waited for fails its call, and no other", async (t) => {
  stubFetch(t);
  const client = new ChatsClient({ auth: "token" });
  const then = t.mock.method(Promise.prototype, "then", fails, { times: 1 });
  const call = client.createChat(group);
  then.mock.restore();
  assert.equal((await rejection(call)).kind, "protocol");
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
  const client = new ChatsClient({ auth: "token" });
  const error = await rejection(client.createChat(group));
  restore();
  process.removeAllListeners("unhandledRejection");
  for (const listener of listeners) process.on("unhandledRejection", listener);
  assert.deepEqual([error.kind, error.outcome, uncaught.length], ["protocol", "unknown", 1]);
  await assertWorks(client);
});

test("clocks and randomness that give no numbers, or stand still, keep nobody waiting", async (t) => {
  const clock = mockedClock(t);
  const throttledOnce = () => {
    let calls = 0;
    return async () => {
      calls += 1;
      return calls === 1 ? refused(429, {}, { "retry-after": "2" }) : created();
    };
  };
  for (const given of [fails, () => 5n, () => Symbol("time"), () => Number.NaN, () => Infinity, () => 5]) {
    const name = String(given);
    const restores = [
      stubGlobal(t, "performance", { now: given }),
      stubGlobal(
        t,
        "Date",
        Object.assign(() => "", { now: given }),
      ),
      stubGlobal(t, "Math", Object.create(Math, { random: { value: given } })),
    ];
    const client = new ChatsClient({ auth: "token" });
    stubGlobal(t, "fetch", throttledOnce());
    const one = await settled(client.createChat(group), clock);
    assert.equal(one.value?.status, "created", `${name}: ${one.error}`);
    stubGlobal(t, "fetch", throttledOnce());
    const many = await settled(client.createChats([group], { batchSize: 1 }).next(), clock);
    assert.equal(many.value?.value.status, "created", `${name}: ${many.error}`);
    for (const restore of restores) restore();
  }
});

test("an answer that never comes, or whose body never ends, times out", async (t) => {
  const clock = mockedClock(t);
  const endless = () => new Response(new ReadableStream({ pull: never }), { status: 201 });
  for (const [name, respond] of Object.entries({
    "fetch that never resolves": never,
    "a text() that never resolves": async () => ({ status: 201, text: never }),
    "a json() that never resolves": async () => ({ status: 201, json: never }),
    "a body that never ends": async () => endless(),
    "a refusal whose body never ends": async () => ({ status: 403, text: never }),
  })) {
    const signals = [];
    stubGlobal(t, "fetch", (_, { signal }) => {
      signals.push(signal);
      return respond();
    });
    const client = new ChatsClient({ auth: "token", timeoutMs: 7_000 });
    const call = client.createChat(group);
    await untilIdle();
    clock.tick(6_999);
    await untilIdle();
    assert.equal(signals[0].aborted, false, name);
    clock.tick(1);
    const error = await rejection(call);
    assert.deepEqual([error.kind, error.outcome, error.attempts], ["timeout", "unknown", 1], name);
    assert.equal(signals[0].aborted, true, `${name}: the fetch underneath goes on`);
    await assertWorks(client, name);
  }
});

test("an answer after the timeout changes nothing", async (t) => {
  const clock = mockedClock(t);
  let answer;
  stubGlobal(t, "fetch", () => new Promise((resolve) => (answer = resolve)));
  const client = new ChatsClient({ auth: "token" });
  const error = await rejection(client.createChat(group), clock);
  answer(created());
  await untilIdle();
  assert.equal(error.kind, "timeout");
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
  const client = new ChatsClient({ auth: "token", maxAttempts: 1 });
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
    const error = await client.createChat(group, { timeoutMs: kind === "timeout" ? 20 : 10_000 }).then(
      () => assert.fail("created"),
      (reason) => reason,
    );
    assert.deepEqual([error.kind, error.status], [kind, status]);
    assert.equal((await client.createChat(group)).status, "created");
  }
});
