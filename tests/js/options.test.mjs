// Options: the names of the declarations exist, others are refused with the one that was meant, and so are wrong values.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertFailure, thrown } from "./helpers/failure.mjs";
import { cyclic, revoked, throwing } from "./helpers/odd-makers.mjs";
import { importPackage, pkg } from "./helpers/packed.mjs";
import { creation, rejection } from "./helpers/settle.mjs";
import { group, ids, operation, stubFetch, throwingProxy } from "./helpers/stubs.mjs";

const { ChatsClient, buildChat, validateChat } = await importPackage();
const client = new ChatsClient({ auth: "token" });

/** The names that the declarations give a kind of options, those that it takes over from others too. */
function declared(kind) {
  const text = readFileSync(join(pkg, "index.d.ts"), "utf8");
  const [, parent, body] = new RegExp(`interface ${kind}(?: extends (\\w+))? \\{\\n([\\s\\S]*?)\\n\\}`).exec(
    text,
  );
  const own = [...body.matchAll(/^ {2}(\w+)\??:/gm)].map(([, name]) => name);
  return [...(parent ? declared(parent) : []), ...own];
}

/** What a kind of options says when it is given these. */
const uses = {
  GraphOptions: (options) => thrown(() => buildChat(group, options)),
  ClientOptions: (options) => thrown(() => new ChatsClient(options)),
  CallOptions: (options) => rejection(client.createChat(group, options)),
  BulkOptions: (options) => rejection(client.createChats([group], options).next()),
  FindOptions: (options) => rejection(client.findChats(group, options).next()),
  WaitOptions: (options) => rejection(client.waitForOperation(operation, options)),
};

for (const [kind, use] of Object.entries(uses)) {
  test(`${kind}: each declared option is known, by its name alone`, async (t) => {
    const calls = stubFetch(t);
    const names = declared(kind);
    assert.ok(names.length > 2);
    for (const name of names) {
      // Beside one that does not exist, a known one is passed over.
      const known = { [name]: name === "auth" ? "token" : undefined, doesNotExist: 1 };
      assertFailure(await use(known), { kind: "usage", message: /^There is no option doesNotExist[:;]/ });
      const { message } = await use({ [name]: Symbol("wrong"), doesNotExist: 1 });
      assert.doesNotMatch(message, new RegExp(`no option ${name}\\b`));
    }
    assert.equal(calls.length, 0);
  });
}

test("what was meant is said: a slip, a name of another library or of an earlier version", async () => {
  for (const [kind, name, meant] of [
    ["GraphOptions", "clowd", "cloud"],
    ...Object.keys(uses).map((kind) => [kind, "timeout", "timeoutMs"]),
    ["ClientOptions", "retries", "maxAttempts"],
    ["ClientOptions", "accessToken", "auth"],
    ["CallOptions", "retryUnknownOutcome", "onUnknown"],
    ["CallOptions", "retries", null],
    ["BulkOptions", "abortSignal", "signal"],
  ]) {
    const { message } = await uses[kind]({ [name]: 1 });
    const end = meant === null ? `${name}; there are ` : `${name}: did you mean ${meant}?`;
    assert.ok(message.startsWith(`There is no option ${end}`), message);
  }
});

test("a name that is no name is not repeated, and undefined is no option", async () => {
  const { message } = await uses.CallOptions({ "adele@contoso.com": 1 });
  assert.match(message, /^There is no option of that name; there are signal, timeoutMs, /);
  assert.equal(buildChat(group, { nothing: undefined }).chatType, "group");
  assert.deepEqual(validateChat(group, { nothing: 1 }), []);
});

/** What is no object of options. */
const noOptions = [
  ["null", () => null],
  ["a number", () => 5],
  ["a string", () => "beta"],
  ["a list", () => ["beta"]],
  ["a function", () => () => {}],
  ["a symbol", () => Symbol("x")],
  ["a BigInt", () => 1n],
  ["a Date", () => new Date(0)],
  ["a Map", () => new Map([["cloud", "china"]])],
  ["a revoked Proxy", () => revoked({})],
];

const ofGraph = [
  ["a getter that throws", () => throwing({}, "cloud")],
  ["a cloud that is a cycle", () => ({ cloud: cyclic({}, "self") })],
  ["a cloud that is none", () => ({ cloud: "mars" })],
  ["a cloud that every object has", () => ({ cloud: "toString" })],
  ["a version that is none", () => ({ apiVersion: "v2.0" })],
  ["a version of the wrong kind", () => ({ apiVersion: 1 })],
  ["a caller with half a surrogate pair", () => ({ caller: "\uD800@contoso.com" })],
  ["a caller that is a String object", () => ({ caller: new String(ids.one) })],
  ["a caller that is a symbol", () => ({ caller: Symbol("x") })],
];

const values = (name, ...wrong) =>
  wrong.map((value) => [`${name}: ${String(value)}`, () => ({ [name]: value })]);

const timeouts = values("timeoutMs", 0, -1, "5", 1.5, Number.NaN, Number.POSITIVE_INFINITY);
const clientRequestIds = values("clientRequestId", "", "a\nb", "é", 5);
const signals = [
  ["a signal whose getter throws", () => throwing({}, "signal")],
  ...[
    ...["abort", 5, true, Symbol("x"), () => {}, [], {}, new AbortController(), new EventTarget()],
    { aborted: false },
    { addEventListener() {} },
    { aborted: "no", addEventListener() {} },
    throwing({ addEventListener() {} }, "aborted"),
    throwingProxy,
  ].map((signal, index) => [`signal ${index} that is none`, () => ({ signal })]),
];
const ofCall = [
  ...noOptions,
  ["a getter that throws", () => throwing({}, "timeoutMs")],
  ...signals,
  ...timeouts,
];

