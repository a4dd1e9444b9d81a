// Every promise settles, whatever the token and who gives it; afterwards the same client makes a chat.

import assert from "node:assert/strict";
import { test } from "node:test";
import { importPackage } from "./helpers/packed.mjs";
import { assertWorks, mockedClock, rejection, untilIdle } from "./helpers/settle.mjs";
import { fails, group, never as pending, stubFetch, throwingProxy, throws } from "./helpers/stubs.mjs";

const { ChatsClient, ChatError } = await importPackage();

// More in src/graph/token.rs.
const badTokens = {
  "an empty token": "",
  "a token with a header of its own": "a\r\nX-Other: b",
  "a token with an emoji": "😀",
  "a token that is half a surrogate pair": "\uD800",
};

/** Any object with this method is taken for a promise. */
function promiseLike(then) {
  return { then };
}

/** What a provider may do instead of giving a token. */
const badProviders = {
  "throws an Error": fails,
  "throws a text": throws("thrown on purpose"),
  "throws undefined": throws(undefined),
  "throws null": throws(null),
  "throws a symbol": throws(Symbol("x")),
  "throws a Proxy that throws": throws(throwingProxy),
  "throws an object without a prototype": throws(Object.create(null)),
  "throws an error whose message is no text": throws(
    Object.assign(new Error(), { message: { toString: null }, name: 5, code: Symbol("x") }),
  ),
  "rejects with undefined": () => Promise.reject(undefined),
  "rejects with a text": () => Promise.reject("rejected on purpose"),
  "rejects with a Proxy that throws": () => Promise.reject(throwingProxy),
  "gives undefined": () => undefined,
  "gives null": async () => null,
  "gives a number": () => 5,
  "gives an object": async () => ({ token: "a" }),
  "gives a list": () => ["a"],
  "gives a function": () => () => "a",
  "gives a symbol": () => Symbol("x"),
  "gives a String object": () => new String("a"),
  "gives a Proxy that throws": () => throwingProxy,
  "gives a promise of a promise of nothing": async () => Promise.resolve(Promise.resolve()),
  "gives what looks like a promise, and throws": () => promiseLike(fails),
  "gives what looks like a promise, and rejects": () => promiseLike((_, reject) => reject(5)),
};

/** Credentials that fail by themselves. */
const badCredentials = {
  "gives null": { getToken: async () => null },
  "gives undefined": { getToken: () => undefined },
  "gives a bare text": { getToken: async () => "a" },
  "gives no token": { getToken: async () => ({}) },
  "gives a token that is no text": { getToken: async () => ({ token: 5 }) },
  "gives a token whose getter throws": {
    getToken: async () => ({
      get token() {
        throw new Error("thrown on purpose");
      },
    }),
  },
  throws: {
    getToken() {
      throw new Error("thrown on purpose");
    },
  },
  "rejects with a text": { getToken: () => Promise.reject("rejected on purpose") },
};

/** A provider, or a credential, that is bad once and good ever after. */
function thenGood(bad) {
  let asked = 0;
  const next = (...context) => {
    asked += 1;
    return asked === 1 ? bad(...context) : "good";
  };
  return next;
}

async function assertAuthError(client, calls, name) {
  const error = await rejection(client.createChat(group));
  assert.ok(error instanceof ChatError, `${name}: ${error}`);
  assert.deepEqual(
    [error.kind, error.outcome, error.attempts, error.status],
    ["auth", "notCreated", 0, null],
    name,
  );
  assert.equal(calls.length, 0, name);
}

test("a token that cannot stand in a header", async (t) => {
  const calls = stubFetch(t);
  for (const [name, token] of Object.entries(badTokens)) {
    calls.length = 0;
    await assertAuthError(new ChatsClient({ auth: token }), calls, name);
    for (const auth of [thenGood(() => token), thenGood(async () => token)]) {
      calls.length = 0;
      const client = new ChatsClient({ auth });
      await assertAuthError(client, calls, name);
      await assertWorks(client, name);
    }
    const give = thenGood(() => token);
    calls.length = 0;
    const client = new ChatsClient({ auth: { getToken: async () => ({ token: give() }) } });
    await assertAuthError(client, calls, name);
    await assertWorks(client, name);
  }
});

test("every other token is sent as it is", async (t) => {
  const calls = stubFetch(t);
  const visible = Array.from({ length: 0x7e - 0x20 }, (_, index) => String.fromCharCode(0x21 + index)).join(
    "",
  );
  for (const auth of ["a", visible, "x".repeat(1_000_000)]) {
    await new ChatsClient({ auth }).createChat(group);
    assert.equal(calls.at(-1).headers.authorization, `Bearer ${auth}`);
  }
});

test("a provider that fails, or gives what is no token", async (t) => {
  const calls = stubFetch(t);
  for (const [name, bad] of Object.entries(badProviders)) {
    calls.length = 0;
    const client = new ChatsClient({ auth: thenGood(bad) });
    await assertAuthError(client, calls, name);
    await assertWorks(client, name);
  }
});

test("a credential that fails, or gives what is no token", async (t) => {
  const calls = stubFetch(t);
  for (const [name, auth] of Object.entries(badCredentials)) {
    calls.length = 0;
    await assertAuthError(new ChatsClient({ auth }), calls, name);
  }
  const auth = { getToken: async () => ({ token: "good" }) };
  const client = new ChatsClient({ auth });
  const good = auth.getToken;
  delete auth.getToken;
  calls.length = 0;
  await assertAuthError(client, calls, "lost its method");
  auth.getToken = good;
  await assertWorks(client);
});

test("what was thrown is told as a fresh error", async (t) => {
  stubFetch(t);
  const original = Object.assign(new RangeError("thrown on purpose"), { code: "E_CODE", secret: 1 });
  const auth = throws(original);
  const { cause } = await rejection(new ChatsClient({ auth }).createChat(group));
  assert.notEqual(cause, original);
  assert.ok(cause instanceof Error);
  assert.deepEqual([cause.name, cause.code, cause.message], ["RangeError", "E_CODE", "thrown on purpose"]);
  assert.equal(cause.secret, undefined);
});

test("a provider that never resolves: the timeout counts, and it is not asked again", async (t) => {
  const clock = mockedClock(t);
  const calls = stubFetch(t);
  let asked = 0;
  const never = () => {
    asked += 1;
    return asked === 1 ? pending() : "good";
  };
  for (const auth of [
    never,
    { getToken: async () => ({ token: await never() }) },
    () => promiseLike(() => {}),
  ]) {
    asked = 0;
    const client = new ChatsClient({ auth, timeoutMs: 5_000 });
    const call = client.createChat(group);
    await untilIdle();
    clock.tick(4_999);
    const early = Symbol("pending");
    assert.equal(await Promise.race([call, untilIdle().then(() => early)]), early);
    clock.tick(1);
    const error = await rejection(call);
    assert.deepEqual([error.kind, error.outcome, error.attempts], ["timeout", "notCreated", 0]);
    assert.equal(calls.length, 0);
    if (asked === 0) continue;
    assert.equal(asked, 1);
    await assertWorks(client);
    calls.length = 0;
  }
});

test("a token that comes too late is not used", async (t) => {
  const clock = mockedClock(t);
  const calls = stubFetch(t);
  let give;
  const auth = () => new Promise((resolve) => (give = resolve));
  const error = await rejection(new ChatsClient({ auth }).createChat(group), clock);
  assert.equal(error.kind, "timeout");
  give("late");
  await untilIdle();
  assert.equal(calls.length, 0);
});
