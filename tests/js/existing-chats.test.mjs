// A chat that is there: found, reused, looked for after a lost answer; its members; its messages. At the local Graph.

import assert from "node:assert/strict";
import { test } from "node:test";
import { unsignedJwt } from "../standin/index.mjs";
import { clientOf, failure, localGraph, token } from "./helpers/local-graph.mjs";
import { importPackage } from "./helpers/packed.mjs";
import { group, ids, oneOnOne, stubFetch, stubGlobal } from "./helpers/stubs.mjs";

const { ChatsClient, isChatError } = await importPackage();

const { setTimeout: realTimer } = globalThis;

/** Pauses between looks and between members take no time; time limits stay as they are. */
const withoutPauses = (t) =>
  stubGlobal(t, "setTimeout", (callback, delayMs, ...rest) =>
    realTimer(callback, delayMs <= 10_000 ? 0 : delayMs, ...rest),
  );

async function collect(iterable) {
  const results = [];
  for await (const result of iterable) results.push(result);
  return results;
}

const outcomesOf = async (iterable) =>
  (await collect(iterable)).map(({ index, status, error }) => [index, status, error?.kind ?? null]);

const other = "00000000-0000-4000-8000-00000000c0de";
const applicationToken = unsignedJwt({ idtyp: "app", roles: ["Chat.Create", "Chat.ReadWrite.All"] });
const creations = (graph) =>
  graph.requests.filter(({ method, path }) => method === "POST" && path === "/chats").length;

test("findChats: exactly these members, and the topic where one is given", async (t) => {
  const graph = await localGraph(t);
  const client = clientOf(graph);
  const wanted = await client.createChat(group);
  await client.createChat({ ...group, topic: "Another" });
  await client.createChat({ ...group, members: [...group.members, other] });
  await client.createChat({ ...group, topic: null });
  const idsOf = async (request, options) =>
    (await collect(client.findChats(request, options))).map(({ chat, match }) => [chat.id, match]);
  assert.deepEqual(await idsOf(group), [[wanted.chatId, "exact"]]);
  assert.equal((await idsOf({ ...group, topic: undefined })).length, 3);
  assert.equal((await idsOf({ ...group, topic: null })).length, 1);
  assert.deepEqual(await idsOf(oneOnOne), []);
  assert.deepEqual(await idsOf(group, { createdAfter: new Date(Date.now() + 60_000) }), []);
  const [found] = await collect(client.findChats(group));
  assert.deepEqual(
    found.chat.members.map(({ userId }) => userId),
    group.members,
  );
});

test("findChats: a page at a time, none ahead, ended by break", async (t) => {
  const graph = await localGraph(t, { emptyPages: true });
  const client = clientOf(graph);
  for (let count = 0; count < 60; count += 1) await client.createChat(group);
  const lists = () => graph.requests.filter(({ route }) => route === "listChats").length;
  for await (const { match } of client.findChats(group)) {
    assert.equal(match, "exact");
    break;
  }
  assert.equal(lists(), 2);
  assert.equal((await collect(client.findChats(group))).length, 60);
  await assert.doesNotReject(client.findChats(group).return());
});

test("findChats: a request that is wrong, options that are, and a list that cannot be read", async (t) => {
  const graph = await localGraph(t);
  const client = clientOf(graph);
  const failed = (request, options, by = client) => failure(collect(by.findChats(request, options)));
  assert.equal((await failed({ ...group, members: [] })).kind, "validation");
  for (const options of [{ createdAfter: "yesterday" }, { user: "a/b" }, { clientRequestId: "x" }, 5]) {
    assert.equal((await failed(group, options)).kind, "usage", JSON.stringify(options));
  }
  assert.deepEqual(graph.requests, []);
  const refused = await failed(group, {}, clientOf(graph, { auth: "standin-create-only" }));
  assert.deepEqual([refused.kind, refused.outcome, refused.status], ["graph", "notCreated", 403]);
  assert.match(refused.hint, /Chat\.ReadBasic/);
  graph.fault({ match: { path: "/chats" }, status: 200, body: { odd: [] } });
  assert.equal((await failed(group)).kind, "protocol");
});

