// The one error class: the same for every copy of the package, and fit for logs.

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { copyOfProject, importPackage, requirePackage } from "./helpers/packed.mjs";
import { rejection } from "./helpers/settle.mjs";
import { group, refused, stubFetch } from "./helpers/stubs.mjs";

const esm = await importPackage();
const cjs = requirePackage();

/** Names in the order in which they are shown. */
const fields = [
  ...["kind", "outcome", "issues", "status", "code", "innerCodes", "hint", "docsUrl"],
  ...["requestId", "clientRequestId", "retryAfterMs", "attempts"],
];

const thrownBy = (api) => {
  try {
    api.buildChat({});
    return assert.fail("built");
  } catch (error) {
    return error;
  }
};

/** An error that Graph's answer made, with all there is in it. */
async function graphError(t) {
  const error = { code: "Forbidden", message: "Adele is away.", innerError: { code: "Inner" } };
  stubFetch(t, () => refused(403, error, { "request-id": "r" }));
  const client = new esm.ChatsClient({ auth: "token" });
  return rejection(client.createChat(group, { clientRequestId: "c" }));
}

test("the message says how many errors there are besides, and leaves warnings out", () => {
  const messageOf = (...members) => {
    try {
      return esm.buildChat({ chatType: "group", topic: "a: b", members });
    } catch ({ message }) {
      return message;
    }
  };
  assert.doesNotMatch(messageOf("a b", "adele@contoso.com"), /There (?:is|are)/);
  assert.match(messageOf("a b", "c d"), / There is one more error\.$/);
  assert.match(messageOf("a b", "c d", "e f"), / There are 2 more errors\.$/);
});

test("instanceof holds across the ESM and CJS copies, and across two installations", async (t) => {
  const folder = copyOfProject();
  t.after(() => rmSync(folder, { recursive: true }));
  const copies = [
    esm,
    cjs,
    await import(pathToFileURL(join(folder, "esm.mjs")).href),
    createRequire(import.meta.url)(join(folder, "cjs.cjs")),
  ];
  assert.equal(new Set(copies.map(({ ChatError }) => ChatError)).size, copies.length);
  for (const api of copies) {
    const error = thrownBy(api);
    for (const { ChatError, isChatError } of copies) {
      assert.ok(error instanceof ChatError);
      assert.ok(isChatError(error));
    }
    assert.ok(error instanceof Error);
    assert.equal(Object.getPrototypeOf(error), api.ChatError.prototype);
  }
});

test("nothing else is an instance", () => {
  const { ChatError, isChatError } = esm;
  class Other extends ChatError {}
  for (const error of [new ChatError(), new ChatError(null)]) {
    assert.deepEqual([error.kind, error.message], ["usage", ""]);
  }
  const impostor = { name: "ChatError", kind: "graph", message: "x" };
  for (const value of [
    ...[
      undefined,
      null,
      5,
      "ChatError",
      Symbol("x"),
      {},
      [],
      () => {},
      new Error("x"),
      new TypeError("x"),
      impostor,
    ],
    new Proxy(
      {},
      {
        get() {
          throw new Error("thrown on purpose");
        },
      },
    ),
  ]) {
    assert.ok(!(value instanceof ChatError));
    assert.ok(!isChatError(value));
  }
  assert.ok(!(thrownBy(esm) instanceof Other));
  assert.ok(new Other({ message: "x" }) instanceof ChatError);
  assert.ok(new Other({ message: "x" }) instanceof Other);
});

test("what it shows, and in which order", async (t) => {
  const error = await graphError(t);
  assert.deepEqual(Object.keys(error), fields);
  assert.equal(error.name, "ChatError");
  assert.equal(String(error), `ChatError: ${error.message}`);
  assert.match(error.stack, /^ChatError: Graph refused to create the chat: 403 Forbidden\.\n/);
  assert.equal(error.graphMessage, "Adele is away.");
  assert.equal(Object.prototype.toString.call(error), "[object Error]");
  const shown = inspect(error);
  for (const part of [
    "kind: 'graph'",
    "status: 403",
    "code: 'Forbidden'",
    "requestId: 'r'",
    "clientRequestId: 'c'",
  ]) {
    assert.ok(shown.includes(part), shown);
  }
  assert.ok(!shown.includes("Adele"));
});

test("JSON.stringify gives name, message and the fields, and no text of Graph", async (t) => {
  const error = await graphError(t);
  assert.deepEqual(JSON.parse(JSON.stringify({ error })).error, {
    name: "ChatError",
    message: "Graph refused to create the chat: 403 Forbidden.",
    kind: "graph",
    outcome: "notCreated",
    issues: [],
    status: 403,
    code: "Forbidden",
    innerCodes: ["Inner"],
    hint: null,
    docsUrl: null,
    requestId: "r",
    clientRequestId: "c",
    retryAfterMs: null,
    attempts: 1,
  });
  const { issues } = JSON.parse(JSON.stringify(thrownBy(esm)));
  assert.deepEqual(issues, esm.validateChat({}));
});

test("structuredClone, and what workers send, works", async (t) => {
  const error = await graphError(t);
  for (const copy of [structuredClone(error), structuredClone({ error }).error]) {
    assert.ok(copy instanceof Error);
    assert.equal(copy.message, error.message);
  }
  const { port1, port2 } = new MessageChannel();
  t.after(() => port1.close());
  const arrived = new Promise((resolve) =>
    port2.addEventListener("message", ({ data }) => resolve(data), { once: true }),
  );
  port2.start();
  port1.postMessage({ ...error, message: error.message });
  const { kind, status, message } = await arrived;
  assert.deepEqual([kind, status, message], ["graph", 403, error.message]);
});

test("an error of issues: docsUrl is that of the first one, and each has a page", () => {
  const error = thrownBy(esm);
  assert.deepEqual(
    error.issues.map(({ code }) => code),
    ["chatTypeMissing", "membersMissing"],
  );
  assert.equal(error.docsUrl, error.issues[0].docsUrl);
});
