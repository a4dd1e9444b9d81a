// What is repeated and what never is, at the local Graph; outcomes; claims challenges; callbacks.

import assert from "node:assert/strict";
import { test } from "node:test";
import { challengedClaims } from "../standin/index.mjs";
import { failure } from "./helpers/failure.mjs";
import {
  atGraph,
  clientOf,
  givenTo,
  headersOf,
  stillWorks,
  token,
  withoutBackOff,
} from "./helpers/local-graph.mjs";
import { fails, group, oneOnOne } from "./helpers/stubs.mjs";

const atOnce = { headers: { "Retry-After": "0" } };

/** How many chats there are, and of each group how many alike. */
const counts = (graph) => graph.summary().groups.map(({ count }) => count);

test("429, and 503 with Retry-After, are repeated for a group too: nothing was made", async (t) => {
  const { graph, client } = await atGraph(t);
  const attempts = [];
  graph.fault({ status: 429, ...atOnce });
  graph.fault({ status: 503, ...atOnce });
  const result = await client.createChat(group, { onAttempt: (attempt) => attempts.push(attempt) });
  assert.deepEqual([result.status, result.attempts], ["created", 3]);
  assert.deepEqual(counts(graph), [1]);
  assert.deepEqual(
    attempts,
    graph.requests.map(({ requestId }, index) => ({
      number: index + 1,
      status: [429, 503, 201][index],
      requestId,
      retryInMs: [0, 0, null][index],
    })),
  );
  const sent = graph.requests.map((request) => headersOf(request)["client-request-id"]);
  assert.equal(new Set(sent).size, 1, "one id for all attempts of a call");
  assert.equal(new Set(graph.requests.map(({ bodyText }) => bodyText)).size, 1);
});

/** Endings after which nobody knows whether the chat was made, by the fault that brings them about. */
const unclear = {
  500: { status: 500 },
  501: { status: 501 },
  "502 with HTML": { status: 502, kind: "html" },
  "503 without Retry-After": { status: 503 },
  504: { status: 504 },
  507: { status: 507 },
  509: { status: 509 },
  599: { status: 599 },
  "a connection that is cut": { cut: "afterCreate" },
  ...Object.fromEntries(
    ["soon", "-1", "1.5", "", "Sun, 06 Nov 1994 08:49:37 GMT"].map((retryAfter) => [
      `503 with the Retry-After "${retryAfter}"`,
      { status: 503, headers: { "Retry-After": retryAfter } },
    ]),
  ),
};

for (const [name, fault] of Object.entries(unclear)) {
  test(`${name}: a group is not repeated unless told to, a one-on-one chat is`, async (t) => {
    withoutBackOff(t);
    const { graph, client } = await atGraph(t);
    const status = fault.status ?? null;
    graph.fault({ ...fault, after: true });
    const ends = { kind: status ? "graph" : "network", outcome: "unknown", status, retryAfterMs: null };
    await failure(client.createChat(group), { ...ends, attempts: 1 });
    assert.deepEqual([graph.requests.length, counts(graph)], [1, [1]], "it does exist");

    graph.fault({ ...fault, after: true });
    const repeated = await clientOf(graph, { onUnknown: "repeat" }).createChat(group);
    assert.deepEqual([repeated.status, repeated.attempts], ["created", 2]);
    assert.deepEqual(counts(graph), [3], "which is why it is off");

    graph.fault({ ...fault, after: true, times: 3 });
    const result = await client.createChat(oneOnOne);
    assert.deepEqual([result.attempts, result.chatId], [4, graph.chats.at(-1).id]);
    assert.deepEqual(counts(graph), [3, 1]);
  });
}

test("a 201 whose body is cut: a group is there and never made again, a one-on-one chat is asked for again", async (t) => {
  withoutBackOff(t);
  const { graph, client } = await atGraph(t);
  const ends = { kind: "network", message: /broke off/, outcome: "unknown", status: 201, attempts: 1 };
  for (const of of [client, clientOf(graph, { onUnknown: "repeat" })]) {
    graph.fault({ cut: "midBody", after: true });
    await failure(of.createChat(group), ends);
  }
  assert.deepEqual(counts(graph), [2], "each of the two calls made one");
  graph.fault({ cut: "midBody", after: true });
  const found = await clientOf(graph, { onUnknown: "look" }).createChat({ ...group, topic: "Another" });
  assert.deepEqual([found.status, found.found], ["created", true]);

  graph.fault({ cut: "midBody", after: true, times: 3 });
  const result = await client.createChat(oneOnOne);
  assert.deepEqual([result.attempts, result.chatId], [4, graph.chats.at(-1).id]);
});

test("no connection at all: kind network, with the code of the cause", async (t) => {
  const { graph, client } = await atGraph(t, { maxAttempts: 1 });
  await graph.close();
  const { cause } = await failure(client.createChat(group), { kind: "network", status: null, attempts: 1 });
  assert.deepEqual([cause.name, cause.code], ["TypeError", "ECONNREFUSED"]);
});

