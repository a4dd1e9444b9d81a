// What is repeated and what never is, at the local Graph; outcomes; claims challenges; aborts and timeouts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { challengedClaims } from "../standin/index.mjs";
import {
  clientOf,
  failure,
  headersOf,
  localGraph,
  stillWorks,
  token,
  withoutBackOff,
} from "./helpers/local-graph.mjs";
import { group, oneOnOne } from "./helpers/stubs.mjs";

const atOnce = { headers: { "Retry-After": "0" } };

/** How many chats there are, and of each group how many alike. */
const counts = (graph) => graph.summary().groups.map(({ count }) => count);

test("429, and 503 with Retry-After, are repeated for a group too: nothing was made", async (t) => {
  const graph = await localGraph(t);
  const attempts = [];
  graph.fault({ status: 429, ...atOnce });
  graph.fault({ status: 503, ...atOnce });
  const result = await clientOf(graph).createChat(group, { onAttempt: (attempt) => attempts.push(attempt) });
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
  "a body that is cut": { cut: "midBody" },
};

for (const [name, fault] of Object.entries(unclear)) {
  test(`${name}: a group is not repeated unless told to, a one-on-one chat is`, async (t) => {
    withoutBackOff(t);
    const graph = await localGraph(t);
    const client = clientOf(graph);
    graph.fault({ ...fault, after: true });
    const error = await failure(client.createChat(group));
    assert.deepEqual(
      [error.kind, error.outcome, error.status, error.attempts],
      [fault.status ? "graph" : "network", "unknown", fault.status ?? null, 1],
    );
    assert.deepEqual([graph.requests.length, counts(graph)], [1, [1]], "it does exist");

    graph.fault({ ...fault, after: true });
    const repeated = await clientOf(graph, { onUnknown: "repeat" }).createChat(group);
    assert.deepEqual([repeated.status, repeated.attempts], ["created", 2]);
    assert.deepEqual(counts(graph), [3], "which is why it is off");

    graph.fault({ ...fault, after: true, times: 3 });
    const { status, attempts, chatId } = await client.createChat(oneOnOne);
    assert.deepEqual([status, attempts, chatId], ["created", 4, graph.chats.at(-1).id]);
    assert.deepEqual(counts(graph), [3, 1]);
  });
}

test("no connection at all: kind network, with the code of the cause", async (t) => {
  const graph = await localGraph(t);
  const client = clientOf(graph, { maxAttempts: 1 });
  await graph.close();
  const error = await failure(client.createChat(group));
  assert.deepEqual([error.kind, error.status, error.attempts], ["network", null, 1]);
  assert.deepEqual([error.cause.name, error.cause.code], ["TypeError", "ECONNREFUSED"]);
});

test("maxAttempts bounds every repetition", async (t) => {
  withoutBackOff(t);
  const graph = await localGraph(t);
  for (const [maxAttempts, fault] of [
    [1, { status: 429, ...atOnce }],
    [2, { status: 503, ...atOnce }],
    [3, { status: 500 }],
    [5, { cut: "beforeAnswer" }],
  ]) {
    graph.reset();
    graph.fault({ ...fault, times: "always" });
    const attempts = [];
    const client = clientOf(graph, { maxAttempts });
    const error = await failure(
      client.createChat(oneOnOne, { onAttempt: (attempt) => attempts.push(attempt) }),
    );
    assert.deepEqual([error.attempts, graph.requests.length], [maxAttempts, maxAttempts]);
    assert.equal(error.outcome, fault.status === 429 || fault.headers ? "notCreated" : "unknown");
    assert.deepEqual(
      attempts.map(({ number, retryInMs }) => [number, retryInMs]),
      Array.from({ length: maxAttempts }, (_, index) => [index + 1, index + 1 < maxAttempts ? 0 : null]),
    );
  }
});

test("a Retry-After longer than maxRetryAfterMs fails at once and is told", async (t) => {
  const graph = await localGraph(t);
  const client = clientOf(graph, { maxRetryAfterMs: 5_000 });
  for (const [status, retryAfter, retryAfterMs] of [
    [429, "6", 6_000],
    [503, "99999", 99_999_000],
    [429, "9".repeat(40), Number.MAX_SAFE_INTEGER],
  ]) {
    graph.fault({ status, headers: { "Retry-After": retryAfter } });
    const error = await failure(client.createChat(group));
    assert.deepEqual(
      [error.kind, error.status, error.outcome, error.attempts, error.retryAfterMs],
      ["graph", status, "notCreated", 1, retryAfterMs],
    );
  }
  await stillWorks(client);
});

test("a 503 whose Retry-After says nothing is one without", async (t) => {
  const graph = await localGraph(t);
  const client = clientOf(graph);
  for (const retryAfter of ["soon", "-1", "1.5", "", "Sun, 06 Nov 1994 08:49:37 GMT"]) {
    graph.fault({ status: 503, headers: { "Retry-After": retryAfter } });
    const error = await failure(client.createChat(group));
    assert.deepEqual(
      [error.status, error.outcome, error.attempts, error.retryAfterMs],
      [503, "unknown", 1, null],
    );
  }
  await stillWorks(client);
});

test("an outcome that was once unknown stays so, whatever follows", async (t) => {
  withoutBackOff(t);
  const graph = await localGraph(t);
  for (const [fault, kind, status] of [
    [{ answer: "noLicence" }, "graph", 403],
    [{ status: 401 }, "graph", 401],
    [{ status: 429, headers: { "Retry-After": "99999" } }, "graph", 429],
    [{ status: 204, body: "" }, "protocol", 204],
  ]) {
    graph.fault({ status: 504, after: true });
    graph.fault(fault);
    const error = await failure(clientOf(graph).createChat(oneOnOne));
    assert.deepEqual([error.kind, error.status, error.outcome, error.attempts], [kind, status, "unknown", 2]);
  }
  let asked = 0;
  const auth = () => {
    asked += 1;
    if (asked > 1) throw new Error("no more");
    return token;
  };
  graph.fault({ status: 504 });
  const error = await failure(clientOf(graph, { auth }).createChat(oneOnOne));
  assert.deepEqual([error.kind, error.outcome, error.attempts, asked], ["auth", "unknown", 1, 2]);
});

test("a claims challenge: a provider function is asked once more, with the claims", async (t) => {
  const graph = await localGraph(t);
  const asked = [];
  const auth = async ({ claims }) => {
    asked.push(claims);
    return claims ? "with-claims" : "without";
  };
  const client = clientOf(graph, { auth, maxAttempts: 1 });
  graph.fault({ answer: "claimsChallenge" });
  const result = await client.createChat(group);
  assert.deepEqual([result.status, result.attempts], ["created", 2]);
  assert.deepEqual(asked, [undefined, challengedClaims]);
  assert.deepEqual(
    graph.requests.map((request) => headersOf(request).authorization),
    ["Bearer without", "Bearer with-claims"],
  );
  assert.deepEqual(counts(graph), [1]);

  graph.fault({ answer: "claimsChallenge", times: "always" });
  const error = await failure(client.createChat(group));
  assert.deepEqual(
    [error.kind, error.status, error.outcome, error.attempts, asked.length],
    ["graph", 401, "notCreated", 2, 4],
  );
});

test("a claims challenge: a credential is asked once more, with the claims among the options", async (t) => {
  const graph = await localGraph(t);
  const asked = [];
  const { signal } = new AbortController();
  const auth = {
    async getToken(scopes, options) {
      asked.push([[scopes].flat(), options.claims, options.abortSignal === signal]);
      return { token: options.claims ? "with-claims" : "without" };
    },
  };
  graph.fault({ answer: "claimsChallenge" });
  const result = await clientOf(graph, { auth }).createChat(oneOnOne, { signal });
  assert.deepEqual([result.status, result.attempts], ["created", 2]);
  const scope = ["https://graph.microsoft.com/.default"];
  assert.deepEqual(asked, [
    [scope, undefined, true],
    [scope, challengedClaims, true],
  ]);
});

test("a claims challenge: a string token cannot answer it", async (t) => {
  const graph = await localGraph(t);
  const client = clientOf(graph);
  graph.fault({ answer: "claimsChallenge" });
  const error = await failure(client.createChat(group));
  assert.deepEqual(
    [error.kind, error.status, error.code, error.outcome, error.attempts],
    ["graph", 401, "InvalidAuthenticationToken", "notCreated", 1],
  );
  assert.equal(graph.requests.length, 1);
  await stillWorks(client);
});

test("a provider that fails when asked for claims ends the call: nothing was made", async (t) => {
  const graph = await localGraph(t);
  const auth = ({ claims }) => {
    if (claims) throw Object.assign(new Error("interaction required"), { code: "E_INTERACTION" });
    return token;
  };
  const client = clientOf(graph, { auth });
  graph.fault({ answer: "claimsChallenge" });
  const error = await failure(client.createChat(group));
  assert.deepEqual([error.kind, error.outcome, error.attempts], ["auth", "notCreated", 1]);
  assert.deepEqual([error.cause.message, error.cause.code], ["interaction required", "E_INTERACTION"]);
  await stillWorks(client);
});

test("a 401 that is no claims challenge is not repeated", async (t) => {
  const graph = await localGraph(t);
  let asked = 0;
  const auth = () => {
    asked += 1;
    return token;
  };
  // More in src/graph/claims.rs.
  for (const header of [
    null,
    'Bearer error="invalid_token", claims="e30="',
    'Bearer error="insufficient_claims", claims="e30',
  ]) {
    asked = 0;
    graph.fault({ status: 401, headers: { "WWW-Authenticate": header } });
    const error = await failure(clientOf(graph, { auth }).createChat(group));
    assert.deepEqual([error.status, error.attempts, asked], [401, 1, 1], header);
  }
});

test("timeoutMs of the client, and of a call, end an attempt; the chat may exist", async (t) => {
  withoutBackOff(t);
  const graph = await localGraph(t);
  graph.fault({ hold: "first", times: 3 });
  const byClient = await failure(clientOf(graph, { timeoutMs: 20 }).createChat(group));
  const byCall = await failure(clientOf(graph).createChat(group, { timeoutMs: 20 }));
  for (const error of [byClient, byCall]) {
    assert.deepEqual(
      [error.kind, error.outcome, error.status, error.attempts],
      ["timeout", "unknown", null, 1],
    );
  }
  const attempts = [];
  const result = await clientOf(graph, { timeoutMs: 500 }).createChat(oneOnOne, {
    onAttempt: ({ status }) => attempts.push(status),
  });
  assert.equal(result.status, "created");
  assert.deepEqual([attempts[0], attempts.at(-1)], [null, 201]);
  graph.release("first");
});

test("aborting ends the call at once: before, during the request, during the back-off", async (t) => {
  const graph = await localGraph(t);
  const client = clientOf(graph);
  const before = await failure(client.createChat(group, { signal: AbortSignal.abort("a text") }));
  assert.deepEqual([before.kind, before.outcome, before.attempts], ["aborted", "notCreated", 0]);
  assert.equal(graph.requests.length, 0);

  graph.fault({ hold: "request" });
  const during = new AbortController();
  const call = client.createChat(group, { signal: during.signal });
  await graph.held("request");
  during.abort();
  const error = await failure(call);
  assert.deepEqual([error.kind, error.outcome, error.attempts], ["aborted", "unknown", 1]);
  graph.release("request");

  for (const [status, outcome] of [
    [429, "notCreated"],
    [503, "notCreated"],
    [500, "unknown"],
  ]) {
    graph.fault({ status, headers: { "Retry-After": "100" } });
    const waiting = new AbortController();
    const stopped = await failure(
      client.createChat(oneOnOne, { signal: waiting.signal, onAttempt: () => waiting.abort(null) }),
    );
    assert.deepEqual([stopped.kind, stopped.outcome, stopped.attempts], ["aborted", outcome, 1]);
    assert.equal(stopped.retryAfterMs, 100_000);
  }
  await stillWorks(client);
});

test("a callback is given what is said of it, and nothing of ours", async (t) => {
  const seen = [];
  function callback() {
    seen.push(this);
  }
  const client = clientOf(await localGraph(t));
  await client.createChat(group, { onAttempt: callback });
  for await (const { status } of client.createChats([group], { onAttempt: callback })) {
    assert.equal(status, "created");
  }
  assert.deepEqual(seen, [undefined, undefined]);
});

test("a callback that throws changes nothing", async (t) => {
  const graph = await localGraph(t);
  graph.fault({ status: 429, ...atOnce });
  const client = clientOf(graph);
  for (const onAttempt of [
    () => {
      throw new Error("thrown on purpose");
    },
    () => Promise.reject(new Error("rejected on purpose")),
  ]) {
    assert.equal((await client.createChat(group, { onAttempt })).status, "created");
  }
  for (const fail of [
    () => {
      throw new Error("thrown on purpose");
    },
    async () => {
      throw new Error("rejected on purpose");
    },
  ]) {
    const outcomes = [];
    const options = { onProgress: fail, onAttempt: fail };
    for await (const { status } of client.createChats([group, oneOnOne], options)) outcomes.push(status);
    assert.deepEqual(outcomes, ["created", "created"]);
  }
});
