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

test("a preflight needs no token, is logged, and uses up no fault", async (t) => {
  const graph = await runningGraph(t);
  graph.fault({ status: 500 });
  assert.equal((await preflight(graph)).status, 200);
  assert.equal((await create(graph, group())).status, 500);
  assert.deepEqual(
    graph.requests.map(({ method }) => method),
    ["OPTIONS", "POST"],
  );
});
