// The one error class: the same for every copy of the package, and fit for logs.

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { outcomeOf } from "./helpers/failure.mjs";
import { copyOfProject, importPackage, requirePackage } from "./helpers/packed.mjs";
import { rejection } from "./helpers/settle.mjs";
import { group, refused, stubFetch, throwingProxy } from "./helpers/stubs.mjs";

const esm = await importPackage();
const cjs = requirePackage();

/** What buildChat throws for a request. */
const thrownBy = ({ buildChat }, request = {}) => outcomeOf(() => buildChat(request)).error;

/** An error that Graph's answer made, with all there is in it. */
async function graphError(t) {
  const error = { code: "Forbidden", message: "Adele is away.", innerError: { code: "Inner" } };
  stubFetch(t, () => refused(403, error, { "request-id": "r" }));
  const client = new esm.ChatsClient({ auth: "token" });
  return rejection(client.createChat(group, { clientRequestId: "c" }));
}

/** What is shown of it, in this order. */
const shown = {
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
};

test("an error of issues says how many errors there are besides, and has the page of the first one", () => {
  const { issues, docsUrl } = thrownBy(esm);
  assert.deepEqual(issues, esm.validateChat({}));
  assert.deepEqual(
    issues.map(({ code }) => code),
    ["chatTypeMissing", "membersMissing"],
  );
  assert.equal(docsUrl, issues[0].docsUrl);
  const messageOf = (...members) => thrownBy(esm, { chatType: "group", topic: "a: b", members }).message;
  assert.doesNotMatch(messageOf("a b", "adele@contoso.com"), /There (?:is|are)/, "warnings do not count");
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
  for (const value of [
    ...[undefined, null, 5, "ChatError", Symbol("x"), {}, [], () => {}, new Error("x"), new TypeError("x")],
    { name: "ChatError", kind: "graph", message: "x" },
    throwingProxy,
  ]) {
    assert.ok(!(value instanceof ChatError));
    assert.ok(!isChatError(value));
  }
  assert.ok(!(thrownBy(esm) instanceof Other));
  assert.ok(new Other({ message: "x" }) instanceof ChatError);
  assert.ok(new Other({ message: "x" }) instanceof Other);
});

test("what it shows, and in which order: by itself, inspected and as JSON, and no text of Graph", async (t) => {
  const error = await graphError(t);
  const { name, message, ...fields } = shown;
  assert.deepEqual(Object.entries(error), Object.entries(fields));
  assert.equal(error.name, name);
  assert.equal(String(error), `ChatError: ${message}`);
  assert.ok(error.stack.startsWith(`ChatError: ${message}\n`));
  assert.equal(error.graphMessage, "Adele is away.");
  assert.equal(Object.prototype.toString.call(error), "[object Error]");
  for (const part of ["kind: 'graph'", "status: 403", "code: 'Forbidden'", "requestId: 'r'"]) {
    assert.ok(inspect(error).includes(part), inspect(error));
  }
  assert.ok(!inspect(error).includes("Adele"));
  assert.deepEqual(JSON.parse(JSON.stringify({ error })).error, shown);
});

test("structuredClone, and what workers send, works", async (t) => {
  const error = await graphError(t);
  for (const copy of [structuredClone(error), structuredClone({ error }).error]) {
    assert.ok(copy instanceof Error);
    assert.equal(copy.message, error.message);
  }
  const { kind, status, message } = structuredClone({ ...error, message: error.message });
  assert.deepEqual([kind, status, message], ["graph", 403, error.message]);
});
