// A chat that is there: found, reused, looked for after a lost answer; its members; its messages. At the local Graph.

import assert from "node:assert/strict";
import { test } from "node:test";
import { unsignedJwt } from "../standin/index.mjs";
import { assertFailure, failure } from "./helpers/failure.mjs";
import { atGraph, clientOf, collect, token } from "./helpers/local-graph.mjs";
import { importPackage } from "./helpers/packed.mjs";
import { group, ids, oneOnOne, stubFetch, stubGlobal } from "./helpers/stubs.mjs";

const { ChatsClient } = await importPackage();

const { setTimeout: realTimer } = globalThis;

/** Pauses between looks and between members take no time; time limits stay as they are. */
const withoutPauses = (t) =>
  stubGlobal(t, "setTimeout", (callback, delayMs, ...rest) =>
    realTimer(callback, delayMs <= 10_000 ? 0 : delayMs, ...rest),
  );

const other = "00000000-0000-4000-8000-00000000c0de";
const applicationToken = unsignedJwt({ idtyp: "app", roles: ["Chat.Create", "Chat.ReadWrite.All"] });
const createOnly = { auth: "standin-create-only" };
const ofCreation = { path: "/chats", method: "POST" };
const requestsTo = (graph, route) => graph.requests.filter((request) => request.route === route);
const creations = (graph) =>
  graph.requests.filter(({ method, path }) => method === "POST" && path === "/chats");
const userIds = (members) => members.map(({ userId }) => userId);

/** The local Graph, a client of it, and a chat that is there. */
async function withChat(t, settings, options) {
  const { graph, client } = await atGraph(t, options, settings);
  return { graph, client, chatId: (await client.createChat(group)).chatId };
}

test("findChats: exactly these members, and the topic where one is given", async (t) => {
  const { client, chatId } = await withChat(t);
  await client.createChat({ ...group, topic: "Another" });
  await client.createChat({ ...group, members: [...group.members, other] });
  await client.createChat({ ...group, topic: null });
  const found = (request, options) => collect(client.findChats(request, options));
  const [{ chat, match }, ...others] = await found(group);
  assert.deepEqual([chat.id, match, userIds(chat.members), others], [chatId, "exact", group.members, []]);
  for (const [request, count, options] of [
    [{ ...group, topic: undefined }, 3],
    [{ ...group, topic: null }, 1],
    [oneOnOne, 0],
    [group, 0, { createdAfter: new Date(Date.now() + 3_600_000) }],
  ]) {
    assert.equal((await found(request, options)).length, count);
  }
});

test("findChats: a page at a time, none ahead, ended by break", async (t) => {
  const { graph, client } = await atGraph(t, {}, { emptyPages: true });
  for (let count = 0; count < 60; count += 1) await client.createChat(group);
  for await (const { match } of client.findChats(group)) {
    assert.equal(match, "exact");
    break;
  }
  assert.equal(requestsTo(graph, "listChats").length, 2);
  assert.equal((await collect(client.findChats(group))).length, 60);
  await assert.doesNotReject(client.findChats(group).return());
});

test("findChats: a request that is wrong, and a list that cannot be read", async (t) => {
  const { graph, client } = await atGraph(t);
  const failed = (request, expected, by = client) => failure(collect(by.findChats(request)), expected);
  await failed({ ...group, members: [] }, { kind: "validation" });
  assert.deepEqual(graph.requests, []);
  const refused = { kind: "graph", outcome: "notCreated", status: 403, hint: /Chat\.ReadBasic/ };
  await failed(group, refused, clientOf(graph, createOnly));
  graph.fault({ match: { path: "/chats" }, status: 200, body: { odd: [] } });
  await failed(group, { kind: "protocol" });
});

test("findChats: an application names the user whose chats it looks through", async (t) => {
  const { graph, chatId } = await withChat(t);
  const client = clientOf(graph, { auth: applicationToken });
  const [found] = await collect(client.findChats(group, { user: ids.one }));
  assert.equal(found.chat.id, chatId);
  await failure(collect(client.findChats(group)), { outcome: "notCreated" });
});

