/** What browsers are told about other origins, and preflights. */
import assert from "node:assert/strict";
import test from "node:test";
import { create, group, runningGraph, send } from "./testing.mjs";

const asked = {
  origin: "http://page.example",
  "access-control-request-method": "POST",
  "access-control-request-headers": "authorization,client-request-id,content-type",
};
const preflight = (graph) => send(graph, "/v1.0/chats", { method: "OPTIONS", token: null, headers: asked });

async function exposedBy(graph) {
  const { headers } = await create(graph, group());
  assert.equal(headers.get("access-control-allow-origin"), "*");
  return headers.get("access-control-expose-headers").split(", ");
}

test("on: any origin, and the headers that a client needs are exposed", async (t) => {
  const graph = await runningGraph(t);
  const exposed = await exposedBy(graph);
  for (const name of ["Retry-After", "request-id", "Location", "WWW-Authenticate"]) {
    assert.ok(exposed.includes(name), name);
  }
  const { status, headers } = await preflight(graph);
  assert.equal(status, 200);
  assert.equal(headers.get("access-control-allow-origin"), "*");
  assert.equal(headers.get("access-control-allow-headers"), asked["access-control-request-headers"]);
  assert.match(headers.get("access-control-allow-methods"), /\bPOST\b/);
});

test("refusals and faults can be read by a page, too", async (t) => {
  const graph = await runningGraph(t);
  graph.fault({ status: 503 });
  for (const answer of [await create(graph, group()), await create(graph, {}, { token: null })]) {
    assert.equal(answer.headers.get("access-control-allow-origin"), "*");
  }
});

test("withoutRetryAfter: sent, but not exposed", async (t) => {
  const graph = await runningGraph(t, { cors: "withoutRetryAfter" });
  const exposed = await exposedBy(graph);
  assert.deepEqual([exposed.includes("Retry-After"), exposed.includes("request-id")], [false, true]);
  graph.fault({ answer: "tooManyRequests" });
  assert.equal((await create(graph, group())).headers.get("retry-after"), "10");
});

test("off: nothing for pages of other origins", async (t) => {
  for (const cors of ["off", false]) {
    const graph = await runningGraph(t, { cors });
    const { headers } = await create(graph, group());
    assert.equal(headers.get("access-control-allow-origin"), null);
    const answer = await preflight(graph);
    assert.deepEqual([answer.status, answer.headers.get("access-control-allow-origin")], [401, null]);
  }
});

test("a preflight needs no token, is logged, and uses up no fault", async (t) => {
  for (const cors of ["on", "off"]) {
    const graph = await runningGraph(t, { cors });
    graph.fault({ status: 500 });
    assert.equal((await preflight(graph)).status, cors === "on" ? 200 : 401);
    assert.equal((await create(graph, group())).status, 500);
    assert.deepEqual(
      graph.requests.map(({ method }) => method),
      ["OPTIONS", "POST"],
    );
  }
});