test("findChats: an application names the user whose chats it looks through", async (t) => {
  const graph = await localGraph(t);
  const { chatId } = await clientOf(graph).createChat(group);
  const client = clientOf(graph, { auth: applicationToken });
  const [found] = await collect(client.findChats(group, { user: ids.one }));
  assert.equal(found.chat.id, chatId);
  assert.equal((await failure(collect(client.findChats(group)))).outcome, "notCreated");
});

test("the token goes to no other origin, whatever a link says", async (t) => {
  const page = (link) => new Response(JSON.stringify({ value: [], "@odata.nextLink": link }));
  const links = [
    "https://evil.example/v1.0/chats",
    "//evil.example/v1.0/chats",
    "https://graph.microsoft.com@evil.example/",
  ];
  for (const link of links) {
    const calls = stubFetch(t, () => page(link));
    const client = new ChatsClient({ auth: token });
    const error = await failure(collect(client.findChats(group)));
    assert.deepEqual([error.kind, error.outcome], ["protocol", "notCreated"]);
    assert.deepEqual([...new Set(calls.map(({ url }) => new URL(url).host))], ["graph.microsoft.com"]);
  }
  const calls = stubFetch(t, () => page("https://graph.microsoft.com/v1.0/chats?again"));
  assert.equal(
    (await failure(new ChatsClient({ auth: token }).listMembers("19:x@thread.v2"))).kind,
    "protocol",
  );
  assert.equal(calls.length, 2);
});

test("onUnknown look: a group whose answer was lost is found, and never made twice", async (t) => {
  withoutPauses(t);
  const graph = await localGraph(t);
  const client = clientOf(graph, { onUnknown: "look" });
  await client.createChat(group);
  graph.advance(120_000);
  graph.fault({ match: { path: "/chats", method: "POST" }, status: 504, after: true });
  const result = await client.createChat(group);
  assert.equal(result.found, true);
  assert.equal(result.chatId, graph.chats[1].id);
  assert.deepEqual(result.duplicates, [graph.chats[0].id]);
  assert.equal(graph.chats.length, 2);
});

test("onUnknown look: what is not there stays unknown, and what cannot be looked for says why", async (t) => {
  withoutPauses(t);
  const graph = await localGraph(t);
  graph.fault({ match: { path: "/chats", method: "POST" }, status: 504, times: "always" });
  const error = await failure(clientOf(graph).createChat(group, { onUnknown: "look" }));
  assert.deepEqual([error.outcome, error.status, error.attempts], ["unknown", 504, 1]);
  assert.equal(creations(graph), 1);
  assert.match(error.hint, /looked for three times.*look once more/);
  graph.fault({ match: { inner: true, method: "POST" }, status: 504, times: "always" });
  const [inMany] = await collect(clientOf(graph).createChats([group], { onUnknown: "look" }));
  assert.match(inMany.error.hint, /looked for three times.*look once more/);
  graph.reset();
  graph.fault({ match: { path: "/chats", method: "POST" }, status: 504, times: "always" });
  const blind = clientOf(graph, { auth: "standin-create-only", onUnknown: "look" });
  const unseen = await failure(blind.createChat(group));
  assert.deepEqual([unseen.outcome, unseen.status], ["unknown", 504]);
  assert.match(unseen.hint, /^The chat may exist, but could not be looked for\. .*Chat\.ReadBasic/);
});

test("ifExists reuse: the newest that is exactly the one, with nothing sent", async (t) => {
  const graph = await localGraph(t);
  const client = clientOf(graph);
  const reuse = (request) => client.createChat(request, { ifExists: "reuse" });
  assert.equal((await reuse(group)).found, false);
  graph.advance(1000);
  await client.createChat(group);
  const result = await reuse(group);
  assert.deepEqual([result.found, result.attempts, result.chatId], [true, 0, graph.chats[1].id]);
  assert.deepEqual(result.duplicates, [graph.chats[0].id]);
  assert.equal(creations(graph), 2);
  const refused = clientOf(graph, { auth: "standin-create-only" });
  assert.equal((await failure(refused.createChat(group, { ifExists: "reuse" }))).outcome, "notCreated");
  assert.equal((await failure(client.createChat(group, { ifExists: "never" }))).kind, "usage");
});

