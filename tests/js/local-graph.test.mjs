// Creating chats at the local Graph: what is sent, with each kind of auth, and what comes back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { failure } from "./helpers/failure.mjs";
import { atGraph, clientOf, givenTo, headersOf, token } from "./helpers/local-graph.mjs";
import { importPackage } from "./helpers/packed.mjs";
import { group, ids, oneOnOne, stubFetch } from "./helpers/stubs.mjs";

const { buildChat, ChatsClient, ChatError } = await importPackage();

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const hosts = {
  global: "graph.microsoft.com",
  usGovernmentL4: "graph.microsoft.us",
  usGovernmentL5: "dod-graph.microsoft.us",
  china: "microsoftgraph.chinacloudapi.cn",
};

test("a chat is created, sent as documented", async (t) => {
  const { graph, client } = await atGraph(t);
  const result = await client.createChat(group);
  const [request] = graph.requests;
  assert.equal(graph.requests.length, 1);
  assert.deepEqual([request.method, request.url], ["POST", "/v1.0/chats"]);
  assert.equal(request.bodyText, JSON.stringify(buildChat(group)));
  const sent = headersOf(request);
  assert.deepEqual([sent.authorization, sent["content-type"]], [`Bearer ${token}`, "application/json"]);
  assert.match(sent["client-request-id"], uuid);
  assert.deepEqual(result, {
    status: "created",
    chat: request.answered.body,
    chatId: graph.chats[0].id,
    found: false,
    duplicates: [],
    requestId: request.requestId,
    attempts: 1,
  });
  assert.equal(result.chat.id, graph.chats[0].id);
  assert.equal(result.chat.topic, group.topic);
});

test("every property of the answer is kept, those of later versions too", async (t) => {
  const { graph, client } = await atGraph(t);
  const later = { a: [1, null, { b: "é😀" }] };
  const body = { id: "19:x@thread.v2", "@odata.context": "y", later, big: 1e21 };
  graph.fault({ status: 201, body: JSON.stringify(body) });
  assert.deepEqual((await client.createChat(group)).chat, body);
});

test("an existing one-on-one chat is returned, with 201 or 200; a group is always new", async (t) => {
  const { graph, client } = await atGraph(t);
  const first = await client.createChat(oneOnOne);
  for (const existingStatus of [201, 200]) {
    graph.configure({ existingStatus });
    const again = await client.createChat({ ...oneOnOne, members: [ids.two, { user: ids.one }] });
    assert.deepEqual([again.status, again.chat.id], ["created", first.chat.id]);
  }
  const groups = [await client.createChat(group), await client.createChat(group)];
  assert.notEqual(groups[0].chat.id, groups[1].chat.id);
  assert.equal(graph.chats.length, 3);
});

test("a client-request-id of the caller is sent, else each call has its own", async (t) => {
  const { graph, client } = await atGraph(t);
  for (const clientRequestId of ["my-own-id", undefined, undefined]) {
    await client.createChat(group, { clientRequestId });
  }
  const sent = graph.requests.map((request) => headersOf(request)["client-request-id"]);
  assert.equal(sent[0], "my-own-id");
  assert.equal(new Set(sent).size, 3);
});

test("the version and the path of baseUrl are part of the URL; bind URLs keep the cloud's host", async (t) => {
  const calls = stubFetch(t);
  for (const [baseUrl, apiVersion, url] of [
    ["https://proxy.example", "v1.0", "https://proxy.example/v1.0/chats"],
    ["https://proxy.example/", "beta", "https://proxy.example/beta/chats"],
    ["https://proxy.example:8443/graph/", "beta", "https://proxy.example:8443/graph/beta/chats"],
    ["http://localhost:4010/x/y", "v1.0", "http://localhost:4010/x/y/v1.0/chats"],
    ["http://127.9.9.9", "v1.0", "http://127.9.9.9/v1.0/chats"],
    ["http://[::1]:8080", "v1.0", "http://[::1]:8080/v1.0/chats"],
  ]) {
    await new ChatsClient({ auth: "token", baseUrl, apiVersion }).createChat(group);
    const call = calls.at(-1);
    assert.equal(call.url, url);
    assert.equal(call.body, JSON.stringify(buildChat(group, { apiVersion })));
    assert.ok(call.body.includes(`https://graph.microsoft.com/${apiVersion}/users(`));
  }
});

