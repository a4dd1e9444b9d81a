// Every promise settles, whatever the token and who gives it; afterwards the same client makes a chat.

import assert from "node:assert/strict";
import { test } from "node:test";
import { importPackage } from "./helpers/packed.mjs";
import { assertWorks, mockedClock, pass, rejection, untilIdle } from "./helpers/settle.mjs";
import { fails, group, never, oddEndings, promiseLike, stubFetch, throws } from "./helpers/stubs.mjs";

const { ChatsClient } = await importPackage();

// More in src/graph/token.rs.
const badTokens = {
  "an empty token": "",
  "a token with a header of its own": "a\r\nX-Other: b",
  "a token with an emoji": "😀",
  "a token that is half a surrogate pair": "\uD800",
};

/** What a provider may do instead of giving a token. */
const badProviders = {
  ...oddEndings,
  "gives an object": async () => ({ token: "a" }),
  "gives a String object": () => new String("a"),
  "gives a promise of a promise of nothing": async () => Promise.resolve(Promise.resolve()),
};

/** What a credential may do instead of giving one. */
const badCredentials = {
  ...oddEndings,
  "gives a bare text": async () => "a",
  "gives a token that is no text": async () => ({ token: 5 }),
  "gives a token whose getter throws": async () => Object.defineProperty({}, "token", { get: fails }),
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
