// A 202 and its operation: polled at the local Graph until it ends, and what can go wrong meanwhile.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createOnlyToken } from "../standin/index.mjs";
import { clientOf, failure, headersOf, localGraph, stillWorks, token } from "./helpers/local-graph.mjs";
import { importPackage } from "./helpers/packed.mjs";
import { group, ids, oneOnOne, refused, stubFetch } from "./helpers/stubs.mjs";

const { ChatsClient } = await importPackage();

const withApp = { ...oneOnOne, installedApps: ["05F59CEC-A742-4A50-A62E-202A57E478A4"] };
const often = { pollIntervalMs: 1 };
const chatId = "19:82af01c5-f7cc-4a2e-a728-3a5df21afd9d_8b081ef6-4792-4def-b2c9-c363a1bf41d5@unq.gbl.spaces";

/** A chat with an app, accepted: `{ graph, client, accepted }`. */
async function accepted(t, { options, auth = token, ...more } = {}) {
  const graph = await localGraph(t, options);
  const client = clientOf(graph, { auth, ...more });
  return { graph, client, accepted: await client.createChat(withApp) };
}

const polls = (graph) => graph.requests.filter(({ method }) => method === "GET");

test("a chat with an app is accepted, and the operation is followed to its end", async (t) => {
  const { graph, client, accepted: result } = await accepted(t);
  const [{ id }] = graph.operations;
  const location = `/chats('${chatId}')/operations('${id}')`;
  assert.deepEqual(result, {
    status: "accepted",
    chatId,
    operation: { location },
    found: false,
    duplicates: [],
    requestId: graph.requests[0].requestId,
    attempts: 1,
  });
  const operation = await client.waitForOperation(result.operation, often);
  assert.deepEqual(
    [operation.status, operation.id, operation.operationType],
    ["succeeded", id, "createChat"],
  );
  assert.deepEqual(operation, polls(graph).at(-1).answered.body);
  assert.deepEqual(
    polls(graph).map(({ answered }) => answered.body.status),
    ["notStarted", "inProgress", "succeeded"],
  );
  assert.equal(graph.requests.filter(({ method }) => method === "POST").length, 1);
});

test("a poll asks for what is documented", async (t) => {
  const { graph, client, accepted: result } = await accepted(t, { apiVersion: "beta" });
  await client.waitForOperation(result.operation, often);
  const [poll] = polls(graph);
  assert.equal(poll.url, `/beta${result.operation.location}`);
  assert.equal(poll.headers.prefer, "include-unknown-enum-members");
  assert.equal(headersOf(poll).authorization, `Bearer ${token}`);
  assert.equal(poll.bodyText, "");
  const sent = polls(graph).map((entry) => headersOf(entry)["client-request-id"]);
  assert.equal(new Set(sent).size, 1);
});

test("the first poll comes after one interval", async (t) => {
  const { graph, client, accepted: result } = await accepted(t);
  const error = await failure(
    client.waitForOperation(result.operation, { pollIntervalMs: 60_000, timeoutMs: 5 }),
  );
  assert.deepEqual([error.kind, error.outcome, error.attempts], ["timeout", "unknown", 0]);
  assert.equal(polls(graph).length, 0);
  await stillWorks(client);
});

test("an operation that fails is an error; the chat may exist", async (t) => {
  const {
    graph,
    client,
    accepted: result,
  } = await accepted(t, {
    options: { operationStatuses: ["inProgress", "failed"] },
  });
  const error = await failure(client.waitForOperation(result.operation, often));
  assert.deepEqual(
    [error.kind, error.outcome, error.status, error.code, error.attempts],
    ["operation", "unknown", 200, "Forbidden", 2],
  );
  assert.equal(error.graphMessage, "The app could not be installed.");
  assert.ok(!error.message.includes("could not be installed"));
  assert.equal(error.requestId, polls(graph).at(-1).requestId);
  assert.equal(error.clientRequestId, headersOf(polls(graph)[0])["client-request-id"]);
  await stillWorks(client);
});

