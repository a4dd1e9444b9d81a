// A 202 and its operation: polled at the local Graph until it ends, and what can go wrong meanwhile.

import assert from "node:assert/strict";
import { test } from "node:test";
import { challengedClaims, createOnlyToken } from "../standin/index.mjs";
import { failure } from "./helpers/failure.mjs";
import { atGraph, givenTo, headersOf, stillWorks, token } from "./helpers/local-graph.mjs";
import { importPackage } from "./helpers/packed.mjs";
import { mockedClock, pass, rejection, settled } from "./helpers/settle.mjs";
import { group, never, oneOnOne, operation, refused, stubFetch } from "./helpers/stubs.mjs";

const { ChatsClient } = await importPackage();

const withApp = { ...oneOnOne, installedApps: ["05F59CEC-A742-4A50-A62E-202A57E478A4"] };
const often = { pollIntervalMs: 1 };
const ofPoll = { method: "GET" };

/** A chat with an app, accepted: `{ graph, client, accepted, wait }`. */
async function acceptedAt(t, options, settings) {
  const { graph, client } = await atGraph(t, options, settings);
  const accepted = await client.createChat(withApp);
  return { graph, client, accepted, wait: () => client.waitForOperation(accepted.operation, often) };
}

const polls = (graph) => graph.requests.filter(({ method }) => method === "GET");

test("a chat with an app is accepted, and the operation is followed to its end", async (t) => {
  const { graph, accepted, wait } = await acceptedAt(t);
  const [{ id }] = graph.operations;
  const chatId = `19:${[...oneOnOne.members].reverse().join("_")}@unq.gbl.spaces`;
  assert.equal(graph.chats[0].id, chatId);
  assert.deepEqual(accepted, {
    status: "accepted",
    chatId,
    operation: { location: `/chats('${chatId}')/operations('${id}')` },
    found: false,
    duplicates: [],
    requestId: graph.requests[0].requestId,
    attempts: 1,
  });
  const done = await wait();
  assert.deepEqual([done.status, done.id, done.operationType], ["succeeded", id, "createChat"]);
  assert.deepEqual(done, polls(graph).at(-1).answered.body);
  assert.deepEqual(
    polls(graph).map(({ answered }) => answered.body.status),
    ["notStarted", "inProgress", "succeeded"],
  );
  assert.equal(graph.requests.filter(({ method }) => method === "POST").length, 1);
});

test("a poll asks for what is documented", async (t) => {
  const { graph, accepted, wait } = await acceptedAt(t, { apiVersion: "beta" });
  await wait();
  const [poll] = polls(graph);
  assert.equal(poll.url, `/beta${accepted.operation.location}`);
  assert.equal(poll.headers.prefer, "include-unknown-enum-members");
  assert.equal(headersOf(poll).authorization, `Bearer ${token}`);
  assert.equal(poll.bodyText, "");
  const sent = polls(graph).map((entry) => headersOf(entry)["client-request-id"]);
  assert.equal(new Set(sent).size, 1);
});

test("an operation that fails is an error; the chat may exist", async (t) => {
  const operationStatuses = ["inProgress", "failed"];
  const { graph, client, wait } = await acceptedAt(t, {}, { operationStatuses });
  const graphMessage = "The app could not be installed.";
  const error = await failure(wait(), {
    ...{ kind: "operation", outcome: "unknown", status: 200, code: "Forbidden", attempts: 2, graphMessage },
  });
  assert.ok(!error.message.includes("could not be installed"));
  assert.equal(error.requestId, polls(graph).at(-1).requestId);
  assert.equal(error.clientRequestId, headersOf(polls(graph)[0])["client-request-id"]);
  await stillWorks(client);
});

test("statuses that nobody knows yet count as still running", async (t) => {
  const operationStatuses = ["unknownFutureValue", "invalid", "paused", "", "Succeeded", "succeeded"];
  const { graph, wait } = await acceptedAt(t, {}, { operationStatuses });
  assert.equal((await wait()).status, "succeeded");
  assert.equal(polls(graph).length, operationStatuses.length);
});

