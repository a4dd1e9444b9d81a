/** What is done with a chat that is there: lists, members, messages; alone and inside a batch. */
import assert from "node:assert/strict";
import test from "node:test";
import { unsignedJwt } from "./index.mjs";
import {
  batch,
  create,
  group,
  ids,
  innerRequest,
  member,
  oneOnOne,
  postJson,
  runningGraph,
  send,
} from "./testing.mjs";

const applicationToken = unsignedJwt({ idtyp: "app", roles: ["Chat.ReadWrite.All"] });
const [four, five] = ["4", "5"].map((digit) => `00000000-0000-0000-0000-00000000000${digit}`);
const below = (id) => `/v1.0/chats/${encodeURIComponent(id)}`;
const idsOf = ({ body }) => body.value.map(({ id }) => id);
const refusalOf = ({ status, body: { error } }) => [status, error.code, error.message];

/** All pages of a list, each asked below the local Graph whatever host its link names. */
async function pagesOf(graph, path) {
  const pages = [];
  for (let next = path; next !== undefined; ) {
    const { status, body } = await send(graph, next);
    assert.equal(status, 200);
    pages.push(body.value.length);
    const link = body["@odata.nextLink"];
    if (link !== undefined) assert.equal(new URL(link).origin, "https://graph.microsoft.com");
    next = link && new URL(link).pathname + new URL(link).search;
  }
  return pages;
}

/** A local Graph whose clock moves only when told. */
const stopped = (t, options) => runningGraph(t, { now: () => Date.UTC(2026, 0, 31), ...options });

async function created(graph, body) {
  graph.advance(1000);
  return (await create(graph, body)).body.id;
}

test("chats are listed by latest message, whoever sent it", async (t) => {
  const graph = await stopped(t);
  const first = await created(graph, group());
  const second = await created(graph, group());
  assert.deepEqual(idsOf(await send(graph, "/v1.0/chats")), [second, first]);
  graph.advance(1000);
  await postJson(graph, `${below(first)}/messages`, { body: { content: "Hello" } });
  const order = encodeURIComponent("lastMessagePreview/createdDateTime desc");
  for (const path of ["/v1.0/chats", "/v1.0/me/chats", `/beta/chats?$orderby=${order}`]) {
    assert.deepEqual(idsOf(await send(graph, path)), [first, second]);
  }
});

test("a new chat is listed after the delay, and is there before", async (t) => {
  const graph = await stopped(t, { listDelayMs: 5000 });
  const id = await created(graph, group());
  assert.deepEqual(idsOf(await send(graph, "/v1.0/chats")), []);
  assert.equal((await send(graph, below(id))).status, 200);
  graph.advance(5000);
  assert.deepEqual(idsOf(await send(graph, "/v1.0/chats")), [id]);
});

test("each token lists what it may", async (t) => {
  const graph = await runningGraph(t);
  await create(graph, group(ids.one, ids.two));
  await create(graph, group(ids.two, ids.three));
  const token = unsignedJwt({ oid: ids.three, scp: "Chat.ReadBasic" });
  const listed = async (path, by) => (await send(graph, path, { token: by })).body.value?.length;
  assert.equal(await listed("/v1.0/chats"), 2);
  assert.equal(await listed("/v1.0/me/chats", token), 1);
  assert.equal(await listed(`/v1.0/users/${ids.three}/chats`, token), 1);
  assert.equal((await send(graph, `/v1.0/users/${ids.one}/chats`, { token })).status, 403);
  assert.equal(await listed(`/v1.0/users('${ids.two}')/chats`, applicationToken), 2);
  assert.equal((await send(graph, "/v1.0/chats", { token: applicationToken })).status, 412);
  assert.equal((await send(graph, "/v1.0/me/chats", { token: applicationToken })).status, 400);
});

test("pages have at most fifty chats, empty ones too, and link to the cloud's own host", async (t) => {
  const graph = await runningGraph(t);
  for (let count = 0; count < 5; count += 1) await create(graph, group());
  assert.deepEqual(await pagesOf(graph, "/v1.0/chats?$top=2"), [2, 2, 1]);
  assert.deepEqual(await pagesOf(graph, "/v1.0/me/chats?$top=5"), [5]);
  graph.configure({ emptyPages: true });
  assert.deepEqual(await pagesOf(graph, `/v1.0/users/${ids.one}/chats?$top=3`), [0, 3, 0, 2]);
  const wrong = "$top=51 $top=0 $expand=tabs $orderby=topic $filter=topic%20eq%20'x' $count=true";
  for (const query of wrong.split(" ")) {
    assert.equal((await send(graph, `/v1.0/chats?${query}`)).status, 400, query);
  }
});

test("members are expanded up to 25, and listed whole by pages", async (t) => {
  const graph = await runningGraph(t, { membersPageSize: 20 });
  const users = Array.from({ length: 30 }, (_, index) => `user${index}@contoso.com`);
  const { body } = await create(graph, group(...users));
  const listed = await send(graph, "/v1.0/chats?$expand=members");
  assert.equal(listed.body.value[0].members.length, 25);
  assert.deepEqual(await pagesOf(graph, `${below(body.id)}/members`), [20, 10]);
  graph.configure({ membersPageSize: null, emptyPages: true });
  assert.deepEqual(await pagesOf(graph, `/beta/chats('${body.id}')/members`), [0, 30]);
  assert.equal((await send(graph, "/v1.0/chats/19:none@thread.v2/members")).status, 404);
  const [one] = (await send(graph, `${below(body.id)}/members?$skiptoken=0-`)).body.value;
  assert.deepEqual(
    [one.email, one.roles, one.tenantId],
    ["user0@contoso.com", ["owner"], "b33cbe9f-8ebe-4f2a-912b-7e2a427f477f"],
  );
});