test("a Retry-After longer than maxRetryAfterMs fails at once and is told", async (t) => {
  const { graph, client } = await atGraph(t, { maxRetryAfterMs: 5_000 });
  for (const [status, retryAfter, retryAfterMs] of [
    [429, "6", 6_000],
    [503, "99999", 99_999_000],
    [429, "9".repeat(40), Number.MAX_SAFE_INTEGER],
  ]) {
    graph.fault({ status, headers: { "Retry-After": retryAfter } });
    const expected = { kind: "graph", status, outcome: "notCreated", attempts: 1, retryAfterMs };
    await failure(client.createChat(group), expected);
  }
  await stillWorks(client);
});

test("an outcome that was once unknown stays so, whatever follows", async (t) => {
  withoutBackOff(t);
  const { graph, client } = await atGraph(t);
  for (const [fault, kind, status] of [
    [{ answer: "noLicence" }, "graph", 403],
    [{ status: 401 }, "graph", 401],
    [{ status: 429, headers: { "Retry-After": "99999" } }, "graph", 429],
    [{ status: 204, body: "" }, "protocol", 204],
  ]) {
    graph.fault({ status: 504, after: true });
    graph.fault(fault);
    await failure(client.createChat(oneOnOne), { kind, status, outcome: "unknown", attempts: 2 });
  }
  const auth = t.mock.fn(fails);
  auth.mock.mockImplementationOnce(() => token, 0);
  graph.fault({ status: 504 });
  const call = clientOf(graph, { auth }).createChat(oneOnOne);
  await failure(call, { kind: "auth", outcome: "unknown", attempts: 1 });
  assert.equal(auth.mock.callCount(), 2);
});

const tokenFor = (claims) => (claims ? "with-claims" : "without");

test("a claims challenge: a provider function is asked once more, with the claims", async (t) => {
  const auth = t.mock.fn(async ({ claims }) => tokenFor(claims));
  const { graph, client } = await atGraph(t, { auth, maxAttempts: 1 });
  graph.fault({ answer: "claimsChallenge" });
  const result = await client.createChat(group);
  assert.deepEqual([result.status, result.attempts], ["created", 2]);
  assert.deepEqual(
    givenTo(auth).map(({ claims }) => claims),
    [undefined, challengedClaims],
  );
  assert.deepEqual(
    graph.requests.map((request) => headersOf(request).authorization),
    ["Bearer without", "Bearer with-claims"],
  );
  assert.deepEqual(counts(graph), [1]);

  graph.fault({ answer: "claimsChallenge", times: "always" });
  const refused = { kind: "graph", status: 401, outcome: "notCreated", attempts: 2 };
  await failure(client.createChat(group), refused);
  assert.equal(auth.mock.callCount(), 4);
});

test("a claims challenge: a credential is asked once more, with the claims among the options", async (t) => {
  const getToken = t.mock.fn(async (_, { claims }) => ({ token: tokenFor(claims) }));
  const { graph, client } = await atGraph(t, { auth: { getToken } });
  const { signal } = new AbortController();
  graph.fault({ answer: "claimsChallenge" });
  const result = await client.createChat(oneOnOne, { signal });
  assert.deepEqual([result.status, result.attempts], ["created", 2]);
  const scope = "https://graph.microsoft.com/.default";
  assert.deepEqual(
    getToken.mock.calls.map((call) => call.arguments),
    [
      [scope, { abortSignal: signal }],
      [scope, { claims: challengedClaims, abortSignal: signal }],
    ],
  );
});

test("a provider that fails when asked for claims ends the call: nothing was made", async (t) => {
  const auth = ({ claims }) => {
    if (claims) throw Object.assign(new Error("interaction required"), { code: "E_INTERACTION" });
    return token;
  };
  const { graph, client } = await atGraph(t, { auth });
  graph.fault({ answer: "claimsChallenge" });
  const expected = { kind: "auth", outcome: "notCreated", attempts: 1 };
  const { cause } = await failure(client.createChat(group), expected);
  assert.deepEqual([cause.message, cause.code], ["interaction required", "E_INTERACTION"]);
  await stillWorks(client);
});

test("a 401 that is no claims challenge is not repeated", async (t) => {
  const auth = t.mock.fn(() => token);
  const { graph, client } = await atGraph(t, { auth });
  // More in tests/simulation.
  const headers = [
    null,
    'Bearer error="invalid_token", claims="e30="',
    'Bearer error="insufficient_claims", claims="e30',
  ];
  for (const header of headers) {
    graph.fault({ status: 401, headers: { "WWW-Authenticate": header } });
    await failure(client.createChat(group), { status: 401, attempts: 1 }, header);
  }
  assert.equal(auth.mock.callCount(), headers.length);
});

test("a callback is given what is said of it, and nothing of ours", async (t) => {
  const seen = [];
  function onAttempt() {
    seen.push(this);
  }
  const { client } = await atGraph(t);
  await client.createChat(group, { onAttempt });
  await client.createChats([group], { onAttempt }).next();
  assert.deepEqual(seen, [undefined, undefined]);
});

test("a callback that throws or rejects changes nothing", async (t) => {
  const { graph, client } = await atGraph(t);
  graph.fault({ status: 429, ...atOnce });
  for (const fail of [fails, async () => fails()]) {
    assert.equal((await client.createChat(group, { onAttempt: fail })).status, "created");
    const outcomes = client.createChats([group, oneOnOne], { onProgress: fail, onAttempt: fail });
    for await (const { status } of outcomes) assert.equal(status, "created");
  }
});