test("statuses that nobody knows yet count as still running", async (t) => {
  const operationStatuses = ["unknownFutureValue", "invalid", "paused", "", "Succeeded", "succeeded"];
  const { graph, client, accepted: result } = await accepted(t, { options: { operationStatuses } });
  assert.equal((await client.waitForOperation(result.operation, often)).status, "succeeded");
  assert.equal(polls(graph).length, operationStatuses.length);
});

test("a poll that fails by network, throttling or 5xx is made again", async (t) => {
  const { graph, client, accepted: result } = await accepted(t);
  const match = { method: "GET" };
  graph.fault({ match, cut: "beforeAnswer" });
  graph.fault({ match, cut: "midBody" });
  graph.fault({ match, status: 429, headers: { "Retry-After": "0" } });
  for (const status of [500, 502, 503, 504, 509]) graph.fault({ match, status, kind: "html" });
  assert.equal((await client.waitForOperation(result.operation, often)).status, "succeeded");
  // The poll whose answer was cut off has moved the operation on.
  assert.equal(polls(graph).length, 8 + 2);
});

test("Retry-After of a poll is kept, up to the time that there is", async (t) => {
  const { graph, client, accepted: result } = await accepted(t);
  graph.fault({ match: { method: "GET" }, status: 429, headers: { "Retry-After": "3600" } });
  const error = await failure(
    client.waitForOperation(result.operation, { pollIntervalMs: 1, timeoutMs: 50 }),
  );
  assert.deepEqual([error.kind, error.outcome, error.attempts], ["timeout", "unknown", 1]);
  assert.equal(polls(graph).length, 1);
  await stillWorks(client);
});

test("a token that may only create gets a 403 that says what is missing", async (t) => {
  const { client, accepted: result } = await accepted(t, { auth: createOnlyToken });
  const error = await failure(client.waitForOperation(result.operation, often));
  assert.deepEqual(
    [error.kind, error.outcome, error.status, error.code, error.attempts],
    ["graph", "unknown", 403, "Forbidden", 1],
  );
  assert.match(error.hint, /Chat\.ReadBasic/);
  assert.match(error.docsUrl, /permissions-reference/);
  await stillWorks(client);
});

test("other refusals and strange answers end the wait", async (t) => {
  const { graph, client, accepted: result } = await accepted(t);
  for (const [fault, kind, status] of [
    [{ answer: "wrongAudience" }, "graph", 401],
    [{ status: 410, kind: "html" }, "graph", 410],
    [{ redirect: "/v1.0/elsewhere" }, "protocol", 302],
    [{ status: 200, body: "" }, "protocol", 200],
    [{ status: 200, kind: "html" }, "protocol", 200],
    [{ status: 200, kind: "cutJson" }, "protocol", 200],
    [{ status: 200, body: "[]" }, "protocol", 200],
    [{ status: 200, body: '{"status":5}' }, "protocol", 200],
    [{ status: 204, body: "" }, "protocol", 204],
  ]) {
    graph.fault({ match: { method: "GET" }, ...fault });
    const error = await failure(client.waitForOperation(result.operation, often));
    assert.deepEqual([error.kind, error.status, error.outcome], [kind, status, "unknown"]);
    assert.equal(error.attempts, 1);
    await stillWorks(client);
  }
});

test("aborting ends the wait at once, between polls and during one", async (t) => {
  const { graph, client, accepted: result } = await accepted(t);
  const between = new AbortController();
  const waiting = client.waitForOperation(result.operation, { signal: between.signal });
  between.abort("a text");
  assert.deepEqual(await kindAndOutcome(waiting), ["aborted", "unknown"]);
  assert.equal(polls(graph).length, 0);

  graph.fault({ match: { method: "GET" }, hold: "poll" });
  const during = new AbortController();
  const polling = client.waitForOperation(result.operation, { ...often, signal: during.signal });
  await graph.held("poll");
  during.abort();
  assert.deepEqual(await kindAndOutcome(polling), ["aborted", "unknown"]);
  graph.release("poll");

  assert.deepEqual(
    await kindAndOutcome(client.waitForOperation(result.operation, { signal: AbortSignal.abort() })),
    ["aborted", "unknown"],
  );
  await stillWorks(client);
});

