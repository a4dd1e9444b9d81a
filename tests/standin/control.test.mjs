/** The control API, as the page uses it. */
import assert from "node:assert/strict";
import test from "node:test";
import { create, group, runningGraph, send } from "./testing.mjs";

const control = (graph, name, body) =>
  send(graph, `/__control/${name}`, { method: "POST", body, token: null });

test("settings, and faults in place of those of the same source", async (t) => {
  const graph = await runningGraph(t, { now: () => 0 });
  const faults = (...specs) => control(graph, "faults", { source: "page", specs });
  await faults({ match: { path: "/chats" }, status: 503, times: "always" });
  assert.equal((await create(graph, group())).status, 503);
  await faults({ match: { path: "/chats" }, status: 502, times: "always" });
  assert.equal((await create(graph, group())).status, 502);
  await faults();
  await control(graph, "configure", { throttle: { ratePerSecond: 1, burst: 1 } });
  assert.equal((await create(graph, group())).status, 201);
  assert.equal((await create(graph, group())).status, 429);
});

test("what cannot be done is said", async (t) => {
  const graph = await runningGraph(t);
  for (const [name, body, message] of [
    ["configure", { nope: 1 }, /no option 'nope'/],
    ["faults", { source: "page", specs: [{ nope: 1 }] }, /no field 'nope'/],
    ["faults", "{", /JSON/],
  ]) {
    const answer = await control(graph, name, body);
    assert.equal(answer.status, 400);
    assert.match(answer.body.message, message);
  }
});

test("the control API is in no log and under no Graph path", async (t) => {
  const graph = await runningGraph(t);
  await control(graph, "configure", {});
  assert.deepEqual(graph.requests, []);
  assert.equal((await send(graph, "/v1.0/__control/configure")).status, 404);
});