test("the token goes to no other origin, whatever a link says", async (t) => {
  const client = new ChatsClient({ auth: token });
  const page = (link) => new Response(JSON.stringify({ value: [], "@odata.nextLink": link }));
  for (const [link, requests] of [
    ["https://evil.example/v1.0/chats", 1],
    ["//evil.example/v1.0/chats", 1],
    ["https://graph.microsoft.com@evil.example/", 1],
    // Asked before.
    ["https://graph.microsoft.com/v1.0/chats?again", 2],
  ]) {
    const expected = { kind: "protocol", outcome: "notCreated" };
    for (const call of [() => collect(client.findChats(group)), () => client.listMembers("19:x@thread.v2")]) {
      const calls = stubFetch(t, () => page(link));
      await failure(call(), expected);
      const hosts = calls.map(({ url }) => new URL(url).host);
      assert.deepEqual(hosts, Array(requests).fill("graph.microsoft.com"));
    }
  }
});

test("onUnknown look: a group whose answer was lost is found, and never made twice", async (t) => {
  withoutPauses(t);
  const { graph, client } = await withChat(t, {}, { onUnknown: "look" });
  graph.advance(120_000);
  graph.fault({ match: ofCreation, status: 504, after: true });
  const { found, chatId, duplicates } = await client.createChat(group);
  assert.deepEqual([found, chatId, duplicates], [true, graph.chats[1].id, [graph.chats[0].id]]);
  assert.equal(graph.chats.length, 2);
});

test("onUnknown look: what is not there stays unknown, and what cannot be looked for says why", async (t) => {
  withoutPauses(t);
  const { graph, client } = await atGraph(t, { onUnknown: "look" });
  const hint = /looked for three times.*look once more/;
  const lost = { outcome: "unknown", status: 504, attempts: 1 };
  graph.fault({ match: ofCreation, status: 504, times: 2 });
  await failure(client.createChat(group), { ...lost, hint });
  const blind = clientOf(graph, { ...createOnly, onUnknown: "look" });
  const unseen = /^The chat may exist, but could not be looked for\. .*Chat\.ReadBasic/;
  await failure(blind.createChat(group), { ...lost, hint: unseen });
  graph.fault({ match: { inner: true, method: "POST" }, status: 504 });
  const [{ error }] = await collect(client.createChats([group]));
  assertFailure(error, { ...lost, hint });
  assert.equal(graph.chats.length, 0);
});

test("ifExists reuse: the newest that is exactly the one, with nothing sent", async (t) => {
  const { graph, client } = await atGraph(t);
  const reuse = (by) => by.createChat(group, { ifExists: "reuse" });
  assert.equal((await reuse(client)).found, false);
  graph.advance(1000);
  await client.createChat(group);
  const { found, attempts, chatId, duplicates } = await reuse(client);
  const [older, newer] = graph.chats.map(({ id }) => id);
  assert.deepEqual([found, attempts, chatId, duplicates], [true, 0, newer, [older]]);
  assert.equal(creations(graph).length, 2);
  await failure(reuse(clientOf(graph, createOnly)), { outcome: "notCreated" });
});

test("createChats: equal requests become one chat with reuse, and lost answers are looked for", async (t) => {
  withoutPauses(t);
  const { graph, client } = await atGraph(t);
  const requests = [group, { ...group, topic: "Another" }, group];
  const many = async (...given) =>
    (await collect(client.createChats(...given))).sort((one, two) => one.index - two.index);
  const reused = await many(requests, { ifExists: "reuse" });
  assert.deepEqual(
    reused.map(({ found }) => found),
    [false, false, true],
  );
  assert.equal(reused[0].chatId, reused[2].chatId);
  graph.advance(120_000);
  graph.fault({ match: { path: "/$batch" }, status: 504, after: true });
  const looked = await many(requests.slice(0, 2), { onUnknown: "look" });
  assert.deepEqual(
    looked.map(({ status, found }) => `${status} ${found}`),
    ["created true", "created true"],
  );
  assert.equal(graph.chats.length, 4);
});

test("listMembers: all pages, or nothing", async (t) => {
  const { graph, client, chatId } = await withChat(t, { membersPageSize: 2, emptyPages: true });
  assert.deepEqual(userIds(await client.listMembers(chatId)), group.members);
  graph.fault({ match: { pathPattern: "/members$" }, skip: 2, status: 200, body: "half" });
  await failure(client.listMembers(chatId), { kind: "protocol" });
  for (const id of [
    ...[undefined, null, 5, {}, "", "19:a/b", "a?b", "a#b", "19%3Aa", "a b", "..", "x".repeat(1025)],
  ]) {
    const expected = { kind: "usage", attempts: 0, message: /created\.chatId/ };
    await failure(client.listMembers(id), expected, String(id).slice(0, 20));
  }
});

