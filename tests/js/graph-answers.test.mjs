// What Graph answers besides the chat: each refusal that was seen, error bodies of every shape, answers that are none.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { answers } from "../standin/answers.mjs";
import { clientOf, failure, headersOf, localGraph, stillWorks } from "./helpers/local-graph.mjs";
import { group, oneOnOne } from "./helpers/stubs.mjs";

/** The rows of answers.mjs that were seen of Graph when a chat was created; docs/answers.md has the words of their hints. */
const ofOtherRequests = /^(batch|rosterFixed|memberAddBlocked|newMemberWithoutRole|importOnly)/;
const seen = Object.keys(answers).filter((key) => answers[key].seen && !ofOtherRequests.test(key));

/** What Graph names in these answers. */
const details = { annotationWithoutAt: { name: "odata.type" }, undeclaredWithAnnotations: { name: "user" } };

for (const key of seen) {
  test(`the answer ${key} is explained`, async (t) => {
    const graph = await localGraph(t);
    const client = clientOf(graph, { maxAttempts: 1 });
    graph.fault({ answer: key, details: details[key] });
    const error = await failure(client.createChat(group, { clientRequestId: `mine-${key}` }));
    const { status, code } = answers[key];
    const text = graph.requests[0].answered.body.error.message;
    assert.deepEqual(
      { kind: error.kind, status: error.status, code: error.code, innerCodes: error.innerCodes },
      { kind: "graph", status, code, innerCodes: status === 429 ? ["429"] : [] },
    );
    assert.equal(error.outcome, status >= 500 ? "unknown" : "notCreated");
    assert.equal(error.requestId, graph.requests[0].requestId);
    assert.equal(error.clientRequestId, `mine-${key}`);
    assert.equal(headersOf(graph.requests[0])["client-request-id"], `mine-${key}`);
    assert.equal(error.attempts, 1);
    assert.equal(error.retryAfterMs, status === 429 ? 10_000 : null);
    assert.deepEqual(error.issues, []);
    assert.ok(error.hint.length > 20);
    assert.match(error.docsUrl, /^https:\/\/learn\.microsoft\.com\//);
    assert.equal(error.graphMessage, text);
    assert.match(error.message, new RegExp(`^Graph .*: ${status} [A-Z][A-Za-z ]+\\.$`));
    // Graph's text is the name of the status there.
    if (!["Method Not Allowed", "Forbidden"].includes(text))
      assert.ok(!error.message.includes(text), error.message);
    await stillWorks(client);
  });
}

test("the same answers come of real causes", async (t) => {
  const graph = await localGraph(t);
  const cases = [
    ["standin-no-permission", 403, /Chat\.Create/],
    ["standin-no-app-permission", 403, /Chat\.Create/],
    ["standin-no-licence", 403, /licence/],
    ["standin-wrong-audience", 401, /audience|another API/],
    ["standin-expired", 401, /expired/],
    ["standin-application-only", 412, /delegated/],
  ];
  for (const [auth, status, hint] of cases) {
    const error = await failure(clientOf(graph, { auth }).createChat(group));
    assert.deepEqual([error.status, error.outcome, error.attempts], [status, "notCreated", 1], auth);
    assert.match(error.hint, hint, auth);
  }
  const client = clientOf(graph);
  const unknown = { ...group, members: [...group.members, "nobody@contoso.com"] };
  const error = await failure(client.createChat(unknown));
  assert.deepEqual([error.status, error.code], [404, "NotFound"]);
  assert.match(error.hint, /userPrincipalName/);
  assert.ok(error.graphMessage.includes("nobody@contoso.com"));
  assert.equal(graph.chats.length, 0);
  await stillWorks(client);
});

test("Graph's own text is there for those who ask, and for nobody else", async (t) => {
  const graph = await localGraph(t);
  graph.fault({ answer: "upnNotFound", details: { users: ["adele@contoso.com"] } });
  const error = await failure(clientOf(graph).createChat(group));
  assert.equal(error.graphMessage, "Failed to find users with user principal name 'adele@contoso.com'");
  assert.ok(!Object.keys(error).includes("graphMessage"));
  for (const text of [JSON.stringify(error), inspect(error, { depth: null }), String(error), error.stack]) {
    assert.ok(!text.includes("adele"), text);
  }
});

test("the message inside Graph's is kept like it, and explained", async (t) => {
  const graph = await localGraph(t);
  graph.fault({ answer: "aclCheckFailed" });
  const error = await failure(clientOf(graph).createChat(group));
  assert.equal(error.graphMessage, "Forbidden");
  assert.match(error.graphInnerMessage, /^AclCheckFailed-/);
  assert.ok(!JSON.stringify(error).includes("AclCheckFailed"));
  assert.ok(!inspect(error, { depth: null }).includes("AclCheckFailed"));
});

test("an unknown refusal has no hint, and is certain all the same", async (t) => {
  const graph = await localGraph(t);
  for (const status of [402, 406, 409, 410, 411, 415, 416, 422, 423, 418, 424, 451]) {
    graph.fault({ status });
    const error = await failure(clientOf(graph).createChat(oneOnOne));
    assert.deepEqual(
      [error.kind, error.status, error.outcome, error.attempts, error.hint],
      ["graph", status, "notCreated", 1, null],
    );
  }
});

const inner = { "request-id": "from-the-body", "client-request-id": "x", date: "2026-11-24T10:00:00" };

/** Error bodies: what is sent, and code, inner codes and message that must be found in it. More in src/graph/graph_error.rs. */
const bodies = [
  [
    "nested codes",
    { code: "a", message: "m", innerError: { code: "b", innererror: { code: "c" }, ...inner } },
    ["a", ["b", "c"], "m"],
  ],
  ["values of the wrong kind", { code: [], message: {}, innerError: inner }, [null, [], null]],
  ["surrogates", { code: "a", message: "\uD83D\uDE00 é", innerError: inner }, ["a", [], "😀 é"]],
];

for (const [name, error, [code, innerCodes, message]] of bodies) {
  test(`an error body with ${name} is read`, async (t) => {
    const graph = await localGraph(t);
    const client = clientOf(graph);
    // Scripts in a page may not be shown the header; the body has the id too.
    graph.fault({ status: 400, body: { error }, headers: { "request-id": null } });
    const found = await failure(client.createChat(group));
    assert.deepEqual(
      { status: found.status, code: found.code, innerCodes: found.innerCodes, message: found.graphMessage },
      { status: 400, code, innerCodes, message },
    );
    assert.equal(found.requestId, "from-the-body");
    await stillWorks(client);
  });
}

/** Bodies that are no error of Graph. */
const unreadable = {
  empty: { kind: "empty" },
  HTML: { kind: "html" },
  garbage: { kind: "garbage" },
  "cut-off JSON": { kind: "cutJson" },
  "deep JSON": { body: `${"[".repeat(100_000)}${"]".repeat(100_000)}` },
  "deep inner errors": { body: `${'{"innerError":'.repeat(50_000)}{}${"}".repeat(50_000)}` },
};

for (const [name, fault] of Object.entries(unreadable)) {
  test(`a body that is ${name} still gives the status`, async (t) => {
    const graph = await localGraph(t);
    const client = clientOf(graph);
    for (const [status, outcome] of [
      [400, "notCreated"],
      [403, "notCreated"],
      [413, "notCreated"],
      [502, "unknown"],
    ]) {
      graph.fault({ status, ...fault });
      const error = await failure(client.createChat(group));
      assert.deepEqual(
        [error.kind, error.status, error.outcome, error.code, error.graphMessage],
        ["graph", status, outcome, null, null],
      );
      assert.ok(error.requestId);
    }
    await stillWorks(client);
  });
}

test("a body of 10 MB is read, and a longer one cut", async (t) => {
  const graph = await localGraph(t);
  const client = clientOf(graph);
  graph.fault({ status: 400, body: { error: { code: "a", message: "x".repeat(10_000_000) } } });
  const error = await failure(client.createChat(group));
  assert.deepEqual([error.status, error.code, error.outcome], [400, "a", "notCreated"]);
  assert.equal(error.graphMessage.length, 10_000_000);
  graph.fault({ status: 502, body: "x".repeat(20_000_000) });
  assert.equal((await failure(client.createChat(group))).status, 502);
  await stillWorks(client);
});

test("a refusal whose body is cut off is still that refusal", async (t) => {
  const graph = await localGraph(t);
  const client = clientOf(graph);
  for (const request of [group, oneOnOne]) {
    graph.fault({ answer: "noLicence", cut: "midBody" });
    const error = await failure(client.createChat(request));
    assert.deepEqual(
      [error.kind, error.status, error.outcome, error.attempts],
      ["graph", 403, "notCreated", 1],
    );
  }
  await stillWorks(client);
});

/** Answers that are not what Graph documents: the chat may exist, nothing is repeated. */
const strange = {
  204: { status: 204, body: "" },
  "a redirect": { redirect: "/v1.0/elsewhere" },
  "a redirect that keeps the method": { redirect: "/v1.0/chats", status: 308 },
  304: { status: 304, body: "" },
  "202 without a Location": { status: 202, body: "" },
  "202 with an empty Location": { status: 202, body: "", headers: { Location: "" } },
  "202 with a Location elsewhere": {
    status: 202,
    body: "",
    headers: { Location: "https://graph.example/v1.0/chats('x')/operations('y')" },
  },
  "202 with a Location of another scheme": { status: 202, body: "", headers: { Location: "ftp://x/y" } },
  "202 with a Location that two slashes begin": {
    status: 202,
    body: "",
    headers: { Location: "//graph.example/x" },
  },
  "202 with a Location with backslashes": {
    status: 202,
    body: "",
    headers: { Location: "/\\graph.example/x" },
  },
  "201 without a body": { status: 201, body: "" },
  "201 with HTML": { status: 201, kind: "html" },
  "201 with cut-off JSON": { status: 201, kind: "cutJson" },
  "201 with a list": { status: 201, body: "[]" },
  "201 with a chat without id": { status: 201, body: '{"topic":"x"}' },
  "201 with an id that is no text": { status: 201, body: '{"id":5}' },
  "200 with an error": { status: 200, body: '{"error":{"code":"x"}}' },
  "206 with a part of a chat": { status: 206, body: '{"id":"x"' },
};

for (const [name, fault] of Object.entries(strange)) {
  test(`${name} is kind protocol, outcome unknown`, async (t) => {
    const graph = await localGraph(t);
    const client = clientOf(graph, { onUnknown: "repeat" });
    for (const [index, request] of [oneOnOne, group].entries()) {
      graph.fault(fault);
      const error = await failure(client.createChat(request));
      assert.deepEqual(
        [error.kind, error.outcome, error.status, error.attempts],
        ["protocol", "unknown", fault.status ?? 302, 1],
      );
      assert.equal(graph.requests.length, index + 1, "nothing is followed or repeated");
      assert.equal(error.requestId, graph.requests[index].requestId);
    }
    await stillWorks(client);
  });
}

test("after an unknown outcome a oneOnOne chat is said to be safe to create again, a group is not", async (t) => {
  const graph = await localGraph(t);
  const client = clientOf(graph, { maxAttempts: 1 });
  const safe = /Creating this chat again is safe: Graph gives the one that is there\.$/;
  const unclear = () => graph.fault({ match: { inner: "any", method: "POST" }, status: 504, times: 4 });
  unclear();
  assert.match((await failure(client.createChat(oneOnOne))).hint, safe);
  const looking = /The chat may exist: look for it .* \(findChats, or onUnknown: "look"\)\.$/;
  assert.match((await failure(client.createChat(group))).hint, looking);
  const unsent = await failure(client.sendMessage("19:x@thread.v2", "Hello"));
  assert.deepEqual(
    [unsent.outcome, unsent.hint],
    ["unknown", "The message may have been sent: read the chat before sending it again."],
  );
  graph.reset();
  unclear();
  for await (const { index, error } of client.createChats([oneOnOne, group])) {
    assert.equal(error.outcome, "unknown");
    assert.match(error.hint, index === 0 ? safe : looking);
  }
});

test("a claims challenge to a token that is text is not called expiry", async (t) => {
  const graph = await localGraph(t);
  const error = await failure(clientOf(graph, { auth: "standin-claims-challenge" }).createChat(group));
  assert.deepEqual([error.kind, error.status, error.outcome], ["graph", 401, "notCreated"]);
  assert.match(error.hint, /function|credential/);
  assert.doesNotMatch(error.hint, /expired/);
});