test("a poll that fails by network, throttling or 5xx is made again", async (t) => {
  const { graph, wait } = await acceptedAt(t);
  graph.fault({ match: ofPoll, cut: "beforeAnswer" });
  graph.fault({ match: ofPoll, cut: "midBody" });
  graph.fault({ match: ofPoll, status: 429, headers: { "Retry-After": "0" } });
  for (const status of [500, 502, 503, 504, 509]) graph.fault({ match: ofPoll, status, kind: "html" });
  assert.equal((await wait()).status, "succeeded");
  // The poll whose answer was cut off has moved the operation on.
  assert.equal(polls(graph).length, 8 + 2);
});

test("a token that may only create gets a 403 that says what is missing", async (t) => {
  const { client, wait } = await acceptedAt(t, { auth: createOnlyToken });
  await failure(wait(), {
    ...{ kind: "graph", outcome: "unknown", status: 403, code: "Forbidden", attempts: 1 },
    ...{ hint: /Chat\.ReadBasic/, docsUrl: /permissions-reference/ },
  });
  await stillWorks(client);
});

test("other refusals and strange answers end the wait", async (t) => {
  const { graph, client, wait } = await acceptedAt(t);
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
    graph.fault({ match: ofPoll, ...fault });
    await failure(wait(), { kind, status, outcome: "unknown", attempts: 1 });
    await stillWorks(client);
  }
});

test("a claims challenge of a poll is answered once, and every later token is asked for with it", async (t) => {
  const auth = t.mock.fn(() => token);
  const { graph, wait } = await acceptedAt(t, { auth });
  graph.fault({ match: ofPoll, answer: "claimsChallenge" });
  await wait();
  const claims = givenTo(auth).map((context) => context.claims);
  assert.deepEqual(claims.slice(0, 4), [undefined, undefined, challengedClaims, challengedClaims]);

  graph.fault({ match: ofPoll, answer: "claimsChallenge", times: 2 });
  await failure(wait(), { kind: "graph", status: 401, outcome: "unknown", attempts: 2 });
});

test("what Graph has taken over is not sent again where the body of its answer breaks off", async (t) => {
  const headers = { location: operation.location };
  const calls = stubFetch(t, () => ({ status: 202, headers, text: () => Promise.reject(new Error("cut")) }));
  const created = await new ChatsClient({ auth: token }).createChat(withApp);
  assert.deepEqual([created.status, created.operation, calls.length], ["accepted", operation, 1]);
});

/** Waits for an operation whose polls are answered so, under a clock; `steps` of the time pass until it is over. */
async function waitUnderClock(t, respond, { steps, location = operation.location, timeoutMs, ...options }) {
  const clock = mockedClock(t);
  const calls = stubFetch(t, respond);
  const client = new ChatsClient({ auth: token, timeoutMs });
  const wait = client.waitForOperation({ location }, options.wait);
  wait.catch(() => {});
  await pass(clock, ...steps);
  return { wait, calls };
}

const inTime = { kind: "timeout", outcome: "unknown" };

test("the first poll comes after one interval", async (t) => {
  const wait = { pollIntervalMs: 60_000, timeoutMs: 5 };
  const ended = await waitUnderClock(t, succeeded, { wait, steps: [4, 1] });
  await rejection(ended.wait, { ...inTime, attempts: 0 });
  assert.equal(ended.calls.length, 0);
});

test("Retry-After of a poll is kept, up to the time that there is", async (t) => {
  const throttled = () => refused(429, {}, { "Retry-After": "3600" });
  const wait = { pollIntervalMs: 1, timeoutMs: 50 };
  const ended = await waitUnderClock(t, throttled, { wait, steps: [1, 48, 1] });
  await rejection(ended.wait, { ...inTime, attempts: 1 });
  assert.equal(ended.calls.length, 1);
});

test("a poll that gets no answer is bounded by the client's timeoutMs and the wait's", async (t) => {
  const onceSilent = (_, number) => (number === 1 ? never() : succeeded());
  const byClient = await waitUnderClock(t, onceSilent, { wait: often, timeoutMs: 200, steps: [1, 200, 1] });
  assert.equal((await settled(byClient.wait)).value?.status, "succeeded");
  t.mock.timers.reset();
  const wait = { pollIntervalMs: 1, timeoutMs: 60 };
  const byWait = await waitUnderClock(t, never, { wait, steps: [1, 59] });
  await rejection(byWait.wait, inTime);
});