const kindAndOutcome = async (promise) => {
  const { kind, outcome } = await failure(promise);
  return [kind, outcome];
};

test("a poll that gets no answer is bounded by the client's timeoutMs and the wait's", async (t) => {
  const { graph, client, accepted: result } = await accepted(t, { timeoutMs: 200 });
  graph.fault({ match: { method: "GET" }, hold: "poll" });
  assert.equal((await client.waitForOperation(result.operation, often)).status, "succeeded");
  assert.ok(polls(graph).length >= 4);
  graph.release("poll");

  graph.fault({ match: { method: "GET" }, hold: "for-ever", times: "always" });
  const error = await failure(
    client.waitForOperation(result.operation, { pollIntervalMs: 1, timeoutMs: 60 }),
  );
  assert.deepEqual([error.kind, error.outcome], ["timeout", "unknown"]);
  graph.release("for-ever");
});

test("a claims challenge of a poll is answered once", async (t) => {
  const claims = [];
  const auth = (context) => {
    claims.push(context.claims);
    return token;
  };
  const { graph, client, accepted: result } = await accepted(t, { auth });
  graph.fault({ match: { method: "GET" }, answer: "claimsChallenge" });
  await client.waitForOperation(result.operation, often);
  assert.equal(claims[2], '{"access_token":{"acrs":{"essential":true,"value":"cp1"}}}');
  assert.deepEqual([claims[0], claims[1], claims[3]], [undefined, undefined, undefined]);

  graph.fault({ match: { method: "GET" }, answer: "claimsChallenge", times: 2 });
  const error = await failure(client.waitForOperation(result.operation, often));
  assert.deepEqual([error.kind, error.status, error.outcome, error.attempts], ["graph", 401, "unknown", 2]);
});

/** Locations: what a 202 says, and where the poll of a client without, or with, a baseUrl goes. More in src/graph/location.rs. */
const path = "chats('19:x@thread.v2')/operations('y')";
const ownBeta = "https://graph.microsoft.com/beta/";
const locations = [
  [`/${path}`, "https://graph.microsoft.com/v1.0/", "https://proxy.example/graph/v1.0/"],
  [`${ownBeta}${path}`, ownBeta, "https://proxy.example/graph/beta/"],
  [`https://proxy.example/graph/v1.0/${path}`, null, "https://proxy.example/graph/v1.0/"],
  [`https://graph.microsoft.com@graph.example/v1.0/${path}`, null, null],
];

for (const [location, direct, proxied] of locations) {
  test(`the location ${location} is polled where it may be`, async (t) => {
    const done = '{"id":"y","status":"succeeded"}';
    const calls = stubFetch(t, ({ method }) =>
      method === "GET"
        ? new Response(done)
        : new Response("", { status: 202, headers: { Location: location } }),
    );
    for (const [baseUrl, expected] of [
      [undefined, direct],
      ["https://proxy.example/graph", proxied],
    ]) {
      const client = new ChatsClient({ auth: token, baseUrl });
      calls.length = 0;
      if (expected === null) {
        // Refused when the 202 comes, and should it be passed in by hand.
        for (const refused of [client.createChat(group), client.waitForOperation({ location }, often)]) {
          const error = await failure(refused);
          assert.deepEqual([error.kind, error.outcome], ["protocol", "unknown"]);
          assert.ok(!error.message.includes(location));
        }
        assert.deepEqual(
          calls.map(({ method }) => method),
          ["POST"],
        );
        continue;
      }
      const result = await client.createChat(group);
      assert.deepEqual([result.chatId, result.operation.location], ["19:x@thread.v2", location]);
      await client.waitForOperation(result.operation, often);
      assert.deepEqual(calls.map(({ method, url }) => [method, url]).slice(1), [
        ["GET", `${expected}${path}`],
      ]);
    }
  });
}