test("each cloud is called at its host, with a token for it, also where a baseUrl stands for it", async (t) => {
  const calls = stubFetch(t);
  for (const [cloud, host] of Object.entries(hosts)) {
    const getToken = t.mock.fn(async () => ({ token: `for-${cloud}`, expiresOnTimestamp: 0 }));
    for (const [apiVersion, baseUrl] of [["v1.0"], ["beta"], ["beta", "https://proxy.example"]]) {
      await new ChatsClient({ auth: { getToken }, cloud, apiVersion, baseUrl }).createChat(group);
      const { method, url, headers, body } = calls.at(-1);
      assert.deepEqual([method, url], ["POST", `${baseUrl ?? `https://${host}`}/${apiVersion}/chats`]);
      assert.deepEqual(headers, {
        authorization: `Bearer for-${cloud}`,
        "client-request-id": headers["client-request-id"],
        "content-type": "application/json",
      });
      assert.equal(body.split(`https://${host}/${apiVersion}/users(`).length, 4);
    }
    assert.deepEqual(givenTo(getToken).flat(), Array(3).fill(`https://${host}/.default`));
  }
});

test("a provider function is asked before each call, with the signal", async (t) => {
  const { graph } = await atGraph(t);
  const { signal } = new AbortController();
  const give = t.mock.fn(() => `token-${give.mock.callCount() + 1}`);
  for (const auth of [give, async (context) => give(context)]) {
    await clientOf(graph, { auth }).createChat(group, { signal });
    await clientOf(graph, { auth }).createChat(group);
  }
  assert.deepEqual(
    graph.requests.map((request) => headersOf(request).authorization),
    ["Bearer token-1", "Bearer token-2", "Bearer token-3", "Bearer token-4"],
  );
  assert.deepEqual(givenTo(give), [{ signal }, {}, { signal }, {}]);
});

test("a credential is asked as its own method, with the signal as abortSignal", async (t) => {
  class Credential {
    #calls = [];
    get calls() {
      return this.#calls;
    }
    async getToken(_, options) {
      this.#calls.push(options);
      return { token: "of-a-class", expiresOnTimestamp: 1 };
    }
  }
  const auth = new Credential();
  const { graph, client } = await atGraph(t, { auth });
  const { signal } = new AbortController();
  await client.createChat(group, { signal });
  await client.createChat(group);
  assert.equal(headersOf(graph.requests[0]).authorization, "Bearer of-a-class");
  assert.deepEqual(auth.calls, [{ abortSignal: signal }, {}]);
});

test("an invalid request is not sent, and no token is asked for", async (t) => {
  const auth = t.mock.fn(() => "token");
  const { graph, client } = await atGraph(t, { auth, caller: ids.three });
  for (const [request, code] of [
    [{ chatType: "group" }, "membersMissing"],
    [oneOnOne, "callerNotMember"],
  ]) {
    const expected = { kind: "validation", outcome: "notCreated", attempts: 0, status: null };
    const error = await failure(client.createChat(request), expected);
    assert.deepEqual(
      error.issues.map((issue) => issue.code),
      [code],
    );
  }
  assert.deepEqual([auth.mock.callCount(), graph.requests.length], [0, 0]);
  await client.createChat(group);
});

test("calls at the same time do not disturb each other", async (t) => {
  const { graph, client } = await atGraph(t);
  graph.fault({ match: { chatType: "oneOnOne" }, status: 403, times: "always" });
  const results = await Promise.allSettled(
    Array.from({ length: 40 }, (_, index) =>
      client.createChat(index % 2 ? oneOnOne : { ...group, topic: `${index}` }),
    ),
  );
  for (const [index, { value, reason }] of results.entries()) {
    if (index % 2) assert.ok(reason instanceof ChatError && reason.status === 403);
    else assert.equal(value.chat.topic, `${index}`);
  }
});