test("a chat that cannot be read ends the wait when its time is over, with what would help", async (t) => {
  const wait = { pollIntervalMs: 1, timeoutMs: 50 };
  const options = { wait, location: "/chats('x')", steps: Array(50).fill(1) };
  const ended = await waitUnderClock(t, () => refused(403), options);
  await rejection(ended.wait, { ...inTime, hint: /Chat\.ReadBasic/ });
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
    const accept = () => new Response("", { status: 202, headers: { Location: location } });
    for (const [baseUrl, expected] of [
      [undefined, direct],
      ["https://proxy.example/graph", proxied],
    ]) {
      const calls = stubFetch(t, ({ method }) => (method === "GET" ? succeeded() : accept()));
      const client = new ChatsClient({ auth: token, baseUrl });
      const create = client.createChat(group);
      if (expected === null) {
        // Refused when the 202 comes, and should it be passed in by hand.
        for (const refused of [create, client.waitForOperation({ location }, often)]) {
          const { message } = await failure(refused, { kind: "protocol", outcome: "unknown" });
          assert.ok(!message.includes(location));
        }
      } else {
        const result = await create;
        assert.deepEqual([result.chatId, result.operation.location], ["19:x@thread.v2", location]);
        await client.waitForOperation(result.operation, often);
      }
      assert.deepEqual(
        calls.slice(1).map(({ method, url }) => [method, url]),
        expected === null ? [] : [["GET", `${expected}${path}`]],
      );
    }
  });
}

const running = () => new Response('{"id":"1","status":"inProgress"}');
const succeeded = () => new Response('{"id":"1","status":"succeeded"}', { status: 202 });
const unknownPath = () => refused(400, { message: "Resource not found for the segment 'operations'." });
const unknownOperation = () => refused(404, { code: "NotFound" });
const theChat = () => new Response('{"id":"19:x@thread.v2","chatType":"group"}');

const theOperation = "/chats('19:x@thread.v2')/operations('1')";
const chatItself = "v1.0/chats/19:x@thread.v2";
const found = { id: "19:x@thread.v2", chatType: "group" };

/** What is asked of Graph, in its order, and how each is answered. */
const places = {
  "on beta where v1.0 does not know it, and from then on": {
    location: theOperation,
    answers: [
      [`v1.0${theOperation}`, unknownPath],
      [`beta${theOperation}`, running],
      [`beta${theOperation}`, succeeded],
    ],
    ends: { id: "1", status: "succeeded" },
  },
  "of the chat where neither version knows it": {
    location: theOperation,
    answers: [
      [`v1.0${theOperation}`, unknownOperation],
      [`beta${theOperation}`, unknownOperation],
      [chatItself, unknownOperation],
      [chatItself, () => refused(403)],
      [chatItself, theChat],
    ],
    ends: found,
  },
  "of the chat where the location names nothing else": {
    location: "/chats('19:x@thread.v2')",
    answers: [[chatItself, theChat]],
    ends: found,
  },
  "in its own version alone where the location names one": {
    location: `/v1.0${theOperation}`,
    answers: [[`v1.0${theOperation}`, unknownOperation]],
  },
  "in no other place once it was seen": {
    location: theOperation,
    answers: [
      [`v1.0${theOperation}`, running],
      [`v1.0${theOperation}`, unknownOperation],
    ],
  },
  "on no chat where the location names none": {
    location: "/teams('x')/operations('1')",
    answers: [
      ["v1.0/teams('x')/operations('1')", unknownOperation],
      ["beta/teams('x')/operations('1')", unknownOperation],
    ],
  },
};

for (const [name, { location, answers, ends }] of Object.entries(places)) {
  test(`an operation is asked for ${name}`, async (t) => {
    const respond = (_, number) => answers[number - 1][1]();
    const options = { wait: often, location, steps: answers.map(() => 1) };
    const { wait, calls } = await waitUnderClock(t, respond, options);
    if (ends) assert.deepEqual((await settled(wait)).value, ends);
    else await rejection(wait, { kind: "graph", outcome: "unknown", status: 404 });
    assert.deepEqual(
      calls.map(({ method, url }) => [method, url]),
      answers.map(([path]) => ["GET", `https://graph.microsoft.com/${path}`]),
    );
  });
}