test("missingMembers: who was left out, as given, and who is there besides", async (t) => {
  const { client, chatId } = await withChat(t, { maxMembersKept: 2 });
  const left = { user: ids.three, role: "owner" };
  const compared = (...members) => client.missingMembers(chatId, { ...group, members });
  const { members, missing, unexpected, uncertain } = await compared(ids.one, ids.two, left);
  assert.deepEqual(members, await client.listMembers(chatId));
  assert.deepEqual([missing, unexpected, uncertain], [[left], [], []]);
  assert.equal(missing[0], left);
  const others = await compared(ids.one, "adele@contoso.com");
  assert.deepEqual([others.missing, others.uncertain], [[], ["adele@contoso.com"]]);
  assert.deepEqual(userIds(others.unexpected), [ids.two]);
});

test("addMembers: one after the other, each with its outcome", async (t) => {
  withoutPauses(t);
  const { graph, client, chatId } = await withChat(t, { memberRatePerSecond: null });
  const members = [other, { user: "a b" }, ids.one, "nobody@contoso.com", "adele@contoso.com"];
  const outcomes = await collect(client.addMembers(chatId, new Set(members)));
  assert.deepEqual(
    outcomes.map(({ index, status, error }) => [index, status, error?.kind]),
    [
      [0, "added", undefined],
      [1, "failed", "validation"],
      [2, "added", undefined],
      [3, "failed", "graph"],
      [4, "added", undefined],
    ],
  );
  assert.equal(outcomes[1].error.issues[0].path, "/members/1/user");
  assert.equal((await client.listMembers(chatId)).length, 5);
  const signIn = { status: 200, headers: { "Content-Type": "text/html" }, body: "<title>Sign in</title>" };
  graph.fault({ match: { method: "POST", pathPattern: "/members$" }, ...signIn });
  const [foreign] = await collect(client.addMembers(chatId, [other]));
  assert.deepEqual([foreign.status, foreign.error?.kind], ["failed", "protocol"]);
  for (const none of [undefined, null, "adele@contoso.com", 5, {}]) {
    await failure(collect(client.addMembers(chatId, none)), { kind: "usage" });
  }
});

test("addMembers: leaving the loop and aborting send nothing more", async (t) => {
  withoutPauses(t);
  const { graph, client, chatId } = await withChat(t, { memberRatePerSecond: null });
  const members = [other, "adele@contoso.com"];
  for await (const outcome of client.addMembers(chatId, members)) {
    assert.equal(outcome.status, "added");
    break;
  }
  const outcomes = await collect(client.addMembers(chatId, members, { signal: AbortSignal.abort() }));
  assert.deepEqual(
    outcomes.map(({ error }) => `${error.kind} ${error.outcome}`),
    ["aborted notCreated", "aborted notCreated"],
  );
  assert.equal(requestsTo(graph, "addMember").length, 1);
});

test("sendMessage: text, content, or Graph's own", async (t) => {
  const { graph, client, chatId } = await withChat(t);
  const sent = await client.sendMessage(chatId, "Hello");
  assert.deepEqual([sent.status, sent.attempts, sent.message.body.content], ["sent", 1, "Hello"]);
  const html = { content: "<b>Hi</b>", contentType: "html" };
  const own = { body: { content: "Hi" }, importance: "high" };
  for (const message of [html, own]) await client.sendMessage(chatId, message);
  const bodies = requestsTo(graph, "sendMessage").map(({ body }) => body);
  assert.deepEqual(bodies, [{ body: { content: "Hello" } }, { body: html }, own]);
});

test("sendMessage: what may have arrived is not sent again, and an application may not", async (t) => {
  const { graph, client, chatId } = await withChat(t);
  graph.fault({ match: { method: "POST" }, status: 503, after: true });
  await failure(client.sendMessage(chatId, "Hello"), { outcome: "unknown", attempts: 1 });
  const refused = clientOf(graph, { auth: applicationToken }).sendMessage(chatId, "Hello");
  await failure(refused, { outcome: "notCreated", status: 401, hint: /delegated/ });
  assert.equal(graph.chats[0].messages.length, 1);
});