test("createChats: equal requests become one chat with reuse, and lost answers are looked for", async (t) => {
  withoutPauses(t);
  const graph = await localGraph(t);
  const client = clientOf(graph);
  const requests = [group, { ...group, topic: "Another" }, group];
  const reused = await collect(client.createChats(requests, { ifExists: "reuse" }));
  assert.deepEqual(
    reused.sort((one, two) => one.index - two.index).map(({ found }) => found),
    [false, false, true],
  );
  assert.equal(reused[0].chatId, reused[2].chatId);
  graph.advance(120_000);
  graph.fault({ match: { path: "/$batch" }, status: 504, after: true });
  const looked = await collect(client.createChats(requests.slice(0, 2), { onUnknown: "look" }));
  assert.deepEqual(
    looked.map(({ status, found }) => [status, found]),
    [
      ["created", true],
      ["created", true],
    ],
  );
  assert.equal(graph.chats.length, 4);
});

test("listMembers: all pages, or nothing", async (t) => {
  const graph = await localGraph(t, { membersPageSize: 2, emptyPages: true });
  const client = clientOf(graph);
  const { chatId } = await client.createChat(group);
  const members = await client.listMembers(chatId);
  assert.deepEqual(
    members.map(({ userId }) => userId),
    group.members,
  );
  graph.fault({ match: { pathPattern: "/members$" }, skip: 2, status: 200, body: "half" });
  assert.equal((await failure(client.listMembers(chatId))).kind, "protocol");
  for (const id of [
    undefined,
    null,
    5,
    "",
    "19:a/b",
    "a?b",
    "a#b",
    "19%3Aa",
    "a b",
    "..",
    "x".repeat(1025),
    {},
  ]) {
    const error = await failure(client.listMembers(id));
    assert.deepEqual([error.kind, error.attempts], ["usage", 0], String(id).slice(0, 20));
    assert.match(error.message, /created\.chatId/);
  }
});

test("missingMembers: who was left out, as given, and who is there besides", async (t) => {
  const graph = await localGraph(t, { maxMembersKept: 2 });
  const client = clientOf(graph);
  const { chatId } = await client.createChat(group);
  const left = { user: ids.three, role: "owner" };
  const request = { ...group, members: [ids.one, ids.two, left] };
  const { members, missing, unexpected, uncertain } = await client.missingMembers(chatId, request);
  assert.deepEqual(members, await client.listMembers(chatId));
  assert.deepEqual([missing, unexpected, uncertain], [[left], [], []]);
  assert.equal(missing[0], left);
  const others = await client.missingMembers(chatId, { ...group, members: [ids.one, "adele@contoso.com"] });
  assert.deepEqual([others.missing, others.uncertain], [[], ["adele@contoso.com"]]);
  assert.deepEqual(
    others.unexpected.map(({ userId }) => userId),
    [ids.two],
  );
});

test("addMembers: one after the other, each with its outcome", async (t) => {
  withoutPauses(t);
  const graph = await localGraph(t, { memberRatePerSecond: null });
  const client = clientOf(graph);
  const { chatId } = await client.createChat(group);
  const members = [other, { user: "a b" }, ids.one, "nobody@contoso.com", "adele@contoso.com"];
  assert.deepEqual(await outcomesOf(client.addMembers(chatId, new Set(members))), [
    [0, "added", null],
    [1, "failed", "validation"],
    [2, "added", null],
    [3, "failed", "graph"],
    [4, "added", null],
  ]);
  const [, wrong] = await collect(client.addMembers(chatId, [other, { user: "a b" }]));
  assert.equal(wrong.error.issues[0].path, "/members/1/user");
  assert.equal((await client.listMembers(chatId)).length, 5);
  for (const none of [undefined, null, "adele@contoso.com", 5, {}]) {
    assert.equal((await failure(collect(client.addMembers(chatId, none)))).kind, "usage");
  }
});

