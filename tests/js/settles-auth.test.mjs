// Every promise settles, whatever the token and who gives it; afterwards the same client makes a chat.

import assert from "node:assert/strict";
import { test } from "node:test";
import { importPackage } from "./helpers/packed.mjs";
import { assertWorks, mockedClock, pass, rejection, untilIdle } from "./helpers/settle.mjs";
import { fails, group, never, stubFetch, throwingProxy, throws } from "./helpers/stubs.mjs";

const { ChatsClient } = await importPackage();

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

/** What a credential may do instead of giving one. */
const badCredentials = {
  "gives null": async () => null,
  "gives undefined": () => undefined,
  "gives a bare text": async () => "a",
  "gives no token": async () => ({}),
  "gives a token that is no text": async () => ({ token: 5 }),
  "gives a token whose getter throws": async () => Object.defineProperty({}, "token", { get: fails }),
  throws: fails,
  "rejects with a text": () => Promise.reject("rejected on purpose"),
};

/** Does what is bad once, and gives what is good ever after. */
function once(bad, good) {
  let asked = 0;
  return (...context) => {
    asked += 1;
    return asked === 1 ? bad(...context) : good;
  };
}

const provider = (bad) => once(bad, "good");
const credential = (bad) => ({ getToken: once(bad, { token: "good" }) });

const each = (cases, make) => Object.entries(cases).map(([name, bad]) => [name, make(bad)]);
const bad = [
  ...each(badTokens, (token) => token),
  ...each(badTokens, (token) => provider(() => token)),
  ...each(badTokens, (token) => provider(async () => token)),
  ...each(badTokens, (token) => credential(async () => ({ token }))),
  ...each(badProviders, provider),
  ...each(badCredentials, credential),
];

const failed = { kind: "auth", outcome: "notCreated", attempts: 0, status: null };

test("a token that cannot stand in a header, and a provider or credential that gives none", async (t) => {
  const calls = stubFetch(t);
  for (const [of, auth] of bad) {
    const client = new ChatsClient({ auth });
    await rejection(client.createChat(group), failed, { of });
    if (typeof auth !== "string") await assertWorks(client, of);
  }
  assert.equal(calls.length, 0);
});

test("a credential that has lost its method, and has it again", async (t) => {
  stubFetch(t);
  const auth = { getToken: async () => ({ token: "good" }) };
  const client = new ChatsClient({ auth });
  const { getToken } = auth;
  delete auth.getToken;
  await rejection(client.createChat(group), failed);
  auth.getToken = getToken;
  await assertWorks(client);
});

test("every other token is sent as it is", async (t) => {
  const calls = stubFetch(t);
  const visible = String.fromCharCode(...Array.from({ length: 0x7e - 0x20 }, (_, index) => 0x21 + index));
  for (const auth of ["a", visible, "x".repeat(1_000_000)]) {
    await new ChatsClient({ auth }).createChat(group);
    assert.equal(calls.at(-1).headers.authorization, `Bearer ${auth}`);
  }
});

test("what was thrown is told as a fresh error", async (t) => {
  stubFetch(t);
  const original = Object.assign(new RangeError("thrown on purpose"), { code: "E_CODE", secret: 1 });
  const { cause } = await rejection(new ChatsClient({ auth: throws(original) }).createChat(group));
  assert.notEqual(cause, original);
  assert.ok(cause instanceof Error);
  assert.deepEqual([cause.name, cause.code, cause.message], ["RangeError", "E_CODE", "thrown on purpose"]);
  assert.equal(cause.secret, undefined);
});

test("a provider that never resolves: the timeout counts, and it is not asked again", async (t) => {
  const clock = mockedClock(t);
  const calls = stubFetch(t);
  const pending = {
    "a function": provider(never),
    "a credential": credential(async () => ({ token: await never() })),
    "what looks like a promise": provider(() => promiseLike(() => {})),
  };
  for (const [of, auth] of Object.entries(pending)) {
    const client = new ChatsClient({ auth, timeoutMs: 5_000 });
    let isOver = false;
    const call = client.createChat(group).finally(() => {
      isOver = true;
    });
    call.catch(() => {});
    await pass(clock, 4_999);
    assert.equal(isOver, false, of);
    clock.tick(1);
    await rejection(call, { kind: "timeout", outcome: "notCreated", attempts: 0 }, { of });
    assert.equal(calls.length, 0);
    await assertWorks(client, of);
  }
});

test("a token that comes too late is not used", async (t) => {
  const clock = mockedClock(t);
  const calls = stubFetch(t);
  let give;
  const auth = () => new Promise((resolve) => (give = resolve));
  await rejection(new ChatsClient({ auth }).createChat(group), { kind: "timeout" }, { clock });
  give("late");
  await untilIdle();
  assert.equal(calls.length, 0);
});
