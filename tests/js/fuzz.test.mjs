// Requests with odd values in them through the boundary: whatever comes, checking never throws, building throws ChatError only, and both agree.
// FUZZ_INPUTS=10000000 FUZZ_SEED=7 node --test tests/js/fuzz.test.mjs runs more, or others.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";
import { crossedRequests } from "../standin/crossed.mjs";
import { importPackage } from "./helpers/packed.mjs";

const { validateChat, buildChatJson, ChatError } = await importPackage();

const inputs = Number(process.env.FUZZ_INPUTS ?? 30_000);
const seed = Number(process.env.FUZZ_SEED ?? 1);

const realm = createContext({});
const foreign = (source) => runInContext(`(${source})`, realm);

class Person {
  constructor(user) {
    this.user = user;
  }
}

const boom = () => {
  throw new Error("boom");
};

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
  () => new Person("a@contoso.com"),
  () => Object.create(null),
  () => Object.create({ user: "a@contoso.com" }),
  () => foreign(`{ user: "a@contoso.com" }`),
  () => foreign(`["a@contoso.com"]`),
  () => new Proxy({}, { get: boom, ownKeys: boom, has: boom }),
  () => new Proxy([], { get: boom }),
  () => new Proxy({ user: "a@contoso.com" }, {}),
  () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    return proxy;
  },
  () => ({
    get user() {
      return boom();
    },
  }),
  () => ({ toJSON: boom }),
  () => ({ toJSON: () => "a@contoso.com" }),
  () => ({ [Symbol.toPrimitive]: boom, user: "a@contoso.com" }),
  () => ({
    get [Symbol.toStringTag]() {
      return boom();
    },
  }),
  () => Object.assign(["a@contoso.com"], { length: 5 }),
  () => {
    const cycle = { user: "a@contoso.com" };
    cycle["@x"] = cycle;
    return cycle;
  },
  () => {
    const list = [];
    list.push(list);
    return list;
  },
  () => Array.from({ length: 40 }).reduce((inner) => ({ "@x": inner }), 1),
];

/** Checks and builds one value; gives what came of it. */
function judge(value) {
  const issues = validateChat(value);
  const wrong = issues.some((issue) => issue.severity === "error");
  let text;
  try {
    text = buildChatJson(value);
  } catch (error) {
    assert.ok(error instanceof ChatError, "building throws a ChatError and nothing else");
    assert.equal(error.kind, "validation");
    assert.ok(wrong, "what cannot be built has an error");
    assert.deepEqual(error.issues, issues);
    return "wrong";
  }
  assert.ok(!wrong, "what has an error cannot be built");
  const body = JSON.parse(text);
  assert.equal(JSON.stringify(body), text, "the text is what JSON.stringify would write");
  assert.deepEqual(
    validateChat(body).filter((issue) => issue.severity === "error"),
    [],
    "what was built is right",
  );
  assert.equal(buildChatJson(body), text, "what was built is built again as it is");
  return "right";
}

test(`${inputs} random values, seed ${seed}`, () => {
  const counts = { right: 0, wrong: 0 };
  const plant = (random) => random.pick(oddities)();
  for (const { index, request } of crossedRequests(seed, inputs, plant)) {
    try {
      counts[judge(request)] += 1;
    } catch (error) {
      error.message = `input ${index} of seed ${seed}: ${error.message}`;
      throw error;
    }
  }
  // A generator that makes nothing but rubbish, or nothing wrong, would prove little.
  assert.ok(counts.right > inputs / 10, `${counts.right} right`);
  assert.ok(counts.wrong > inputs / 10, `${counts.wrong} wrong`);
});
