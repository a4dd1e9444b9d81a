/** Faults on demand: what a client sees, and whether a chat was made all the same. */
import assert from "node:assert/strict";
import test from "node:test";
import { create, group, oneOnOne, runningGraph, send, withApp } from "./testing.mjs";

const chatsAfter = (graph) => graph.chats.length;

test("an answer instead of the work", async (t) => {
  const graph = await runningGraph(t);
  const cases = [
    [{ status: 503, headers: { "Retry-After": "2" } }, 503, /^\{"error":\{"code":"ServiceUnavailable"/],
    [
      { status: 500, body: { error: { code: "x", message: "y" } } },
      500,
      /^\{"error":\{"code":"x","message":"y"\}\}$/,
    ],
    [{ status: 502, kind: "html" }, 502, /^<!DOCTYPE html>/],
    [{ status: 500, kind: "empty" }, 500, /^$/],
    [{ status: 400, kind: "cutJson" }, 400, /^\{"error":\{"code":"UnknownError"[^}]*$/],
    [{ status: 200, kind: "garbage" }, 200, /not json$/],
    [{ status: 204 }, 204, /^$/],
    [{ status: 403, body: "plain text" }, 403, /^plain text$/],
    [{ answer: "upnNotFound", details: { users: ["x"] } }, 404, /user principal name 'x'/],
    [{ answer: "noLicence", status: 418 }, 418, /license/],
  ];
  for (const [fault, status, text] of cases) {
    graph.fault(fault);
    const answer = await create(graph, group());
    assert.equal(answer.status, status);
    assert.match(answer.text, text);
  }
  assert.equal(graph.requests[0].answered.headers["Retry-After"], "2");
  assert.equal(chatsAfter(graph), 0);
});

test("a body of 10 MB arrives whole", async (t) => {
  const graph = await runningGraph(t);
  graph.fault({ status: 500, kind: "huge" });
  const answer = await create(graph, group());
  assert.ok(answer.text.length > 10 * 1024 * 1024);
  assert.equal(answer.body.error.code, "InternalServerError");
});

test("an answer after the work: the chat is there all the same", async (t) => {
  const graph = await runningGraph(t);
  const cases = [
    [{ status: 504, after: true }, 504],
    [{ status: 429, after: true, headers: { "Retry-After": "1" } }, 429],
    [{ status: 201, kind: "garbage", after: true }, 201],
    [{ status: 201, kind: "empty", after: true }, 201],
    [{ answer: "skypeBackend", after: true }, 500],
  ];
  for (const [index, [fault, status]] of cases.entries()) {
    graph.fault(fault);
    const answer = await create(graph, group());
    assert.equal(answer.status, status);
    assert.equal(answer.body?.id, undefined);
    assert.equal(chatsAfter(graph), index + 1);
  }
});

test("a normal answer with another status or other headers", async (t) => {
  const graph = await runningGraph(t);
  graph.fault({ status: 200, after: true });
  const asOk = await create(graph, group());
  assert.deepEqual([asOk.status, asOk.body.id], [200, graph.chats[0].id]);
  graph.fault({ headers: { "request-id": null, "X-Other": "1" } });
  const { status, headers } = await create(graph, group());
  assert.deepEqual([status, headers.get("request-id"), headers.get("x-other")], [201, null, "1"]);
});

test("another Location, or none", async (t) => {
  const graph = await runningGraph(t);
  const locations = [
    "https://evil.example/v1.0/chats('x')/operations('y')",
    "//evil.example/chats('x')/operations('y')",
    "https://graph.microsoft.com/beta/chats('x')/operations('y')",
    null,
  ];
  for (const Location of locations) {
    graph.fault({ headers: { Location } });
    const answer = await create(graph, withApp(oneOnOne()));
    assert.deepEqual([answer.status, answer.headers.get("location")], [202, Location]);
  }
});

test("a redirect", async (t) => {
  const graph = await runningGraph(t);
  graph.fault({ redirect: "https://evil.example/v1.0/chats" });
  const found = await create(graph, group());
  assert.deepEqual([found.status, found.headers.get("location")], [302, "https://evil.example/v1.0/chats"]);
  graph.fault({ redirect: "https://evil.example/", status: 308 });
  assert.equal((await create(graph, group())).status, 308);
  assert.equal(chatsAfter(graph), 0);
});

test("a connection cut before the work, after it, and in the middle of the answer", async (t) => {
  const graph = await runningGraph(t);
  const made = [];
  const cuts = ["beforeAnswer", "midBodyUndone", "afterCreate", "midBody"];
  for (const cut of cuts) {
    graph.fault({ cut });
    await assert.rejects(create(graph, group()), { name: "TypeError" });
    made.push(chatsAfter(graph));
  }
  assert.deepEqual(made, [0, 0, 1, 2]);
  assert.deepEqual(
    graph.requests.map(({ answered }) => answered.cut),
    cuts,
  );
  assert.equal((await create(graph, group())).status, 201);
});

test("the head of an answer that is cut in its body arrives", async (t) => {
  const graph = await runningGraph(t);
  graph.fault({ cut: "midBody" });
  const answer = await fetch(`${graph.url}/v1.0/chats`, {
    method: "POST",
    headers: { authorization: "Bearer any", "content-type": "application/json" },
    body: JSON.stringify(group()),
  });
  assert.equal(answer.status, 201);
  await assert.rejects(answer.text());
});

test("a request can be held before the work or after it", async (t) => {
  const graph = await runningGraph(t);
  graph.fault({ hold: "before" });
  graph.fault({ hold: "after", after: true, status: 504 });
  const first = create(graph, group());
  await graph.held("before");
  const second = create(graph, group());
  await graph.held("after");
  assert.equal(chatsAfter(graph), 1);
  assert.deepEqual(
    graph.requests.map(({ answered }) => answered),
    [null, null],
  );
  graph.release("after");
  assert.equal((await second).status, 504);
  graph.release("before");
  assert.equal((await first).status, 201);
  assert.equal(chatsAfter(graph), 2);
});

test("an abort while a request is held does not undo it", async (t) => {
  const graph = await runningGraph(t);
  graph.fault({ hold: "x" });
  const stopping = new AbortController();
  const aborted = create(graph, group(), { signal: stopping.signal });
  await graph.held("x");
  stopping.abort();
  await assert.rejects(aborted, { name: "AbortError" });
  graph.release("x");
  await create(graph, group());
  assert.equal(chatsAfter(graph), 2);
});

test("requests that wait do not keep the server from closing", async (t) => {
  const graph = await runningGraph(t);
  graph.fault({ hold: "x" });
  const waiting = create(graph, group()).catch((error) => error);
  await graph.held("x");
  await graph.close();
  await waiting;
});

test("which request a fault hits", async (t) => {
  const graph = await runningGraph(t);
  const statusOf = async (body, options) => (await create(graph, body, options)).status;
  graph.fault({ match: { chatType: "oneOnOne" }, status: 500 });
  assert.deepEqual(
    [await statusOf(group()), await statusOf(oneOnOne()), await statusOf(oneOnOne())],
    [201, 500, 201],
  );

  graph.fault({ skip: 1, times: 2, status: 500 });
  const statuses = [];
  for (let count = 0; count < 4; count += 1) {
    statuses.push(await statusOf(group()));
  }
  assert.deepEqual(statuses, [201, 500, 500, 201]);

  graph.fault({ match: { method: "GET", pathPattern: "/members$" }, status: 500 });
  assert.equal((await send(graph, "/v1.0/chats")).status, 200);
  assert.equal((await send(graph, "/v1.0/chats/x/members")).status, 500);

  graph.fault({ match: { token: "that one" }, status: 500 });
  graph.fault({ match: (entry) => entry.body.topic === "that one", status: 502 });
  assert.equal(await statusOf(group()), 201);
  assert.equal(await statusOf({ ...group(), topic: "that one" }), 502);

  const always = graph.fault({ times: "always", status: 500 });
  assert.deepEqual([await statusOf(group()), await statusOf(group())], [500, 500]);
  assert.equal(always.hits, 2);
  always.remove();
  assert.equal(await statusOf(group()), 201);
});

test("faults are a queue", async (t) => {
  const graph = await runningGraph(t);
  graph.fault({ status: 500 });
  graph.fault({ status: 502 });
  const statuses = [];
  for (let count = 0; count < 3; count += 1) {
    statuses.push((await create(graph, group())).status);
  }
  assert.deepEqual(statuses, [500, 502, 201]);
});

test("misspelt faults are refused", async (t) => {
  const graph = await runningGraph(t);
  for (const fault of [
    { staus: 500 },
    { match: { pth: "/" } },
    { cut: "x" },
    { kind: "x" },
    { answer: "x" },
  ]) {
    assert.throws(() => graph.fault(fault), TypeError);
  }
});
