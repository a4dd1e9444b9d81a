/** Creating and reading chats over HTTP: documented bodies, headers, one chat per pair, a new one per group. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { create, group, ids, oneOnOne, postJson, runningGraph, send, withApp } from "./testing.mjs";

const examples = new URL("../fixtures/graph/examples/", import.meta.url);
const guid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const shapes = {
  oneOnOne: new RegExp(`^19:${guid}_${guid}@unq\\.gbl\\.spaces$`),
  group: /^19:[0-9a-f]{32}@thread\.v2$/,
};

test("documented requests get documented answers", async (t) => {
  for (const file of readdirSync(examples)) {
    await t.test(file, async (t) => {
      const graph = await runningGraph(t);
      const { request, response } = JSON.parse(readFileSync(new URL(file, examples), "utf8"));
      const version = file.startsWith("beta") ? "beta" : "v1.0";
      const answer = await postJson(graph, `/${version}/chats`, request);
      assert.equal(answer.status, response.status);
      assert.equal(graph.chats.length, 1);
      if (response.status === 202) {
        assert.equal(answer.text, "");
        assert.equal(answer.headers.get("content-type"), null);
        assert.match(
          answer.headers.get("location"),
          /^\/chats\('19:[^']+'\)\/operations\('[0-9a-f-]{110}'\)$/,
        );
        assert.equal(answer.headers.get("location").length, response.headers.Location.length);
        return;
      }
      const known = Object.keys(response.body).filter((name) => name !== "webUrl");
      assert.deepEqual(
        Object.keys(answer.body).filter((name) => known.includes(name)),
        known,
      );
      for (const name of ["@odata.context", "topic", "chatType"]) {
        assert.equal(answer.body[name], response.body[name]);
      }
      assert.match(answer.body.id, shapes[request.chatType]);
    });
  }
});

test("ids and times are the same in every run", async (t) => {
  const now = () => Date.UTC(2026, 0, 31, 9);
  const bodies = [];
  for (let run = 0; run < 2; run += 1) {
    const graph = await runningGraph(t, { now });
    await create(graph, group());
    const { status, body, headers } = await create(graph, oneOnOne("Adele@contoso.com"));
    bodies.push({ status, body, requestId: headers.get("request-id") });
    assert.equal(body.createdDateTime, "2026-01-31T09:00:00.000Z");
  }
  assert.deepEqual(bodies[0], bodies[1]);
});

test("an existing one-on-one chat is returned instead of a second one", async (t) => {
  const graph = await runningGraph(t);
  const first = await create(graph, oneOnOne(ids.one, "o''brien@contoso.com"));
  const swapped = oneOnOne("O%27%27Brien%40CONTOSO.com", ids.one.toUpperCase());
  const second = await create(graph, swapped);
  assert.deepEqual([second.status, second.body.id], [201, first.body.id]);
  assert.deepEqual([graph.requests[0].created, graph.requests[0].existed], [first.body.id, null]);
  assert.deepEqual([graph.requests[1].created, graph.requests[1].existed], [null, first.body.id]);

  graph.configure({ existingStatus: 200 });
  assert.equal((await create(graph, swapped)).status, 200);
  assert.equal((await create(graph, oneOnOne(ids.two, ids.one))).status, 201);
  assert.equal(graph.chats.length, 2);
});

test("each group is a new one", async (t) => {
  const graph = await runningGraph(t);
  const made = [await create(graph, group()), await create(graph, group())];
  assert.notEqual(made[0].body.id, made[1].body.id);
  const users = Object.values(ids).sort();
  assert.deepEqual(graph.summary(), {
    count: 2,
    groups: [{ chatType: "group", topic: "Group chat title", members: users, count: 2 }],
  });
});

test("headers of an answer", async (t) => {
  const graph = await runningGraph(t);
  const { headers } = await create(graph, group(), { headers: { "client-request-id": "mine" } });
  assert.equal(
    headers.get("content-type"),
    "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8",
  );
  assert.equal(headers.get("client-request-id"), "mine");
  assert.match(headers.get("request-id"), new RegExp(`^${guid}$`));
});

test("bodies that are not valid JSON, or not said to be JSON", async (t) => {
  const graph = await runningGraph(t);
  const message = /^Unable to read JSON request payload\./;
  const json = { "content-type": "application/json" };
  for (const options of [
    { body: "{", headers: json },
    { body: "", headers: json },
    { body: new Uint8Array([0x22, 0xff, 0x22]), headers: json },
    { body: JSON.stringify(group()), headers: { "content-type": "text/plain" } },
    { body: JSON.stringify(group()), headers: { "content-type": "" } },
  ]) {
    const answer = await fetch(`${graph.url}/v1.0/chats`, {
      method: "POST",
      body: options.body,
      headers: { authorization: "Bearer any", ...options.headers },
    });
    assert.equal(answer.status, 400);
    assert.match((await answer.json()).error.message, message);
  }
  assert.deepEqual(graph.chats, []);
  assert.equal(
    (await create(graph, group(), { headers: { "content-type": "Application/JSON; charset=utf-8" } })).status,
    201,
  );
});

test("a body over 4 MB is too large", async (t) => {
  const graph = await runningGraph(t);
  const answer = await create(graph, { ...group(), "@odata.id": "x".repeat(4 * 1024 * 1024) });
  assert.equal(answer.status, 413);
  assert.equal(answer.body.error.code, "RequestEntityTooLarge");
});

test("the log tells what came and what was answered", async (t) => {
  const graph = await runningGraph(t);
  const body = group();
  const answer = await postJson(graph, "/beta/chats?x=1", body, { token: "secret" });
  const [entry] = graph.requests;
  assert.equal(graph.requests.length, 1);
  const { number, method, path, version, query, route, headers, created, answered } = entry;
  assert.deepEqual(
    [number, method, version, path, query, route],
    [1, "POST", "beta", "/chats", { x: "1" }, "createChat"],
  );
  assert.deepEqual([entry.bodyText, entry.body, created], [JSON.stringify(body), body, answer.body.id]);
  assert.equal(headers.authorization, "Bearer secret");
  assert.deepEqual([answered.status, answered.body], [201, answer.body]);
});

test("members over the configured number are dropped without an error", async (t) => {
  const graph = await runningGraph(t, { maxMembersKept: 2 });
  const { status, body } = await create(graph, group());
  assert.equal(status, 201);
  assert.equal((await send(graph, `/v1.0/chats/${body.id}/members`)).body.value.length, 2);
});

test("a national cloud wants its own host in binds", async (t) => {
  const graph = await runningGraph(t, { cloud: "china" });
  assert.equal((await create(graph, group())).status, 400);
  const body = JSON.parse(
    JSON.stringify(group()).replaceAll("graph.microsoft.com", "microsoftgraph.chinacloudapi.cn"),
  );
  const answer = await create(graph, body);
  assert.equal(answer.status, 201);
  assert.match(answer.body["@odata.context"], /^https:\/\/microsoftgraph\.chinacloudapi\.cn\/v1\.0\//);
});

test("reset goes back to the start", async (t) => {
  const graph = await runningGraph(t, { existingStatus: 200 });
  const { requests, chats, operations } = graph;
  await create(graph, withApp(oneOnOne()));
  graph.configure({ existingStatus: 201 });
  graph.fault({ status: 500, times: "always" });
  graph.reset();
  assert.deepEqual([requests.length, chats.length, operations.length], [0, 0, 0]);
  assert.equal((await create(graph, oneOnOne())).status, 201);
  assert.equal((await create(graph, oneOnOne())).status, 200);
});

test("misspelt options are refused", async (t) => {
  const graph = await runningGraph(t);
  assert.throws(() => graph.configure({ clout: "china" }), /no option 'clout'/);
  assert.throws(() => graph.configure({ cloud: "maybe" }), /must be one of/);
  assert.throws(() => graph.configure({ throttle: { ratePerSecond: 0, burst: 1 } }), /ratePerSecond/);
  await assert.rejects(runningGraph(t, { nope: 1 }), /no option 'nope'/);
});
