// Every promise settles when the caller aborts, whenever and with whatever; afterwards the same client makes a chat.

import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { importPackage } from "./helpers/packed.mjs";
import {
  assertWorks,
  creation,
  mockedClock,
  pass,
  rejection,
  settled,
  untilIdle,
} from "./helpers/settle.mjs";
import * as stubs from "./helpers/stubs.mjs";

const { created, fails, group, never, oneOnOne, operation, refused, stubFetch, stubGlobal } = stubs;

const { ChatsClient } = await importPackage();

/** What abort() may be given. */
const reasons = {
  nothing: undefined,
  null: null,
  "a text": "stop",
  "an Error": new Error("stop"),
  "a number": 0,
  "a Proxy that throws": stubs.throwingProxy,
};

const refusal = (status, headers) => async () => refused(status, {}, headers);
const isUnknown = { outcome: "unknown", attempts: 1 };
const isNotCreated = { outcome: "notCreated", attempts: 1 };
const running = async () => new Response('{"id":"1","status":"inProgress"}');

/** Each moment of a call at which the caller may abort: how the call gets there, and what is certain then. */
const moments = {
  "before the call": { before: true, is: { outcome: "notCreated", attempts: 0 } },
  "during the token call": { auth: never, is: { outcome: "notCreated", attempts: 0 } },
  "during the fetch": { fetch: never, is: isUnknown },
  "during the body": { fetch: async () => ({ status: 201, text: never }), is: isUnknown },
  "during the body of a refusal": { fetch: async () => ({ status: 400, text: never }), is: isUnknown },
  "during the wait after 429": { fetch: refusal(429), is: isNotCreated },
  "during the wait after 503": {
    fetch: refusal(503, { "Retry-After": "100" }),
    is: { ...isNotCreated, retryAfterMs: 100_000 },
  },
  "during the wait after 500": { fetch: refusal(500), is: isUnknown },
  "during the wait after no answer": { fetch: () => Promise.reject("x"), is: isUnknown },
  "during the second token call": {
    auth: (() => {
      let asked = 0;
      return () => {
        asked += 1;
        return asked % 2 ? "token" : never();
      };
    })(),
    fetch: refusal(500, { "Retry-After": "0" }),
    ticks: [1],
    is: isUnknown,
  },
  "before an operation": { waits: true, before: true, is: { outcome: "unknown", attempts: 0 } },
  "before the first poll": { waits: true, is: { outcome: "unknown", attempts: 0 } },
  "during the fetch of a poll": { waits: true, ticks: [1], fetch: never, is: isUnknown },
  "between two polls": { waits: true, ticks: [1], fetch: running, is: isUnknown },
};

for (const [moment, given] of Object.entries(moments)) {
  const { before, waits, auth = "token", fetch = created, ticks = [], is } = given;
  test(`aborted ${moment}`, async (t) => {
    for (const [of, reason] of Object.entries(reasons)) {
      const clock = mockedClock(t);
      const signals = [];
      stubGlobal(t, "fetch", (_, init) => {
        signals.push(init.signal);
        return fetch();
      });
      const controller = new AbortController();
      const { signal } = controller;
      if (before) controller.abort(reason);
      const client = new ChatsClient({ auth });
      const call = waits
        ? client.waitForOperation(operation, { pollIntervalMs: 1, signal })
        : client.createChat(oneOnOne, { signal });
      call.catch(() => {});
      await pass(clock, ...ticks);
      const requests = signals.length;
      assert.equal(requests, is.attempts);
      controller.abort(reason);
      await rejection(call, { kind: "aborted", ...is }, { of });
      if (/the (fetch|body)/.test(moment)) assert.ok(signals[0].aborted, "the fetch underneath goes on");
      assert.equal(getEventListeners(signal, "abort").length, 0, "the signal is still listened to");
      clock.runAll();
      await untilIdle();
      assert.equal(signals.length, requests, "nothing is sent any more");
      clock.reset();
      if (typeof auth === "string") await assertWorks(client, of);
    }
  });
}

