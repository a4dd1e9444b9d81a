// Creating chats at the local Graph: what is sent, with each kind of auth, and what comes back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { clientOf, failure, headersOf, localGraph, stillWorks, token } from "./helpers/local-graph.mjs";
import { importPackage } from "./helpers/packed.mjs";
import { created, group, ids, oneOnOne, stubFetch } from "./helpers/stubs.mjs";

const { buildChat, ChatsClient, ChatError } = await importPackage();

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const hosts = {
  global: "graph.microsoft.com",
  usGovernmentL4: "graph.microsoft.us",
  usGovernmentL5: "dod-graph.microsoft.us",
  china: "microsoftgraph.chinacloudapi.cn",
};

test("a chat is created, sent as documented", async (t) => {
  const graph = await localGraph(t);
  const result = await clientOf(graph).createChat(group);
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
  const graph = await localGraph(t);
  const body = {
    id: "19:x@thread.v2",
    "@odata.context": "y",
    later: { a: [1, null, { b: "é😀" }] },
    big: 1e21,
  };
  graph.fault({ status: 201, body: JSON.stringify(body) });
  assert.deepEqual((await clientOf(graph).createChat(group)).chat, body);
});

test("an existing one-on-one chat is returned, with 201 or 200; a group is always new", async (t) => {
  const graph = await localGraph(t);
  const client = clientOf(graph);
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
  const graph = await localGraph(t);
  const client = clientOf(graph);
  await client.createChat(group, { clientRequestId: "my-own-id" });
  await client.createChat(group);
  await client.createChat(group);
  const sent = graph.requests.map((request) => headersOf(request)["client-request-id"]);
  assert.equal(sent[0], "my-own-id");
  assert.notEqual(sent[1], sent[2]);
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

for (const [cloud, host] of Object.entries(hosts)) {
  test(`the cloud ${cloud} is called at ${host}, with a token for it`, async (t) => {
    const calls = stubFetch(t);
    const scopes = [];
    const auth = {
      async getToken(scope) {
        scopes.push(scope);
        return { token: `for ${cloud}`.replace(" ", "-"), expiresOnTimestamp: 0 };
      },
    };
    for (const apiVersion of ["v1.0", "beta"]) {
      await new ChatsClient({ auth, cloud, apiVersion }).createChat(group);
      const call = calls.at(-1);
      assert.deepEqual([call.method, call.url], ["POST", `https://${host}/${apiVersion}/chats`]);
      assert.deepEqual(call.headers, {
        authorization: `Bearer for-${cloud}`,
        "client-request-id": call.headers["client-request-id"],
        "content-type": "application/json",
      });
      assert.equal(call.body.split(`https://${host}/${apiVersion}/users(`).length, 4);
    }
    assert.deepEqual(scopes.flat(), [`https://${host}/.default`, `https://${host}/.default`]);
  });
}

test("with a baseUrl a credential is still asked for the cloud's scope", async (t) => {
  const graph = await localGraph(t);
  const scopes = [];
  const auth = {
    async getToken(scope) {
      scopes.push(scope);
      return { token: "x" };
    },
  };
  await clientOf(graph, { auth }).createChat(group);
  assert.deepEqual(scopes.flat(), ["https://graph.microsoft.com/.default"]);
});

test("a provider function is asked before each call, with the signal", async (t) => {
  const graph = await localGraph(t);
  const contexts = [];
  const { signal } = new AbortController();
  let count = 0;
  const give = (context) => {
    contexts.push(context);
    count += 1;
    return `token-${count}`;
  };
  for (const auth of [give, async (context) => give(context)]) {
    await clientOf(graph, { auth }).createChat(group, { signal });
    await clientOf(graph, { auth }).createChat(group);
  }
  assert.deepEqual(
    graph.requests.map((request) => headersOf(request).authorization),
    ["Bearer token-1", "Bearer token-2", "Bearer token-3", "Bearer token-4"],
  );
  assert.deepEqual(contexts, [{ signal }, {}, { signal }, {}]);
});

test("a credential is asked as its own method, with the signal as abortSignal", async (t) => {
  const graph = await localGraph(t);
  class Credential {
    #calls = [];
    get calls() {
      return this.#calls;
    }
    async getToken(scopes, options) {
      this.#calls.push([scopes, options]);
      return { token: "of-a-class", expiresOnTimestamp: 1 };
    }
  }
  const auth = new Credential();
  const { signal } = new AbortController();
  await clientOf(graph, { auth }).createChat(group, { signal });
  await clientOf(graph, { auth }).createChat(group);
  assert.equal(headersOf(graph.requests[0]).authorization, "Bearer of-a-class");
  assert.equal(auth.calls[0][1].abortSignal, signal);
  assert.equal(auth.calls[0][1].claims, undefined);
  assert.equal(auth.calls[1][1].abortSignal, undefined);
});

test("an invalid request is not sent, and no token is asked for", async (t) => {
  const graph = await localGraph(t);
  let asked = 0;
  const auth = () => {
    asked += 1;
    return "token";
  };
  const client = clientOf(graph, { auth });
  const error = await failure(client.createChat({ chatType: "group" }));
  assert.deepEqual(
    [error.kind, error.outcome, error.attempts, error.status],
    ["validation", "notCreated", 0, null],
  );
  assert.deepEqual(
    error.issues.map(({ code }) => code),
    ["membersMissing"],
  );
  assert.deepEqual([asked, graph.requests.length], [0, 0]);
  await stillWorks(client);
});

test("the caller of the options must be a member", async (t) => {
  const graph = await localGraph(t);
  const client = clientOf(graph, { caller: ids.three });
  const error = await failure(client.createChat(oneOnOne));
  assert.deepEqual(
    error.issues.map(({ code }) => code),
    ["callerNotMember"],
  );
  assert.equal((await client.createChat(group)).status, "created");
});

test("calls at the same time do not disturb each other", async (t) => {
  const graph = await localGraph(t);
  graph.fault({ match: { chatType: "oneOnOne" }, status: 403, times: "always" });
  const client = clientOf(graph);
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

test("fetch is looked up at each call", async (t) => {
  const client = new ChatsClient({ auth: "token" });
  const first = stubFetch(t);
  await client.createChat(group);
  first.restore();
  const second = stubFetch(t, () => created());
  await client.createChat(group);
  assert.deepEqual([first.length, second.length], [1, 1]);
});

test("a baseUrl that could leak or mislead is refused", () => {
  // More in src/graph/base_url.rs.
  for (const baseUrl of [
    ...["http://proxy.example", "https://user:pass@proxy.example", "https://proxy.example/v1.0", "", " "],
    // What URL would read otherwise.
    ...["http://2130706433", "https://proxy.example\\x", "https://xn--a.example", "https://1.2.3.4.5"],
    ...[5, {}, [], true, new URL("https://proxy.example")],
  ]) {
    assert.throws(
      () => new ChatsClient({ auth: "token", baseUrl }),
      (error) => {
        assert.ok(error instanceof ChatError, `${baseUrl}: ${error}`);
        assert.deepEqual([error.kind, error.outcome], ["usage", "notCreated"], String(baseUrl));
        assert.match(error.message, /baseUrl/);
        assert.doesNotMatch(error.message, /proxy\.example|user:/);
        return true;
      },
    );
  }
});

test("wrong options of a client are refused when it is made", () => {
  for (const options of [
    undefined,
    {},
    { auth: 5 },
    { auth: null },
    { auth: {} },
    { auth: { getToken: "x" } },
    { auth: "token", cloud: "mars" },
    { auth: "token", apiVersion: "v2.0" },
    { auth: "token", timeoutMs: 0 },
    { auth: "token", timeoutMs: "30" },
    { auth: "token", maxAttempts: 0 },
    { auth: "token", maxAttempts: 1.5 },
    { auth: "token", maxRetryAfterMs: -1 },
    { auth: "token", onUnknown: "yes" },
    {
      get auth() {
        throw new Error("thrown on purpose");
      },
    },
    {
      auth: {
        get getToken() {
          throw new Error("thrown on purpose");
        },
      },
    },
  ]) {
    assert.throws(
      () => new ChatsClient(options),
      (error) => error instanceof ChatError && error.kind === "usage",
    );
  }
});
