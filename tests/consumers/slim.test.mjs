// `msgraph-chats/slim` in Node: what `init` takes, when it is needed, and what it says when loading fails.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { mock, test } from "node:test";
import { pathToFileURL } from "node:url";
import { root } from "../../scripts/setup.mjs";
import { startGraph } from "../standin/index.mjs";

const pkg = join(root, "pkg");
const wasmFile = join(pkg, "msgraph-chats.wasm");
const request = { chatType: "oneOnOne", members: ["ada@contoso.com", "grace@contoso.com"] };
const wasmType = { "content-type": "application/wasm" };

let copies = 0;

/** A copy of the entry that has loaded nothing yet. */
const freshSlim = () => import(`${pathToFileURL(join(pkg, "slim.js")).href}?copy=${copies++}`);

/** Puts `fetch` in the place of the global one until the test ends. */
function withFetch(t, fetch) {
  const usual = globalThis.fetch;
  globalThis.fetch = fetch;
  t.after(() => {
    globalThis.fetch = usual;
  });
}

test("synchronous calls say what is missing before init, and work after it", async () => {
  const { ChatError, buildChat, init, validateChat } = await freshSlim();
  for (const call of [() => validateChat(request), () => buildChat(request)]) {
    assert.throws(call, (error) => {
      assert.ok(error instanceof ChatError);
      assert.equal(error.kind, "usage");
      assert.match(error.message, /call await init\(\) first/);
      return true;
    });
  }
  await init();
  assert.deepEqual(validateChat(request), []);
});

test("a client that was made before init loads the module with its first call", async (t) => {
  const graph = await startGraph();
  t.after(() => graph.close());
  const { ChatsClient, validateChat } = await freshSlim();
  const client = new ChatsClient({ auth: "a-token", baseUrl: graph.url });
  const changing = structuredClone(request);
  const creating = client.createChat(changing);
  changing.members.length = 0;
  assert.equal((await creating).status, "created", "what was asked for is what was given then");
  assert.deepEqual(validateChat(request), []);
});

test("wrong options of a client that was made before init reject its first call", async () => {
  const { ChatsClient, init } = await freshSlim();
  const client = new ChatsClient({ auth: "a-token", cloud: "moon" });
  await assert.rejects(client.createChat(request), { name: "ChatError", kind: "usage" });
  await init();
  assert.throws(() => new ChatsClient({ auth: "a-token", cloud: "moon" }), { kind: "usage" });
});

const bytes = readFileSync(wasmFile);
const sources = {
  "a file URL": pathToFileURL(wasmFile),
  "a file URL as text": pathToFileURL(wasmFile).href,
  "a Buffer": bytes,
  "an ArrayBuffer": bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
  "a view of a part": new DataView(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
    0,
    bytes.length,
  ),
  "a module": new WebAssembly.Module(bytes),
  "a Response that can be streamed": () => new Response(bytes, { headers: wasmType }),
  "a Response of no type": () => new Response(bytes),
  "a promise of a Response": async () => new Response(bytes, { headers: wasmType }),
};

for (const [name, source] of Object.entries(sources)) {
  test(`init takes ${name}`, async () => {
    const { init, validateChat } = await freshSlim();
    await init(typeof source === "function" ? source() : source);
    assert.deepEqual(validateChat(request), []);
  });
}

test("a URL is fetched once, however many wait for it", async (t) => {
  const fetch = mock.fn(async () => new Response(bytes, { headers: wasmType }));
  withFetch(t, fetch);
  const { init } = await freshSlim();
  const url = "https://static.example/msgraph-chats.wasm";
  await Promise.all([init(url), init(url)]);
  await init(url);
  assert.deepEqual(
    fetch.mock.calls.map(({ arguments: [asked] }) => String(asked)),
    [url],
  );
});

const failures = {
  "an answer 404": [async () => new Response("", { status: 404 }), "network", /could not be loaded/],
  "no answer": [async () => Promise.reject(new TypeError("fetch failed")), "network", /could not be loaded/],
  "a fetch that throws": [
    () => {
      throw "a string";
    },
    "network",
    /could not be loaded/,
  ],
  "a page instead of the module": [
    async () => new Response("<!doctype html>"),
    "usage",
    /is not WebAssembly but text\/plain/,
  ],
  "a module that is cut off": [
    async () => new Response(bytes.subarray(0, 100)),
    "usage",
    /could not be started/,
  ],
};

for (const [name, [fetch, kind, message]] of Object.entries(failures)) {
  test(`${name} rejects, and a later init tries again`, async (t) => {
    withFetch(t, fetch);
    const { ChatError, init, validateChat } = await freshSlim();
    await assert.rejects(init("https://static.example/msgraph-chats.wasm"), (error) => {
      assert.ok(error instanceof ChatError);
      assert.equal(error.kind, kind);
      assert.equal(error.outcome, "notCreated");
      assert.match(error.message, message);
      return true;
    });
    await init();
    assert.deepEqual(validateChat(request), []);
  });
}

test("init refuses what can be no module", async () => {
  const { init } = await freshSlim();
  for (const source of [7, {}, Symbol("none")]) {
    await assert.rejects(init(source), { name: "ChatError", kind: "usage" });
  }
});

test("a call that is aborted while the module is loaded ends at once; the loading goes on", async (t) => {
  let answer;
  withFetch(t, () => new Promise((resolve) => (answer = resolve)));
  const { ChatsClient, init, validateChat } = await freshSlim();
  const loading = init("https://static.example/msgraph-chats.wasm");
  const client = new ChatsClient({ auth: "a-token" });
  const controller = new AbortController();
  const creating = client.createChat(request, { signal: controller.signal });
  controller.abort();
  await assert.rejects(creating, { name: "ChatError", kind: "aborted", outcome: "notCreated" });
  answer(new Response(bytes, { headers: wasmType }));
  await loading;
  assert.deepEqual(validateChat(request), []);
});

test("loading that never ends is given up", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  withFetch(t, () => new Promise(() => {}));
  const { init } = await freshSlim();
  const loading = init("https://static.example/msgraph-chats.wasm");
  t.mock.timers.tick(30_000);
  await assert.rejects(loading, { name: "ChatError", kind: "timeout" });
});
