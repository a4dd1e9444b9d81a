// Every promise settles when the caller aborts, whenever and with whatever; afterwards the same client makes a chat.

import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { importPackage } from "./helpers/packed.mjs";
import { assertWorks, mockedClock, rejection, settled, untilIdle } from "./helpers/settle.mjs";
import {
  created,
  fails,
  group,
  never,
  oneOnOne,
  refused,
  stubFetch,
  stubGlobal,
  throwingProxy,
} from "./helpers/stubs.mjs";

const { ChatsClient, ChatError } = await importPackage();

/** What abort() may be given. */
const reasons = {
  nothing: undefined,
  null: null,
  "a text": "stop",
  "an Error": new Error("stop"),
  "a number": 0,
  "a Proxy that throws": throwingProxy,
};

/**
 * Each moment of a call at which the caller may abort: how the call gets there, and what is certain then.
 * `signals` collects what fetch was given.
 */
const moments = {
  "before the call": { before: true, outcome: "notCreated", attempts: 0 },
  "during the token call": { auth: never, outcome: "notCreated", attempts: 0 },
  "during the fetch": { fetch: never, outcome: "unknown", attempts: 1 },
  "during the body": { fetch: async () => ({ status: 201, text: never }), outcome: "unknown", attempts: 1 },
  "during the body of a refusal": {
    fetch: async () => ({ status: 400, text: never }),
    outcome: "unknown",
    attempts: 1,
  },
  "during the wait after 429": { fetch: async () => refused(429), outcome: "notCreated", attempts: 1 },
  "during the wait after 500": { fetch: async () => refused(500), outcome: "unknown", attempts: 1 },
  "during the wait after no answer": { fetch: () => Promise.reject("x"), outcome: "unknown", attempts: 1 },
  "during the second token call": {
    auth: (() => {
      let asked = 0;
      return () => {
        asked += 1;
        return asked % 2 ? "token" : never();
      };
    })(),
    fetch: async () => refused(500, {}, { "Retry-After": "0" }),
    runTimers: true,
    outcome: "unknown",
    attempts: 1,
  },
};

for (const [
  moment,
  { before, auth = "token", fetch = created, runTimers, outcome, attempts },
] of Object.entries(moments)) {
  test(`aborted ${moment}`, async (t) => {
    for (const [reason, value] of Object.entries(reasons)) {
      const clock = mockedClock(t);
      const signals = [];
      stubGlobal(t, "fetch", (_, init) => {
        signals.push(init.signal);
        return fetch();
      });
      const controller = new AbortController();
      const { signal } = controller;
      if (before) controller.abort(value);
      const client = new ChatsClient({ auth });
      const call = client.createChat(oneOnOne, { signal });
      call.catch(() => {});
      await untilIdle();
      if (runTimers) {
        clock.tick(0);
        await untilIdle();
      }
      const requests = signals.length;
      controller.abort(value);
      const error = await rejection(call);
      assert.ok(error instanceof ChatError, `${reason}: ${error}`);
      assert.deepEqual([error.kind, error.outcome, error.attempts], ["aborted", outcome, attempts], reason);
      assert.equal(signals.length, requests, "nothing is sent any more");
      if (/the fetch|the body/.test(moment))
        assert.equal(signals[0].aborted, true, "the fetch underneath goes on");
      assert.equal(getEventListeners(signal, "abort").length, 0, "the signal is still listened to");
      clock.runAll();
      await untilIdle();
      assert.equal(signals.length, requests);
      clock.reset();
      if (typeof auth === "string") await assertWorks(client, reason);
    }
  });
}

test("a signal that is never aborted is left alone afterwards", async (t) => {
  stubFetch(t);
  const { signal } = new AbortController();
  const client = new ChatsClient({ auth: "token" });
  for (let call = 0; call < 20; call += 1) await client.createChat(group, { signal });
  assert.equal(getEventListeners(signal, "abort").length, 0);
});

test("aborting after the end changes nothing", async (t) => {
  stubFetch(t);
  const controller = new AbortController();
  const client = new ChatsClient({ auth: "token" });
  const result = await client.createChat(group, { signal: controller.signal });
  controller.abort();
  await untilIdle();
  assert.equal(result.status, "created");
  await assertWorks(client);
});

test("one signal for many calls ends them all", async (t) => {
  stubGlobal(t, "fetch", never);
  const controller = new AbortController();
  const client = new ChatsClient({ auth: "token" });
  const calls = Array.from({ length: 10 }, () => client.createChat(group, { signal: controller.signal }));
  await untilIdle();
  controller.abort("stop");
  const { value: ends } = await settled(Promise.allSettled(calls));
  for (const { reason } of ends) assert.equal(reason.kind, "aborted");
  await assertWorks(client);
});

test("one signal is listened to once, however many calls it is for", async (t) => {
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
  controller.abort();
  const { value: reasons } = await settled(all);
  for (const { reason } of reasons.slice(0, 19)) assert.equal(reason.kind, "aborted");
  assert.equal(getEventListeners(signal, "abort").length, 0);
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
  assert.equal((await rejection(call)).kind, "aborted");
  assert.equal(signal.listeners.size, 0);
  assert.equal((await rejection(client.createChat(group, { signal }))).attempts, 0);
  await assertWorks(client);
});

test("what is no signal is kind usage", async (t) => {
  const calls = stubFetch(t);
  const client = new ChatsClient({ auth: "token" });
  for (const signal of [
    ...["abort", 5, true, Symbol("x"), () => {}, [], {}, new AbortController(), new EventTarget()],
    { aborted: false },
    { addEventListener() {} },
    { aborted: "no", addEventListener() {} },
    {
      get aborted() {
        return fails();
      },
      addEventListener() {},
    },
    throwingProxy,
  ]) {
    for (const call of [
      () => client.createChat(group, { signal }),
      () => client.waitForOperation({ location: "/chats('x')/operations('y')" }, { signal }),
    ]) {
      const error = await rejection(call());
      assert.ok(error instanceof ChatError, String(error));
      assert.equal(error.kind, "usage");
    }
  }
  assert.equal(calls.length, 0);
  await assertWorks(client);
});

test("a signal that works badly does no harm", async (t) => {
  stubFetch(t);
  const client = new ChatsClient({ auth: "token" });
  let reads = 0;
  for (const [name, signal] of Object.entries({
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
    const { value, error } = await settled(client.createChat(group, { signal }));
    assert.equal(value?.status, "created", `${name}: ${error}`);
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
  const error = await rejection(client.createChat(group, { signal: eager }));
  assert.deepEqual([error.kind, error.outcome, calls.length], ["aborted", "notCreated", 0]);
  for (const listener of listeners) listener();
  await untilIdle();
  await assertWorks(client);
});

test("aborting inside the callbacks of the call itself", async (t) => {
  const client = new ChatsClient({ auth: "token" });
  const controller = new AbortController();
  stubGlobal(t, "fetch", async () => {
    controller.abort();
    return created();
  });
  const byFetch = await rejection(client.createChat(group, { signal: controller.signal }));
  assert.deepEqual([byFetch.kind, byFetch.outcome], ["aborted", "unknown"]);

  const inAuth = new AbortController();
  const asked = new ChatsClient({
    auth: () => {
      inAuth.abort();
      return "token";
    },
  });
  const calls = stubFetch(t);
  const byAuth = await rejection(asked.createChat(group, { signal: inAuth.signal }));
  assert.deepEqual([byAuth.kind, byAuth.outcome, calls.length], ["aborted", "notCreated", 0]);
  await assertWorks(client);
});
