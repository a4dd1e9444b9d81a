/** `$batch`: its limits, its answers, and faults inside it. */
import assert from "node:assert/strict";
import test from "node:test";
import {
  batch,
  create,
  group,
  ids,
  innerRequest,
  oneOnOne,
  postJson,
  runningGraph,
  withApp,
} from "./testing.mjs";

const statuses = ({ body }) => body.responses.map(({ id, status }) => `${id} ${status}`).join(", ");

test("each request gets what it would get alone", async (t) => {
  const graph = await runningGraph(t);
  const answer = await batch(graph, [
    innerRequest("a", group()),
    innerRequest("b", oneOnOne()),
    innerRequest("c", withApp(oneOnOne())),
    innerRequest("d", group(ids.one, ids.one)),
    { id: "e", method: "GET", url: "/chats" },
    innerRequest("f", group(), { url: "chats" }),
    innerRequest("g", group(), { url: "/me/chats" }),
    innerRequest("h", group(), { url: "/v1.0/chats" }),
    innerRequest("i", group(), { headers: { "content-type": "text/plain" } }),
  ]);
  assert.equal(answer.status, 200);
  assert.equal(statuses(answer), "a 201, b 201, c 202, d 400, e 200, f 201, g 405, h 400, i 400");
  const [made, , accepted, refused] = answer.body.responses;
  assert.equal(made.headers["Content-Type"], "application/json");
  assert.equal(made.body.chatType, "group");
  assert.match(accepted.headers.Location, /^\/chats\('19:/);
  assert.equal("body" in accepted, false);
  assert.match(refused.body.error.message, /^Duplicate chat members/);
  const [{ inner }] = graph.requests;
  assert.equal(graph.requests.length, 1);
  const logged = inner.slice(0, 4).map(({ id, path, created }) => `${id} ${path} ${created !== null}`);
  assert.deepEqual(logged, ["a /chats true", "b /chats true", "c /chats false", "d /chats false"]);
});

test("limits refuse the batch as a whole", async (t) => {
  const graph = await runningGraph(t);
  const one = innerRequest("1", group());
  const many = (count) => Array.from({ length: count }, (_, index) => innerRequest(String(index), group()));
  const refused = [
    [[], /^Invalid batch payload format\.$/],
    [{}, /^Invalid batch payload format\.$/],
    [[null], /^Invalid batch payload format\.$/],
    [many(21), /exceeds the limit/],
    [[one, { ...one, id: 2 }], /^Invalid batch payload format\.$/],
    [[{ ...one, id: undefined }], /^Invalid batch payload format\.$/],
    [[{ ...one, url: `${graph.url}/v1.0/chats` }], /^Invalid batch payload format\.$/],
    [[{ ...one, url: "//graph.microsoft.com/chats" }], /^Invalid batch payload format\.$/],
    [
      [innerRequest("a", group()), innerRequest("A", group())],
      /^Request Id A has to be unique in a batch\.$/,
    ],
    [
      [one, innerRequest("2", group(), { headers: undefined })],
      /^Write request with id '2' does not contain a Content-Type header\.$/,
    ],
    [
      [innerRequest("x", group(), { headers: { Accept: "a" } })],
      /^Write request with id 'x' does not contain/,
    ],
  ];
  for (const [requests, message] of refused) {
    const answer = await batch(graph, requests);
    assert.equal(answer.status, 400);
    assert.equal(answer.body.error.code, "BadRequest");
    assert.match(answer.body.error.message, message);
  }
  assert.equal((await postJson(graph, "/v1.0/$batch", "{")).status, 400);
  assert.deepEqual(graph.chats, []);
  assert.equal((await batch(graph, many(20))).body.responses.length, 20);
});

test("a batch over 4 MB is too large", async (t) => {
  const graph = await runningGraph(t);
  const requests = Array.from({ length: 5 }, (_, index) =>
    innerRequest(String(index), { ...group(), "@odata.id": "x".repeat(1024 * 1024) }),
  );
  assert.equal((await batch(graph, requests)).status, 413);
  assert.deepEqual(graph.chats, []);
});

test("faults inside a batch", async (t) => {
  const graph = await runningGraph(t);
  graph.fault({ match: { inner: true, id: "lost" }, drop: true });
  graph.fault({ match: { inner: true, id: "never" }, cut: "beforeAnswer" });
  graph.fault({ match: { inner: true, id: "after" }, status: 504, after: true });
  graph.fault({ match: { inner: true, id: "before" }, status: 503, headers: { "Retry-After": "3" } });
  graph.fault({ match: { inner: true, id: "page" }, status: 502, kind: "html" });
  graph.fault({ match: { inner: true, chatType: "oneOnOne" }, answer: "tooManyRequests" });
  const answer = await batch(graph, [
    ...["lost", "never", "after", "before", "page"].map((id) => innerRequest(id, group())),
    innerRequest("throttled", oneOnOne()),
    innerRequest("fine", oneOnOne()),
  ]);
  assert.equal(statuses(answer), "after 504, before 503, page 502, throttled 429, fine 201");
  const byId = Object.fromEntries(answer.body.responses.map((response) => [response.id, response]));
  assert.equal(byId.before.headers["Retry-After"], "3");
  assert.equal(byId.throttled.headers["Retry-After"], "10");
  assert.match(Buffer.from(byId.page.body, "base64").toString(), /^<!DOCTYPE html>/);
  const made = graph.requests[0].inner.filter(({ created }) => created !== null).map(({ id }) => id);
  assert.deepEqual(made, ["lost", "after", "fine"]);
});

test("a fault of single requests leaves those in batches alone, and the other way round", async (t) => {
  const graph = await runningGraph(t);
  const outer = graph.fault({ match: { path: "/chats" }, status: 500 });
  const inner = graph.fault({ match: { path: "/chats", inner: true }, status: 500 });
  const two = [innerRequest("1", group()), innerRequest("2", group())];
  assert.equal(statuses(await batch(graph, two)), "1 500, 2 201");
  assert.deepEqual([outer.hits, inner.hits], [0, 1]);
  assert.equal((await create(graph, group())).status, 500);
  graph.fault({ match: { path: "/$batch" }, cut: "afterCreate" });
  await assert.rejects(batch(graph, [innerRequest("1", group())]));
  assert.equal(graph.chats.length, 2);
});
