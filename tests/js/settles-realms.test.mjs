// The package in a realm of its own, as test frameworks load it: fetch and the rest come from outside.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { runInContext } from "node:vm";
import { thrown } from "./helpers/failure.mjs";
import { importPackage } from "./helpers/packed.mjs";
import { inNewRealm } from "./helpers/realm.mjs";
import { creation, rejection } from "./helpers/settle.mjs";
import { chat, created, group, oneOnOne, refused, stubFetch, throws } from "./helpers/stubs.mjs";

const outside = await importPackage();

test("a chat is created through fetch of another realm", async () => {
  const calls = [];
  const fetch = async (input, init) => {
    const request = new Request(input, init);
    calls.push([request.method, request.url, request.headers.get("authorization"), await request.text()]);
    return created();
  };
  const { ChatsClient, buildChat } = inNewRealm({ fetch });
  const result = await creation(new ChatsClient({ auth: async () => "token" }).createChat(group));
  assert.deepEqual(JSON.parse(JSON.stringify(result.chat)), chat);
  const body = JSON.stringify(buildChat(group));
  assert.deepEqual(calls, [["POST", "https://graph.microsoft.com/v1.0/chats", "Bearer token", body]]);
});

test("every failure of a fetch of another realm settles, and is a ChatError everywhere", async () => {
  for (const [of, fetch, kind] of [
    ["an error of the other realm", () => Promise.reject(new TypeError("fetch failed")), "network"],
    ["a text", () => Promise.reject("x"), "network"],
    ["a text thrown", throws("x"), "network"],
    ["nothing", () => undefined, "network"],
    ["a plain object", () => ({}), "network"],
    ["a refusal", async () => refused(403), "graph"],
    ["a redirect", async () => Response.redirect("https://graph.example/"), "protocol"],
  ]) {
    let broken = true;
    const realm = inNewRealm({ fetch: (...given) => (broken ? fetch(...given) : created()) });
    const client = new realm.ChatsClient({ auth: "token", maxAttempts: 1 });
    const error = await rejection(client.createChat(oneOnOne), { kind }, { of });
    assert.ok(error instanceof realm.ChatError, of);
    assert.ok(outside.isChatError(error) && realm.isChatError(error));
    assert.ok(!(error instanceof Error), "it is of the other realm");
    broken = false;
    await creation(client.createChat(oneOnOne), { of });
  }
});

test("signals, providers and requests of either realm", async (t) => {
  const { ChatsClient, context } = inNewRealm({ fetch: async () => created() });
  const elsewhere = (code) => runInContext(`(${code})`, context);
  stubFetch(t);
  for (const auth of ["() => 'token'", "{ getToken: async () => ({ token: 'a' }) }"]) {
    const client = new outside.ChatsClient({ auth: elsewhere(auth) });
    await creation(client.createChat(elsewhere(JSON.stringify(group))), { of: auth });
  }
  const client = new ChatsClient({ auth: "token" });
  await rejection(client.createChat(group, { signal: AbortSignal.abort("x") }), { kind: "aborted" });
  await creation(client.createChat(group));
});

const fetch = async () => created();
const coders = { TextDecoder: undefined, TextEncoder: undefined, atob: undefined };

/** What a realm may lack: its globals, what is done in it, what is said then; and whether requests can be checked all the same. */
const lacking = {
  fetch: { message: /no fetch\b/, checks: true },
  Headers: { globals: { fetch, Headers: undefined }, message: /no Headers\b/, checks: true },
  "TextDecoder, and Node to take it from": { globals: coders, message: /no TextDecoder/ },
  WebAssembly: {
    globals: { TextDecoder: undefined },
    code: "WebAssembly = undefined",
    message: /^This environment has no WebAssembly/,
  },
  "WebAssembly, being React Native": {
    globals: { navigator: { product: "ReactNative" } },
    code: "WebAssembly = undefined",
    message: /^React Native has no WebAssembly/,
  },
  "leave to compile": {
    globals: { fetch },
    code: "WebAssembly.Module = class { constructor() { throw new EvalError('no'); } }",
    message: /wasm-unsafe-eval/,
  },
};

for (const [what, { globals, code, message, checks }] of Object.entries(lacking)) {
  test(`a realm without ${what} says so`, async () => {
    const { ChatsClient, validateChat } = inNewRealm(globals, code);
    if (checks) assert.equal(validateChat(group).length, 0);
    else thrown(() => validateChat(group), { kind: "usage", message });
    const call = async () => new ChatsClient({ auth: "token" }).createChat(group);
    await rejection(call(), { kind: "usage", message });
  });
}

test("a realm without TextDecoder, as jsdom's, takes Node's", () => {
  assert.equal(inNewRealm({ ...coders, process }).validateChat(group).length, 0);
});

test("should the module die all the same, what is pending is rejected and the next call works", async () => {
  const drill = fileURLToPath(new URL("helpers/panic-drill.mjs", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [drill]);
  assert.deepEqual(JSON.parse(stdout), {
    pending: ["ChatError protocol unknown", "ChatError protocol unknown"],
    uncaught: ["RuntimeError: unreachable"],
    afterwards: ["created", "created"],
    valid: [],
  });
});
