// Requests with odd values in them through the boundary: whatever comes, checking never throws, building throws ChatError only, and both agree.
// FUZZ_INPUTS=10000000 FUZZ_SEED=7 node --test tests/js/fuzz.test.mjs runs more, or others.

import assert from "node:assert/strict";
import { test } from "node:test";
import { crossedRequests } from "../standin/crossed.mjs";
import { judge } from "./helpers/judge.mjs";
import { cyclic, elsewhere, nested, revoked, throwing } from "./helpers/odd-makers.mjs";
import { fails, throwingProxy } from "./helpers/stubs.mjs";

const inputs = Number(process.env.FUZZ_INPUTS ?? 30_000);
const seed = Number(process.env.FUZZ_SEED ?? 1);

/** What no JSON holds, and what is easily mistaken for something else. */
const oddities = [
  () => undefined,
  () => null,
  () => 10n ** 30n,
  () => Symbol("x"),
  () => () => "a@contoso.com",
  () => Number.NaN,
  () => -0,
  () => 1e308,
  () => new Date(0),
  () => new Date(Number.NaN),
  () => new Map([["user", "a@contoso.com"]]),
  () => new Set(["a@contoso.com"]),
  () => new String("group"),
  () => Promise.resolve("group"),
  () => new Uint8Array(4),
  () => /x/,
  () => new Error("x"),
  () => "\ud83d",
  () => "a\udc00b@contoso.com",
  () => "\0",
  () => "\u200b\ufeff",
  () => "x".repeat(2_000),
  () => "owner",
  () => "__proto__",
  () => Object.assign(new (class Person {})(), { user: "a@contoso.com" }),
  () => Object.create(null),
  () => Object.create({ user: "a@contoso.com" }),
  () => elsewhere({ user: "a@contoso.com" }),
  () => elsewhere(["a@contoso.com"]),
  () => new Proxy({}, { get: fails, ownKeys: fails, has: fails }),
  () => new Proxy([], { get: fails }),
  () => new Proxy({ user: "a@contoso.com" }, {}),
  () => revoked([]),
  () => throwingProxy,
  () => throwing({}, "user"),
  () => throwing({}, Symbol.toStringTag),
  () => ({ toJSON: fails }),
  () => ({ toJSON: () => "a@contoso.com" }),
  () => ({ [Symbol.toPrimitive]: fails, user: "a@contoso.com" }),
  () => Object.assign(["a@contoso.com"], { length: 5 }),
  () => cyclic({ user: "a@contoso.com" }, "@x"),
  () => cyclic([], 0),
  () => nested(40, (inner) => ({ "@x": inner })),
];

test(`${inputs} random values, seed ${seed}`, () => {
  const counts = { right: 0, wrong: 0 };
  const plant = (random) => random.pick(oddities)();
  for (const { index, request } of crossedRequests(seed, inputs, plant)) {
    try {
      counts[judge(() => request).body ? "right" : "wrong"] += 1;
    } catch (error) {
      error.message = `input ${index} of seed ${seed}: ${error.message}`;
      throw error;
    }
  }
  // A generator that makes nothing but rubbish, or nothing wrong, would prove little.
  assert.ok(counts.right > inputs / 10, `${counts.right} right`);
  assert.ok(counts.wrong > inputs / 10, `${counts.wrong} wrong`);
});