const running = () => new Response('{"id":"1","status":"inProgress"}');
const succeeded = () => new Response('{"id":"1","status":"succeeded"}', { status: 202 });
const unknownPath = () => refused(400, { message: "Resource not found for the segment 'operations'." });
const unknownOperation = () => refused(404, { code: "NotFound" });
const theChat = () => new Response('{"id":"19:x@thread.v2","chatType":"group"}');

/** What is asked of Graph, in its order, and how each is answered. */
const places = {
  "on beta where v1.0 does not know it, and from then on": {
    location: "/chats('19:x@thread.v2')/operations('1')",
    answers: [
      ["v1.0/chats('19:x@thread.v2')/operations('1')", unknownPath],
      ["beta/chats('19:x@thread.v2')/operations('1')", running],
      ["beta/chats('19:x@thread.v2')/operations('1')", succeeded],
    ],
    ends: { id: "1", status: "succeeded" },
  },
  "of the chat where neither version knows it": {
    location: "/chats('19:x@thread.v2')/operations('1')",
    answers: [
      ["v1.0/chats('19:x@thread.v2')/operations('1')", unknownOperation],
      ["beta/chats('19:x@thread.v2')/operations('1')", unknownOperation],
      ["v1.0/chats/19:x@thread.v2", unknownOperation],
      ["v1.0/chats/19:x@thread.v2", () => refused(403)],
      ["v1.0/chats/19:x@thread.v2", theChat],
    ],
    ends: { id: "19:x@thread.v2", chatType: "group" },
  },
  "of the chat where the location names nothing else": {
    location: "/chats('19:x@thread.v2')",
    answers: [["v1.0/chats/19:x@thread.v2", theChat]],
    ends: { id: "19:x@thread.v2", chatType: "group" },
  },
  "in its own version alone where the location names one": {
    location: "/v1.0/chats('19:x@thread.v2')/operations('1')",
    answers: [["v1.0/chats('19:x@thread.v2')/operations('1')", unknownOperation]],
    fails: 404,
  },
  "in no other place once it was seen": {
    location: "/chats('19:x@thread.v2')/operations('1')",
    answers: [
      ["v1.0/chats('19:x@thread.v2')/operations('1')", running],
      ["v1.0/chats('19:x@thread.v2')/operations('1')", unknownOperation],
    ],
    fails: 404,
  },
  "on no chat where the location names none": {
    location: "/teams('x')/operations('1')",
    answers: [
      ["v1.0/teams('x')/operations('1')", unknownOperation],
      ["beta/teams('x')/operations('1')", unknownOperation],
    ],
    fails: 404,
  },
};

for (const [name, { location, answers, ends, fails }] of Object.entries(places)) {
  test(`an operation is asked for ${name}`, async (t) => {
    const calls = stubFetch(t, (_call, number) => answers[number - 1][1]());
    const client = new ChatsClient({ auth: token });
    const waited = client.waitForOperation({ location }, often);
    if (fails === undefined) {
      assert.deepEqual(await waited, ends);
    } else {
      const { kind, outcome, status } = await failure(waited);
      assert.deepEqual([kind, outcome, status], ["graph", "unknown", fails]);
    }
    assert.deepEqual(
      calls.map(({ method, url }) => [method, url]),
      answers.map(([path]) => ["GET", `https://graph.microsoft.com/${path}`]),
    );
  });
}

test("a chat that cannot be read ends the wait when its time is over, with what would help", async (t) => {
  stubFetch(t, () => refused(403));
  const client = new ChatsClient({ auth: token });
  const waited = client.waitForOperation({ location: "/chats('x')" }, { pollIntervalMs: 1, timeoutMs: 50 });
  const error = await failure(waited);
  assert.deepEqual([error.kind, error.outcome], ["timeout", "unknown"]);
  assert.match(error.hint, /Chat\.ReadBasic/);
});

test("the ids of the members are those of the accepted chat", async (t) => {
  const { graph, accepted: result } = await accepted(t);
  assert.equal(graph.chats[0].id, result.chatId);
  for (const id of [ids.one, ids.two]) assert.ok(result.chatId.includes(id));
});
