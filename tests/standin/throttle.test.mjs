/** Throttling by token bucket, under a clock that the test moves. */
import assert from "node:assert/strict";
import test from "node:test";
import { batch, create, group, innerRequest, runningGraph, send } from "./testing.mjs";

const stopped = { now: () => Date.UTC(2026, 0, 31) };

const retryAfter = (answer) => answer.headers.get("retry-after");

/** The statuses of so many, those refused with their Retry-After. */
async function createMany(graph, count) {
  const answers = [];
  for (let index = 0; index < count; index += 1) {
    const answer = await create(graph, group());
    answers.push([answer.status, retryAfter(answer)].filter(Boolean).join(" after "));
  }
  return answers.join(", ");
}

test("a burst passes, then one request each so often", async (t) => {
  const graph = await runningGraph(t, { ...stopped, throttle: { ratePerSecond: 0.5, burst: 2 } });
  assert.equal(await createMany(graph, 4), "201, 201, 429 after 2, 429 after 2");
  graph.advance(1999);
  assert.equal(await createMany(graph, 1), "429 after 1");
  graph.advance(1);
  assert.equal(await createMany(graph, 2), "201, 429 after 2");
  graph.advance(60_000);
  assert.equal(await createMany(graph, 3), "201, 201, 429 after 2");
  assert.equal(graph.chats.length, 5);
});

test("Retry-After is kept to: who waits it is served", async (t) => {
  for (const ratePerSecond of [0.3, 1, 3, 7, 30]) {
    const graph = await runningGraph(t, { ...stopped, throttle: { ratePerSecond, burst: 1 } });
    for (let round = 0; round < 5; round += 1) {
      const [, seconds] = /^201, 429 after (\d+)$/.exec(await createMany(graph, 2));
      graph.advance(Number(seconds) * 1000);
    }
  }
});

test("refused requests may count, too", async (t) => {
  const throttle = { ratePerSecond: 1, burst: 2, countRefused: true };
  const graph = await runningGraph(t, { ...stopped, throttle });
  const refused = "429 after 1, 429 after 2, 429 after 3, 429 after 3";
  assert.equal(await createMany(graph, 6), `201, 201, ${refused}`);
  graph.advance(3000);
  assert.equal(await createMany(graph, 1), "201");
});

test("Retry-After can be fixed, and the limit changed or lifted", async (t) => {
  const throttle = { ratePerSecond: 1, burst: 1, retryAfterSeconds: 7 };
  const graph = await runningGraph(t, { ...stopped, throttle });
  assert.equal(await createMany(graph, 2), "201, 429 after 7");
  graph.configure({ throttle: { ratePerSecond: 1, burst: 2 } });
  assert.equal(await createMany(graph, 3), "201, 201, 429 after 1");
  graph.configure({ throttle: null });
  assert.equal(await createMany(graph, 1), "201");
});

test("in a batch each request counts, the batch does not", async (t) => {
  const graph = await runningGraph(t, { ...stopped, throttle: { ratePerSecond: 1, burst: 3 } });
  const requests = ["1", "2", "3", "4", "5"].map((id) => innerRequest(id, group()));
  const { status, body } = await batch(graph, requests);
  assert.equal(status, 200);
  assert.deepEqual(
    body.responses.map(({ status }) => status),
    [201, 201, 201, 429, 429],
  );
  assert.equal(body.responses[3].headers["Retry-After"], "1");
  assert.equal(body.responses[3].body.error.code, "TooManyRequests");
  assert.equal(graph.chats.length, 3);
  assert.equal((await send(graph, "/v1.0/chats")).status, 429);
});