/** Nothing is wrong with these but what is odd about them. */
const withToken = (cases) => cases.map(([of, make]) => [of, () => Object.assign(make(), { auth: "token" })]);

/** Wrong values, `[name, make]`, by the kind of options. */
const wrong = {
  GraphOptions: [...noOptions, ...ofGraph],
  ClientOptions: [
    ...noOptions,
    ["nothing", () => undefined],
    ["auth whose getter throws", () => throwing({}, "auth")],
    ["a credential whose getter throws", () => ({ auth: throwing({}, "getToken") })],
    ...values("auth", undefined, 5, null, {}, { getToken: "x" }),
    ...withToken([
      ...[...ofGraph, ...timeouts],
      ...values("maxAttempts", 0, 1.5),
      ...values("maxRetryAfterMs", -1),
      ...values("onUnknown", "yes"),
      // More in src/graph/base_url.rs. The first row could leak, the second is read otherwise by URL.
      ...values("baseUrl", "http://proxy.example", "https://user:pass@proxy.example", "", " ", true),
      ...values("baseUrl", "http://2130706433", "https://proxy.example\\x", "https://xn--a.example"),
      ...values("baseUrl", "https://1.2.3.4.5", "https://proxy.example/v1.0", 5, {}, []),
      ...values("baseUrl", new URL("https://proxy.example")),
    ]),
  ],
  CallOptions: [...ofCall, ...clientRequestIds, ...values("ifExists", "never")],
  BulkOptions: [...ofCall, ...values("batchSize", 0, 21), ...values("concurrency", 0)],
  FindOptions: [
    ...ofCall,
    ...values("createdAfter", "yesterday"),
    ...values("user", "a/b"),
    ...clientRequestIds,
  ],
  WaitOptions: ofCall,
};

for (const [kind, cases] of Object.entries(wrong)) {
  test(`${kind}: a wrong value is kind usage, and nothing is sent`, async (t) => {
    const calls = stubFetch(t);
    for (const [of, make] of cases) {
      const error = assertFailure(await uses[kind](make()), { kind: "usage", attempts: 0 }, of);
      if (of.startsWith("baseUrl")) {
        assert.match(error.message, /baseUrl/, of);
        assert.doesNotMatch(error.message, /proxy\.example|user:/, of);
      }
    }
    assert.equal(calls.length, 0);
    await creation(client.createChat(group, undefined));
  });
}

test("odd options count as absent in validateChat, and one does not take the others with it", () => {
  for (const [of, make] of wrong.GraphOptions) assert.deepEqual(validateChat(group, make()), [], of);
  assert.deepEqual(buildChat(group, undefined), buildChat(group));
  const byOther = { chatType: "group", members: [ids.one, ids.two] };
  const codes = (options) => validateChat(byOther, options).map(({ code }) => code);
  assert.deepEqual(codes({ caller: ids.three, cloud: "mars" }), ["callerNotMember"]);
  assert.deepEqual(codes({ caller: ids.three, apiVersion: Symbol("x") }), ["callerNotMember"]);
  assert.deepEqual(codes({ caller: " " }), []);
});

test("what is no operation is kind usage, and one that was accepted says where its own is", async (t) => {
  const calls = stubFetch(t);
  const accepted = { status: "accepted", operation };
  const none = [
    undefined,
    null,
    5,
    {},
    { location: 5 },
    Object.create(null),
    throwing({}, "location"),
    accepted,
  ];
  for (const operation of none) await rejection(client.waitForOperation(operation), { kind: "usage" });
  await rejection(client.waitForOperation(accepted), { message: /wait for created\.operation/ });
  assert.equal(calls.length, 0);
});

test("callbacks are functions, a signal is a signal, a token is text", async (t) => {
  const calls = stubFetch(t);
  for (const name of ["onAttempt", "onProgress"]) {
    const error = await uses.BulkOptions({ [name]: 5 });
    assertFailure(error, { kind: "usage", message: `${name} must be a function.` });
  }
  const credential = new (class {
    async getToken() {}
  })();
  for (const alone of ["token", async () => "token", credential, { getToken() {} }]) {
    thrown(() => new ChatsClient(alone), { kind: "usage", message: /write .*\{ auth \}/ });
  }
  const { message } = await uses.CallOptions({ signal: new AbortController() });
  assert.equal(message, "signal must be an AbortSignal, such as controller.signal.");
  for (const [auth, message] of [
    [async () => ({ accessToken: "abc" }), /^The token is empty, or not text: .* result\.accessToken/],
    ["", /^The token is empty, or not text: /],
    ["Bearer abc", /^The token has characters .*without "Bearer"/],
    ['{"accessToken":"abc"}', /^The token has characters /],
    ["<html>", /^The token has characters /],
    ['"abc"', /^The token has characters /],
  ]) {
    await rejection(new ChatsClient({ auth }).createChat(group), { kind: "auth", message });
  }
  assert.equal(calls.length, 0);
});
