// What Graph answers besides the chat: each refusal that was seen, error bodies of every shape, answers that are none.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { answers } from "../standin/answers.mjs";
import { failure } from "./helpers/failure.mjs";
import { atGraph, clientOf, collect, headersOf, stillWorks } from "./helpers/local-graph.mjs";
import { group, oneOnOne } from "./helpers/stubs.mjs";

/** The rows of answers.mjs that were seen of Graph when a chat was created; docs/answers.md has the words of their hints. */
const ofOtherRequests = /^(batch|rosterFixed|memberAddBlocked|newMemberWithoutRole|importOnly)/;
const seen = Object.keys(answers).filter((key) => answers[key].seen && !ofOtherRequests.test(key));

/** What Graph names in these answers. */
const details = { annotationWithoutAt: { name: "odata.type" }, undeclaredWithAnnotations: { name: "user" } };

for (const key of seen) {
  test(`the answer ${key} is explained`, async (t) => {
    const { graph, client } = await atGraph(t, { maxAttempts: 1 });
    graph.fault({ answer: key, details: details[key] });
    const clientRequestId = `mine-${key}`;
    const { status, code } = answers[key];
    const error = await failure(client.createChat(group, { clientRequestId }), {
      ...{ kind: "graph", status, code, clientRequestId, attempts: 1, issues: [], hint: /.{20}/ },
      innerCodes: status === 429 ? ["429"] : [],
      outcome: status >= 500 ? "unknown" : "notCreated",
      retryAfterMs: status === 429 ? 10_000 : null,
      docsUrl: /^https:\/\/learn\.microsoft\.com\//,
      message: new RegExp(`^Graph .*: ${status} [A-Z][A-Za-z ]+\\.$`),
    });
    const [request] = graph.requests;
    assert.equal(error.requestId, request.requestId);
    assert.equal(headersOf(request)["client-request-id"], clientRequestId);
    const text = request.answered.body.error.message;
    assert.equal(error.graphMessage, text);
    // Graph's text is the name of the status there.
    if (!["Method Not Allowed", "Forbidden"].includes(text)) assert.ok(!error.message.includes(text));
    await stillWorks(client);
  });
}

test("the same answers come of real causes", async (t) => {
  const { graph, client } = await atGraph(t);
  for (const [auth, status, hint] of [
    ["standin-no-permission", 403, /Chat\.Create/],
    ["standin-no-app-permission", 403, /Chat\.Create/],
    ["standin-no-licence", 403, /licence/],
    ["standin-wrong-audience", 401, /audience|another API/],
    ["standin-expired", 401, /expired/],
    ["standin-application-only", 412, /delegated/],
    // To a token that is text a challenge is not expiry.
    ["standin-claims-challenge", 401, /^(?!.*expired).*(function|credential)/],
  ]) {
    const expected = { kind: "graph", status, outcome: "notCreated", attempts: 1, hint };
    await failure(clientOf(graph, { auth }).createChat(group), expected, auth);
  }
  const unknown = { ...group, members: [...group.members, "nobody@contoso.com"] };
  const expected = {
    status: 404,
    code: "NotFound",
    hint: /userPrincipalName/,
    graphMessage: /nobody@contoso/,
  };
  await failure(client.createChat(unknown), expected);
  assert.equal(graph.chats.length, 0);
  await stillWorks(client);
});

test("Graph's own texts are there for those who ask, and for nobody else", async (t) => {
  const { graph, client } = await atGraph(t);
  const ofUsers = "Failed to find users with user principal name 'adele@contoso.com'";
  for (const [fault, texts] of [
    [{ answer: "upnNotFound", details: { users: ["adele@contoso.com"] } }, { graphMessage: ofUsers }],
    [{ answer: "aclCheckFailed" }, { graphMessage: "Forbidden", graphInnerMessage: /^AclCheckFailed-/ }],
  ]) {
    graph.fault(fault);
    const error = await failure(client.createChat(group), texts);
    assert.deepEqual(
      Object.keys(error).filter((key) => /Message$/.test(key)),
      [],
    );
    for (const text of [JSON.stringify(error), inspect(error, { depth: null }), String(error), error.stack]) {
      assert.doesNotMatch(text, /adele|AclCheckFailed/);
    }
  }
});

test("an unknown refusal has no hint, and is certain all the same", async (t) => {
  const { graph, client } = await atGraph(t);
  for (const status of [402, 406, 409, 410, 411, 415, 416, 422, 423, 418, 424, 451]) {
    graph.fault({ status });
    const expected = { kind: "graph", status, outcome: "notCreated", attempts: 1, hint: null };
    await failure(client.createChat(oneOnOne), expected);
  }
});