test("aborting after the end changes nothing, and the signal is left alone", async (t) => {
  stubFetch(t);
  const controller = new AbortController();
  const { signal } = controller;
  const client = new ChatsClient({ auth: "token" });
  const result = await client.createChat(group, { signal });
  assert.equal(getEventListeners(signal, "abort").length, 0);
  controller.abort();
  await untilIdle();
  assert.equal(result.status, "created");
  await assertWorks(client);
});

test("one signal is listened to once, however many calls it is for, and ends them all", async (t) => {
  const calls = stubFetch(t, () => (calls.length < 20 ? never() : created()));
  const client = new ChatsClient({ auth: "token" });
  const controller = new AbortController();
  const { signal } = controller;
  const ends = Array.from({ length: 20 }, () => client.createChat(group, { signal }));
  const all = Promise.allSettled(ends);
  await untilIdle();
  assert.equal(getEventListeners(signal, "abort").length, 1);
  // One that has ended takes no one else's listening away.
  assert.equal((await ends[19]).status, "created");
  assert.equal(getEventListeners(signal, "abort").length, 1);
  controller.abort("stop");
  const { value } = await settled(all);
  for (const { reason } of value.slice(0, 19)) assert.equal(reason.kind, "aborted");
  assert.equal(getEventListeners(signal, "abort").length, 0);
  await assertWorks(client);
});

/** A signal as another realm, or a polyfill, would make it. */
const signalElsewhere = () =>
  runInNewContext(`
    class AbortSignal {
      aborted = false;
      listeners = new Set();
      addEventListener(_, listener) { this.listeners.add(listener); }
      removeEventListener(_, listener) { this.listeners.delete(listener); }
      abort() { this.aborted = true; for (const listener of this.listeners) listener({ type: "abort" }); }
    }
    new AbortSignal();
  `);

test("a signal of another realm is one", async (t) => {
  stubGlobal(t, "fetch", never);
  const client = new ChatsClient({ auth: "token" });
  const signal = signalElsewhere();
  const call = client.createChat(group, { signal });
  await untilIdle();
  assert.equal(signal.listeners.size, 1);
  signal.abort();
  await rejection(call, { kind: "aborted" });
  assert.equal(signal.listeners.size, 0);
  await rejection(client.createChat(group, { signal }), { kind: "aborted", attempts: 0 });
  await assertWorks(client);
});

test("a signal that works badly does no harm", async (t) => {
  stubFetch(t);
  const client = new ChatsClient({ auth: "token" });
  let reads = 0;
  for (const [of, signal] of Object.entries({
    "cannot be listened to": { aborted: false, addEventListener: fails },
    "cannot be left": { aborted: false, addEventListener() {} },
    "cannot be left, loudly": { aborted: false, addEventListener() {}, removeEventListener: fails },
    "cannot be read later": {
      get aborted() {
        reads += 1;
        return reads > 1 ? fails() : false;
      },
      addEventListener() {},
    },
  })) {
    await creation(client.createChat(group, { signal }), { of });
  }
});

test("a signal that goes off while it is listened to, twice, and after the end", async (t) => {
  const calls = stubFetch(t);
  const client = new ChatsClient({ auth: "token" });
  const listeners = [];
  const eager = {
    aborted: false,
    addEventListener(_, listener) {
      listeners.push(listener);
      listener();
      listener();
    },
  };
  const call = client.createChat(group, { signal: eager });
  await rejection(call, { kind: "aborted", outcome: "notCreated" });
  assert.equal(calls.length, 0);
  for (const listener of listeners) listener();
  await untilIdle();
  await assertWorks(client);
});

test("aborting inside the callbacks of the call itself", async (t) => {
  const [inFetch, inAuth] = [new AbortController(), new AbortController()];
  const calls = stubFetch(t, () => {
    inFetch.abort();
    return created();
  });
  const client = new ChatsClient({ auth: "token" });
  const byFetch = client.createChat(group, { signal: inFetch.signal });
  await rejection(byFetch, { kind: "aborted", outcome: "unknown" });

  const auth = () => {
    inAuth.abort();
    return "token";
  };
  const byAuth = new ChatsClient({ auth }).createChat(group, { signal: inAuth.signal });
  await rejection(byAuth, { kind: "aborted", outcome: "notCreated" });
  assert.equal(calls.length, 1);
  await assertWorks(client);
});
