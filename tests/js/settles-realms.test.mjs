// The package in a realm of its own, as test frameworks load it: fetch and the rest come from outside.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createContext, runInContext } from "node:vm";
import { importPackage, project } from "./helpers/packed.mjs";
import { rejection, settled } from "./helpers/settle.mjs";
import { chat, created, group, oneOnOne, refused } from "./helpers/stubs.mjs";

const outside = await importPackage();
const source = readFileSync(join(project(), "node_modules", "msgraph-chats", "index.cjs"), "utf8");

/** What a realm does not have by itself; frameworks lend it. */
const lent = {
  setTimeout,
  clearTimeout,
  queueMicrotask,
  TextEncoder,
  TextDecoder,
  atob,
};

/** The package's own copy in a new realm. */
function inNewRealm(globals = {}) {
  const module = { exports: {} };
  const context = createContext({
    ...{ module, exports: module.exports, Headers, AbortController },
    ...lent,
    ...globals,
  });
  runInContext(source, context);
  return { ...context.module.exports, context };
}

test("a chat is created through fetch of another realm", async () => {
  const calls = [];
  const fetch = async (input, init) => {
    const request = new Request(input, init);
    calls.push([request.method, request.url, request.headers.get("authorization"), await request.text()]);
    return created();
  };
  const { ChatsClient, buildChat } = inNewRealm({ fetch });
  const { value, error } = await settled(new ChatsClient({ auth: async () => "token" }).createChat(group));
  assert.equal(value?.status, "created", `${error} ${error?.cause}`);
  assert.deepEqual(JSON.parse(JSON.stringify(value.chat)), chat);
  const body = JSON.stringify(buildChat(group));
  assert.deepEqual(calls, [["POST", "https://graph.microsoft.com/v1.0/chats", "Bearer token", body]]);
});

test("every failure of a fetch of another realm settles, and is a ChatError everywhere", async () => {
  for (const [name, fetch, kind] of [
    ["an error of the other realm", () => Promise.reject(new TypeError("fetch failed")), "network"],
    ["a text", () => Promise.reject("x"), "network"],
    [
      "a text thrown",
      () => {
        throw "x";
      },
      "network",
    ],
    ["nothing", () => undefined, "network"],
    ["a plain object", () => ({}), "network"],
    ["a refusal", async () => refused(403), "graph"],
    ["a redirect", async () => Response.redirect("https://graph.example/"), "protocol"],
  ]) {
    let broken = true;
    const realm = inNewRealm({ fetch: (...given) => (broken ? fetch(...given) : created()) });
    const client = new realm.ChatsClient({ auth: "token", maxAttempts: 1 });
    const error = await rejection(client.createChat(oneOnOne));
    assert.ok(error instanceof realm.ChatError, name);
    assert.ok(error instanceof outside.ChatError, `${name}: instanceof holds across realms`);
    assert.ok(outside.isChatError(error) && realm.isChatError(error));
    assert.ok(!(error instanceof Error), "it is of the other realm");
    assert.equal(error.kind, kind, name);
    broken = false;
    assert.equal((await settled(client.createChat(oneOnOne))).value?.status, "created", name);
  }
});

test("signals, providers and requests of either realm", async () => {
  const realm = inNewRealm({ fetch: async () => created() });
  const { ChatsClient, context } = realm;
  const elsewhere = (code) => runInContext(code, context);
  for (const auth of [
    elsewhere("() => 'token'"),
    elsewhere("({ getToken: async () => ({ token: 'a' }) })"),
  ]) {
    const client = new outside.ChatsClient({ auth });
    const restore = globalThis.fetch;
    globalThis.fetch = async () => created();
    const { value } = await settled(client.createChat(elsewhere(`(${JSON.stringify(group)})`)));
    globalThis.fetch = restore;
    assert.equal(value?.status, "created");
  }
  const controller = new AbortController();
  controller.abort("x");
  const client = new ChatsClient({ auth: "token" });
  assert.equal((await rejection(client.createChat(group, { signal: controller.signal }))).kind, "aborted");
  assert.equal((await settled(client.createChat(group))).value?.status, "created");
});

test("a realm without fetch says so", async () => {
  for (const [globals, name] of [
    [{}, "fetch"],
    [{ fetch: async () => created(), Headers: undefined }, "Headers"],
  ]) {
    const { ChatsClient, validateChat } = inNewRealm(globals);
    assert.equal(validateChat(group).length, 0);
    const error = await rejection(new ChatsClient({ auth: "token" }).createChat(group));
    assert.equal(error.kind, "usage");
    assert.match(error.message, new RegExp(`no ${name}\\b`));
  }
});

test("a realm without TextDecoder, as jsdom's, takes Node's; without both it says so at the first call", () => {
  const bare = { TextDecoder: undefined, TextEncoder: undefined, atob: undefined };
  const { validateChat } = inNewRealm({ ...bare, process });
  assert.equal(validateChat(group).length, 0);
  const { validateChat: check, ChatsClient } = inNewRealm(bare);
  for (const work of [() => check(group), () => new ChatsClient({ auth: "token" })]) {
    assert.throws(work, (error) => outside.isChatError(error) && /no TextDecoder/.test(error.message));
  }
});

test("a realm without WebAssembly says so, and names React Native where it is that", () => {
  for (const [globals, words] of [
    [{ TextDecoder: undefined }, /^This environment has no WebAssembly/],
    [{ navigator: { product: "ReactNative" } }, /^React Native has no WebAssembly/],
  ]) {
    const { context } = inNewRealm(globals);
    runInContext("WebAssembly = undefined", context);
    const { validateChat } = context.module.exports;
    assert.throws(
      () => validateChat(group),
      (error) => words.test(error.message),
    );
  }
});

test("a realm where WebAssembly is not allowed says which directive is missing", async () => {
  const { createChat, validateChat } = (() => {
    const realm = inNewRealm({ fetch: async () => created() });
    runInContext(
      "WebAssembly.Module = class { constructor() { throw new EvalError('no'); } }",
      realm.context,
    );
    return { ...realm, createChat: () => new realm.ChatsClient({ auth: "token" }).createChat(group) };
  })();
  for (const work of [() => validateChat(group), createChat]) {
    assert.throws(work, (error) => outside.isChatError(error) && /wasm-unsafe-eval/.test(error.message));
  }
});

test("should the module die all the same, what is pending is rejected and the next call works", async () => {
  const drill = fileURLToPath(new URL("helpers/panic-drill.mjs", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [drill], { timeout: 30_000 });
  assert.deepEqual(JSON.parse(stdout), {
    pending: ["ChatError protocol unknown", "ChatError protocol unknown"],
    uncaught: ["RuntimeError: unreachable"],
    afterwards: ["created", "created"],
    valid: [],
  });
});
