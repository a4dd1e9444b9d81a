/** The operation behind a 202: its form, its type, who may look. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { unsignedJwt } from "./index.mjs";
import { appId, create, ids, oneOnOne, runningGraph, send, withApp } from "./testing.mjs";

const example = JSON.parse(
  readFileSync(new URL("../fixtures/graph/operation.beta.json", import.meta.url), "utf8"),
);
const prefer = { prefer: "include-unknown-enum-members" };

async function started(graph) {
  const { headers } = await create(graph, withApp(oneOnOne()));
  return headers.get("location");
}

test("it looks as documented", async (t) => {
  const graph = await runningGraph(t, { operationStatuses: ["succeeded"], now: () => Date.UTC(2026, 0, 31) });
  const location = await started(graph);
  const { body, headers } = await send(graph, `/beta${location}`, { headers: prefer });
  assert.deepEqual(Object.keys(body), Object.keys(example));
  const { id } = graph.chats[0];
  assert.deepEqual(body, {
    ...example,
    "@odata.context": `https://graph.microsoft.com/beta/$metadata#chats('${encodeURIComponent(id)}')/operations/$entity`,
    id: graph.operations[0].id,
    createdDateTime: "2026-01-31T00:00:00.000Z",
    lastActionDateTime: "2026-01-31T00:00:00.000Z",
    targetResourceId: id,
    targetResourceLocation: `/chats('${id}')`,
    values: JSON.stringify({ appIds: [appId] }),
  });
  assert.equal(headers.get("preference-applied"), "include-unknown-enum-members");
});

test("its type is hidden from those who do not ask", async (t) => {
  const graph = await runningGraph(t);
  const location = await started(graph);
  const plain = await send(graph, `/v1.0${location}`);
  assert.equal(plain.body.operationType, "unknownFutureValue");
  assert.equal(plain.headers.get("preference-applied"), null);
  assert.equal((await send(graph, `/v1.0${location}`, { headers: prefer })).body.operationType, "createChat");
});

test("it is found by segment and by quoted key, escaped or not", async (t) => {
  const graph = await runningGraph(t);
  await started(graph);
  const [{ id, chatId }] = graph.operations;
  const quoted = encodeURIComponent(`('${chatId}')`).replaceAll("'", "%27");
  for (const path of [
    `/chats/${chatId}/operations/${id}`,
    `/chats/${encodeURIComponent(chatId)}/operations('${id}')`,
    `/chats${quoted}/operations/${id}`,
  ]) {
    assert.equal((await send(graph, `/beta${path}`)).body.id, id, path);
  }
  for (const path of [`/chats/${chatId}/operations/${ids.one}`, `/chats/${ids.one}/operations/${id}`]) {
    assert.equal((await send(graph, `/beta${path}`)).status, 404);
  }
  assert.equal((await send(graph, `/chats/${chatId}/operations/${id}`)).status, 404, "without a version");
});

test("a token that may only create may not look", async (t) => {
  const graph = await runningGraph(t);
  const location = await started(graph);
  const jwts = [{ scp: "Chat.Create" }, { roles: ["Chat.Create"] }].map(unsignedJwt);
  for (const token of ["standin-create-only", ...jwts]) {
    assert.equal((await create(graph, oneOnOne(), { token })).status, 201);
    const answer = await send(graph, `/v1.0${location}`, { token });
    assert.equal(answer.status, 403);
    assert.match(answer.body.error.message, /^Missing (scope|role) permissions on the request\./);
  }
  assert.equal(
    (await send(graph, `/v1.0${location}`, { token: unsignedJwt({ scp: "Chat.ReadBasic" }) })).status,
    200,
  );
});