// More in src/graph/graph_error.rs.
test("an error body is read: nested codes, surrogates, values of the wrong kind", async (t) => {
  const { graph, client } = await atGraph(t);
  const inner = { "request-id": "from-the-body", "client-request-id": "x", date: "2026-11-24T10:00:00" };
  const nested = { ...inner, code: "b", innererror: { code: "c" } };
  for (const [code, message, innerError, expected] of [
    ["a", "\uD83D\uDE00 é", nested, { code: "a", innerCodes: ["b", "c"], graphMessage: "😀 é" }],
    [[], {}, inner, { code: null, innerCodes: [], graphMessage: null }],
  ]) {
    // Scripts in a page may not be shown the header; the body has the id too.
    const body = { error: { code, message, innerError } };
    graph.fault({ status: 400, body, headers: { "request-id": null } });
    await failure(client.createChat(group), { status: 400, requestId: "from-the-body", ...expected });
  }
  await stillWorks(client);
});

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
    const { graph, client } = await atGraph(t);
    for (const [status, outcome] of [
      [400, "notCreated"],
      [403, "notCreated"],
      [413, "notCreated"],
      [502, "unknown"],
    ]) {
      graph.fault({ status, ...fault });
      const expected = { kind: "graph", status, outcome, code: null, graphMessage: null, requestId: /./ };
      await failure(client.createChat(group), expected);
    }
    await stillWorks(client);
  });
}

test("a body of 10 MB is read, a longer one cut, and a refusal whose body is cut off is still that refusal", async (t) => {
  const { graph, client } = await atGraph(t);
  const message = "x".repeat(10_000_000);
  graph.fault({ status: 400, body: { error: { code: "a", message } } });
  const error = await failure(client.createChat(group), { status: 400, code: "a", outcome: "notCreated" });
  assert.ok(error.graphMessage === message);
  graph.fault({ status: 502, body: `${message}${message}` });
  await failure(client.createChat(group), { status: 502 });
  for (const request of [group, oneOnOne]) {
    graph.fault({ answer: "noLicence", cut: "midBody" });
    const expected = { kind: "graph", status: 403, outcome: "notCreated", attempts: 1 };
    await failure(client.createChat(request), expected);
  }
  await stillWorks(client);
});

const acceptedAt = (Location) => ({ status: 202, body: "", headers: { Location } });

/** Answers that are not what Graph documents: the chat may exist, nothing is repeated. */
const strange = {
  204: { status: 204, body: "" },
  "a redirect": { redirect: "/v1.0/elsewhere" },
  "a redirect that keeps the method": { redirect: "/v1.0/chats", status: 308 },
  304: { status: 304, body: "" },
  "202 without a Location": { status: 202, body: "" },
  "202 with an empty Location": acceptedAt(""),
  "202 with a Location elsewhere": acceptedAt("https://graph.example/v1.0/chats('x')/operations('y')"),
  "202 with a Location of another scheme": acceptedAt("ftp://x/y"),
  "202 with a Location that two slashes begin": acceptedAt("//graph.example/x"),
  "202 with a Location with backslashes": acceptedAt("/\\graph.example/x"),
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
    const { graph, client } = await atGraph(t, { onUnknown: "repeat" });
    for (const [index, request] of [oneOnOne, group].entries()) {
      graph.fault(fault);
      const expected = { kind: "protocol", outcome: "unknown", status: fault.status ?? 302, attempts: 1 };
      const { requestId } = await failure(client.createChat(request), expected);
      assert.equal(graph.requests.length, index + 1, "nothing is followed or repeated");
      assert.equal(requestId, graph.requests[index].requestId);
    }
    await stillWorks(client);
  });
}

test("after an unknown outcome a oneOnOne chat is said to be safe to create again, a group is not", async (t) => {
  const { graph, client } = await atGraph(t, { maxAttempts: 1 });
  const safe = /Creating this chat again is safe: Graph gives the one that is there\.$/;
  const looking = /The chat may exist: look for it .* \(findChats, or onUnknown: "look"\)\.$/;
  const sent = "The message may have been sent: read the chat before sending it again.";
  graph.fault({ match: { inner: "any", method: "POST" }, status: 504, times: "always" });
  await failure(client.createChat(oneOnOne), { outcome: "unknown", hint: safe });
  await failure(client.createChat(group), { outcome: "unknown", hint: looking });
  await failure(client.sendMessage("19:x@thread.v2", "Hello"), { outcome: "unknown", hint: sent });
  graph.reset();
  graph.fault({ match: { inner: true }, status: 504, times: "always" });
  for (const { index, error } of await collect(client.createChats([oneOnOne, group]))) {
    assert.equal(error.outcome, "unknown");
    assert.match(error.hint, index === 0 ? safe : looking);
  }
});