test("a list can be narrowed to recent chats", async (t) => {
  const graph = await stopped(t);
  await created(graph, group());
  graph.advance(3_600_000);
  const recent = await created(graph, group());
  const path = `/v1.0/chats?$filter=${encodeURIComponent("lastUpdatedDateTime ge 2026-01-31T00:30:00Z")}`;
  assert.deepEqual(idsOf(await send(graph, path)), [recent]);
});

test("a member is added with 201 and no body, one a second on one chat", async (t) => {
  const graph = await stopped(t);
  const path = `${below(await created(graph, group()))}/members`;
  const other = `${below(await created(graph, group()))}/members`;
  const added = await postJson(graph, path, member(four, { roles: ["owner"] }));
  assert.deepEqual([added.status, added.text], [201, ""]);
  assert.match(added.headers.get("location"), /^\/chats\('.+'\)\/members\/.+/);
  const tooSoon = await postJson(graph, path, member(five));
  assert.deepEqual([tooSoon.status, tooSoon.headers.get("retry-after")], [429, "1"]);
  assert.equal((await postJson(graph, other, member(five))).status, 201);
  graph.advance(1000);
  assert.equal((await postJson(graph, path, member(five))).status, 201);
  const { body } = await send(graph, path);
  assert.deepEqual(
    body.value.slice(3).map(({ userId }) => userId),
    [four, five],
  );
});

test("a member that cannot be added is refused", async (t) => {
  const graph = await stopped(t, { memberRatePerSecond: null });
  const path = `${below(await created(graph, group()))}/members`;
  const withoutRole = await postJson(graph, path, member(four, { roles: [] }));
  assert.deepEqual(refusalOf(withoutRole), [400, "BadRequest", "Must specify a role for the new member."]);
  for (const [status, body, to = path, options] of [
    [400, member(four, { roles: ["member"] })],
    [409, member(ids.one)],
    [404, member("nobody@contoso.com")],
    [400, member(four, { "@odata.type": undefined })],
    [403, member(four), path, { token: "standin-create-only" }],
    [404, member(four), `${below("19:none@thread.v2")}/members`],
  ]) {
    assert.equal((await postJson(graph, to, body, options)).status, status);
  }
  const pair = await created(graph, oneOnOne());
  const fixed = await postJson(graph, `${below(pair)}/members`, member(four));
  assert.deepEqual(refusalOf(fixed), [403, "Forbidden", "InsufficientPrivileges"]);
  assert.match(fixed.body.error.innerError.message, /roster/);
  assert.equal((await send(graph, path)).body.value.length, 3);
});

test("a message is sent by a user, never by an application", async (t) => {
  const graph = await runningGraph(t);
  const { body: chat } = await create(graph, group());
  const path = `${below(chat.id)}/messages`;
  const token = unsignedJwt({ oid: ids.one, scp: "ChatMessage.Send" });
  const message = { body: { contentType: "html", content: "<p>Hello</p>" } };
  const sent = await postJson(graph, path, message, { token });
  assert.equal(sent.status, 201);
  assert.deepEqual(
    [sent.body.chatId, sent.body.body, sent.body.from.user.id],
    [chat.id, message.body, ids.one],
  );
  assert.deepEqual((await postJson(graph, path, { body: { content: "Hi" } })).body.body, {
    contentType: "text",
    content: "Hi",
  });
  const refused = await postJson(graph, path, message, { token: applicationToken });
  assert.deepEqual(refusalOf(refused).slice(0, 2), [401, "Unauthorized"]);
  assert.match(
    refused.body.error.message,
    /^Message POST is allowed in application-only context only for import/,
  );
  assert.equal((await postJson(graph, path, message, { token: "standin-create-only" })).status, 403);
  assert.equal((await postJson(graph, path, { body: { content: " " } })).status, 400);
  assert.equal((await postJson(graph, path, { body: { content: "x".repeat(28 * 1024 + 1) } })).status, 413);
  assert.equal((await postJson(graph, `${below("19:none@thread.v2")}/messages`, message)).status, 404);
  assert.equal(graph.chats[0].messages.length, 2);
});

test("inside a batch each of them gets what it would get alone", async (t) => {
  const graph = await stopped(t);
  const id = await created(graph, group());
  const inner = (name, changes) =>
    innerRequest(name, undefined, { headers: undefined, method: "GET", ...changes });
  const write = (name, url, body) => innerRequest(name, body, { url });
  const answer = await batch(graph, [
    inner("a", { url: "/me/chats?$expand=members" }),
    inner("b", { url: `/chats/${encodeURIComponent(id)}/members` }),
    write("c", `/chats/${encodeURIComponent(id)}/members`, member(four)),
    write("d", `/chats/${encodeURIComponent(id)}/members`, member(five)),
    write("e", `/chats/${encodeURIComponent(id)}/messages`, { body: { content: "Hello" } }),
  ]);
  assert.deepEqual(
    answer.body.responses.map(({ status }) => status),
    [200, 200, 201, 429, 201],
  );
  assert.deepEqual(
    answer.body.responses.map(({ body }) => body?.value?.length ?? null),
    [1, 3, null, null, null],
  );
});