test("addMembers: leaving the loop and aborting send nothing more", async (t) => {
  withoutPauses(t);
  const graph = await localGraph(t, { memberRatePerSecond: null });
  const client = clientOf(graph);
  const { chatId } = await client.createChat(group);
  const added = () => graph.requests.filter(({ route }) => route === "addMember").length;
  for await (const outcome of client.addMembers(chatId, [other, "adele@contoso.com"])) {
    assert.equal(outcome.status, "added");
    break;
  }
  assert.equal(added(), 1);
  const controller = new AbortController();
  controller.abort();
  const options = { signal: controller.signal };
  const outcomes = await collect(client.addMembers(chatId, [other, "adele@contoso.com"], options));
  assert.deepEqual(
    outcomes.map(({ error }) => [error.kind, error.outcome]),
    [
      ["aborted", "notCreated"],
      ["aborted", "notCreated"],
    ],
  );
  assert.equal(added(), 1);
});

test("sendMessage: text, content, or Graph's own", async (t) => {
  const graph = await localGraph(t);
  const client = clientOf(graph);
  const { chatId } = await client.createChat(group);
  const sent = await client.sendMessage(chatId, "Hello");
  assert.deepEqual([sent.status, sent.attempts, sent.message.body.content], ["sent", 1, "Hello"]);
  await client.sendMessage(chatId, { content: "<b>Hi</b>", contentType: "html" });
  await client.sendMessage(chatId, { body: { content: "Hi" }, importance: "high" });
  const bodies = graph.requests.filter(({ route }) => route === "sendMessage").map(({ body }) => body);
  assert.deepEqual(bodies, [
    { body: { content: "Hello" } },
    { body: { content: "<b>Hi</b>", contentType: "html" } },
    { body: { content: "Hi" }, importance: "high" },
  ]);
});

test("sendMessage: what is wrong is not sent, and what may have arrived is not sent again", async (t) => {
  const graph = await localGraph(t);
  const client = clientOf(graph);
  const { chatId } = await client.createChat(group);
  const wrong = [
    [5, "messageNotObject"],
    [{}, "messageContentMissing"],
    [" ", "messageContentBlank"],
    ["é".repeat(14_337), "messageTooLong"],
    [{ content: "x", contentType: "markdown" }, "messageContentTypeUnknown"],
  ];
  for (const [message, code] of wrong) {
    const error = await failure(client.sendMessage(chatId, message));
    assert.deepEqual([error.kind, error.issues[0].code], ["validation", code]);
  }
  graph.fault({ match: { method: "POST" }, status: 503, after: true });
  const lost = await failure(client.sendMessage(chatId, "Hello"));
  assert.deepEqual([lost.outcome, lost.attempts], ["unknown", 1]);
  const refused = await failure(clientOf(graph, { auth: applicationToken }).sendMessage(chatId, "Hello"));
  assert.deepEqual([refused.outcome, refused.status], ["notCreated", 401]);
  assert.match(refused.hint, /application|signed-in user|delegated/i);
  assert.equal(graph.chats[0].messages.length, 1);
});

test("every one of them settles, and tells no secret, when fetch fails", async (t) => {
  stubFetch(t, () => {
    throw new TypeError(`no ${token}`);
  });
  t.mock.method(Math, "random", () => 0);
  const client = new ChatsClient({ auth: token, maxAttempts: 2 });
  const id = "19:x@thread.v2";
  const calls = [
    () => collect(client.findChats(group)),
    () => client.listMembers(id),
    () => client.missingMembers(id, group),
    () => client.sendMessage(id, "Hello"),
    () => client.createChat(group, { ifExists: "reuse" }),
  ];
  for (const call of calls) {
    const error = await failure(call());
    assert.equal(error.kind, "network");
    assert.doesNotMatch(`${error.stack}${JSON.stringify(error)}${error.cause?.message}`, /the-token/);
  }
  const [outcome] = await collect(client.addMembers(id, [other]));
  assert.ok(isChatError(outcome.error));
});
