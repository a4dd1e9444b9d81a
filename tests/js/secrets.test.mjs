// Nothing that an error shows, and no request elsewhere, holds a token, an id, a name or a topic.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inspect } from "node:util";
import { assertFailure, outcomeOf, thrown } from "./helpers/failure.mjs";
import { fixtureCases } from "./helpers/fixtures.mjs";
import { atGraph, collect } from "./helpers/local-graph.mjs";
import * as marked from "./helpers/marked.mjs";
import { importPackage } from "./helpers/packed.mjs";
import { mockedClock, rejection, settled } from "./helpers/settle.mjs";
import { created, never, refused, stubFetch, stubGlobal, throws } from "./helpers/stubs.mjs";

const { everything, everythingOf, markedGroup, markedOneOnOne, secrets, secretsIn, token } = marked;

const { validateChat, buildChat, ChatsClient } = await importPackage();

const printed = [];
const written = { stdout: process.stdout.write, stderr: process.stderr.write };

// Whatever is printed while these tests run, by console or otherwise.
before(() => {
  for (const stream of ["stdout", "stderr"]) {
    process[stream].write = function write(chunk, ...rest) {
      printed.push(String(chunk));
      return written[stream].call(this, chunk, ...rest);
    };
  }
});
after(() => {
  for (const [stream, write] of Object.entries(written)) process[stream].write = write;
});

function assertSilent(error, what) {
  assertFailure(error, {}, what);
  const leaks = marked.leaksOf(error);
  assert.equal(leaks.length, 0, `${what}:\n${leaks.join("\n")}`);
  // Graph's own text may name people to those who ask for it, the token in use to nobody.
  const asked = [error.graphMessage, error.requestId, error.code, ...error.innerCodes].join("\n");
  assert.ok(!asked.includes(token), `${what}: Graph's text holds the token`);
  return error;
}

/** The silent error of a call. */
const silence = async (call, what, clock) =>
  assertSilent(await rejection(call, {}, { clock, of: what }), what);

/** An error that tells everything of a request, at every place where an error can. */
function talkative(request, Kind = Error) {
  const text = everythingOf(request);
  const error = new Kind(text, { cause: new Error(text) });
  return Object.assign(error, { name: `Name ${token}`, code: `E_${token}`, extra: text, config: { token } });
}

/** What may be thrown or rejected with about a request. */
function talk(request) {
  const text = everythingOf(request);
  const failed = Object.assign(new TypeError("fetch failed"), { cause: talkative(request) });
  return [
    ...[talkative(request), talkative(request, TypeError), failed, text],
    ...[{ message: text, name: text, code: text }, new AggregateError([talkative(request)], text)],
    new Error(`The header was Bearer ${secrets["a later token"].slice(3)} and no other.`),
  ];
}

const client = (options = {}) => new ChatsClient({ auth: token, maxAttempts: 1, ...options });
const ofMarked = [markedGroup, markedOneOnOne];
const each = Object.values(secrets);

test("issues of invalid requests", () => {
  const user = { "@odata.type": "#microsoft.graph.aadUserConversationMember", roles: ["owner"] };
  const group = (members, more) => ({ chatType: "group", members, ...more });
  const bad = each.flatMap((secret) => [
    { chatType: secret, members: [secret, secret] },
    { chatType: "oneOnOne", topic: secret, members: [secret, secret, secret] },
    group([secret, secret.toUpperCase()], { topic: `${secret.repeat(30)}:` }),
    group(secret, { topic: [secret] }),
    group([`${secret}/x`, `${secret},${secret}`, { user: ` ${secret}\n;` }, "me"]),
    group([{ user: secret, role: secret, tenantId: secret }, { User: secret }]),
    group([{ ...user, roles: [secret, secret], "user@odata.bind": secret }, {}]),
    group([{ ...user, "user@odata.bind": `https://${secret}/v1.0/users('${secret}')` }]),
    group([{ ...user, "@odata.type": secret, user: { id: `${secret}?` } }]),
    group([secret], { installedApps: [secret, { teamsApp: secret }] }),
    group([secret], { installedApps: [{ "teamsApp@odata.bind": secret }] }),
    group([{ user: secret, visibleHistoryStartDateTime: secret }], { webUrl: secret }),
  ]);
  for (const caller of [undefined, ...each]) {
    for (const request of bad) {
      const issues = validateChat(request, { caller });
      assert.ok(issues.length > 0);
      const text = issues.map(({ message, path, docsUrl }) => [message, path, docsUrl].join("\n")).join("\n");
      assert.deepEqual(secretsIn(text, "an issue"), []);
      const { error } = outcomeOf(() => buildChat(request));
      if (error?.kind === "validation") assertSilent(error, "buildChat");
    }
  }
});

test("issues of the fixtures repeat no value of the request", () => {
  const own =
    /^(oneOnOne|group|owner|guest|member|meeting|me|application|delegated|.*aadUserConversationMember|user|roles?)$/;
  const values = (value) => {
    if (typeof value === "string") return own.test(value) || value.length < 6 ? [] : [value];
    return value !== null && typeof value === "object" ? Object.values(value).flatMap(values) : [];
  };
  for (const { file, name, request, options } of fixtureCases("rules")) {
    const messages = validateChat(request, options).map(({ message }) => message);
    for (const value of [...values(request), ...values(options?.caller)]) {
      assert.ok(!messages.some((message) => message.includes(value)), `${file} «${name}» repeats ${value}`);
    }
  }
});

test("wrong options", async () => {
  const ofClient = (secret) => [
    ...["cloud", "apiVersion", "timeoutMs", "maxAttempts", "maxRetryAfterMs", "onUnknown", "baseUrl"].map(
      (name) => ({ [name]: secret }),
    ),
    ...[{ caller: { secret } }, { auth: { secret } }, { auth: [secret] }],
    ...[
      `https://user:${secret}@proxy.example`,
      `https://proxy.example/?x=${secret}`,
      `http://${secret}.example`,
      `https://proxy.example/${secret}#`,
    ].map((baseUrl) => ({ baseUrl })),
  ];
  const ofCall = (secret) => [
    ...[{ timeoutMs: secret }, { clientRequestId: `${secret} ` }],
    ...[{ signal: { secret } }, { clientRequestId: [secret] }],
  ];
  const ofPlace = (secret) => [`https://graph.example/${encodeURIComponent(secret)}`, { secret }];
  for (const secret of each) {
    for (const options of ofClient(secret)) {
      assertSilent(
        thrown(() => client(options), {}, inspect(options)),
        "the constructor",
      );
    }
    for (const options of ofCall(secret)) {
      await silence(client().createChat(markedGroup, options), "options of a call");
    }
    for (const location of ofPlace(secret)) {
      await silence(client().waitForOperation({ location }), "a location elsewhere, or none");
    }
  }
});

test("token providers that fail", async (t) => {
  stubFetch(t);
  for (const request of ofMarked) {
    for (const auth of [
      ...talk(request).flatMap((said) => [throws(said), async () => throws(said)()]),
      { getToken: throws(talkative(request)) },
      () => `${token}\n`,
      () => ` ${token}`,
      () => ({ token }),
      () => [token],
      { getToken: async () => ({ token: `${token}é` }) },
      `${token}\r\nX: y`,
    ]) {
      await silence(client({ auth }).createChat(request), "auth");
    }
  }
});

test("a provider that fails later, and tells the token of before", async (t) => {
  const challenge = { "WWW-Authenticate": `Bearer error="insufficient_claims", claims="${btoa('{"a":1}')}"` };
  for (const [first, options] of [
    [() => refused(401, {}, challenge), {}],
    [() => refused(500, {}, { "Retry-After": "0" }), { maxAttempts: 3 }],
  ]) {
    for (const given of [token, 'opaque+/="token"']) {
      const clock = mockedClock(t);
      stubFetch(t, first);
      const told = `was ${given} (${JSON.stringify(given)}): ${everythingOf(markedOneOnOne)}`;
      const auth = t.mock.fn(throws(new Error(told)));
      auth.mock.mockImplementationOnce(() => given, 0);
      const call = client({ auth, ...options }).createChat(markedOneOnOne);
      const { kind, cause } = await silence(call, "the second token", clock);
      assert.deepEqual([kind, auth.mock.callCount()], ["auth", 2]);
      assert.ok(!cause.message.includes("opaque+"), cause.message);
      clock.reset();
    }
  }
});

test("fetch that fails", async (t) => {
  for (const request of ofMarked) {
    const rejects = async () => throws(talkative(request))();
    for (const fail of [
      ...talk(request).flatMap((said) => [throws(said), async () => throws(said)()]),
      async () => ({ status: 201, text: rejects }),
      async () => ({ status: everythingOf(request) }),
      async () => ({ status: 201, text: async () => "", headers: { get: throws(talkative(request)) } }),
    ]) {
      stubGlobal(t, "fetch", fail);
      await silence(client().createChat(request), "fetch");
    }
  }
});

test("fetch that fails in every other call", async (t) => {
  // These send no names, so that only the token can come back.
  stubFetch(t, throws(talkative({})));
  const id = "19:x@thread.v2";
  const made = client();
  for (const [what, call] of Object.entries({
    findChats: () => made.findChats(markedGroup).next(),
    listMembers: () => made.listMembers(id),
    missingMembers: () => made.missingMembers(id, markedGroup),
    sendMessage: () => made.sendMessage(id, "Hello"),
    "createChat, reusing": () => made.createChat(markedGroup, { ifExists: "reuse" }),
    waitForOperation: () => made.waitForOperation({ location: "/x" }, { pollIntervalMs: 1, timeoutMs: 5 }),
  })) {
    const clock = mockedClock(t);
    const { kind } = await silence(call(), what, clock);
    assert.equal(kind, what === "waitForOperation" ? "timeout" : "network");
    clock.reset();
  }
  const member = secrets["an object id"];
  for (const [sent, outcomes] of [
    [[member], made.addMembers(id, [member])],
    [markedGroup, made.createChats([markedGroup])],
  ]) {
    stubFetch(t, throws(talkative(sent)));
    for (const { error } of await collect(outcomes)) assertSilent(error, "an outcome");
  }
});

test("polls whose fetch fails, or that Graph refuses", async (t) => {
  const chatId = `19:${secrets["an object id"]}_${secrets["another object id"].toLowerCase()}@unq.gbl.spaces`;
  const known = everythingOf([secrets["an object id"], secrets["another object id"]]);
  for (const location of [
    `/chats('${chatId}')/operations('x')`,
    `/chats/${encodeURIComponent(chatId)}/operations/x`,
    `https://graph.microsoft.com/v1.0/chats('${encodeURIComponent(chatId)}')/operations('x')`,
  ]) {
    const failed = new TypeError(`${known} request to https://graph.microsoft.com${location} failed`);
    for (const respond of [
      () => Promise.reject(failed),
      () => refused(403, { message: everything, innerError: { message: everything } }),
      () => refused(404, { message: everything }),
      () => new Response(everything),
      () => Response.json({ status: "failed", error: { code: everything, message: everything } }),
      () => Response.redirect("https://graph.example/"),
    ]) {
      const clock = mockedClock(t);
      stubGlobal(t, "fetch", async () => respond());
      const call = client().waitForOperation({ location }, { pollIntervalMs: 1, timeoutMs: 10 });
      await silence(call, "a poll", clock);
      clock.reset();
    }
  }
});

test("answers of Graph that repeat everything", async (t) => {
  const escaped = JSON.stringify(everything).replace(/[+/<>&]/g, (letter) =>
    letter === "/" ? "\\/" : `\\u00${letter.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
  const headers = { "request-id": `id-${token}`, "Content-Type": "application/json" };
  const innerError = { code: token, message: everything };
  for (const status of [200, 201, 202, 204, 302, 400, 401, 403, 404, 409, 413, 429, 500, 502, 503]) {
    for (const body of [
      JSON.stringify({ error: { code: `c-${token}`, message: everything, innerError } }),
      `{"error":{"code":"x","message":${escaped},"innerError":{"code":${escaped},"request-id":${escaped}}}}`,
      JSON.stringify({ error: everything }),
      `<html>${everything}</html>`,
      everything,
    ]) {
      stubGlobal(t, "fetch", async () => new Response(status === 204 ? null : body, { status, headers }));
      for (const request of ofMarked) await silence(client().createChat(request), `status ${status}`);
    }
  }
});

test("aborting with a reason that tells everything, and running out of time", async (t) => {
  const clock = mockedClock(t);
  stubGlobal(t, "fetch", never);
  for (const reason of [everything, talkative(markedGroup), { token }]) {
    const controller = new AbortController();
    const call = client().createChat(markedGroup, { signal: controller.signal });
    call.catch(() => {});
    controller.abort(reason);
    await silence(call, "abort");
    await silence(client().createChat(markedGroup, { signal: AbortSignal.abort(reason) }), "abort");
  }
  for (const auth of [token, never]) {
    await silence(client({ auth }).createChat(markedGroup), "timeout", clock);
  }
});

test("attempts as they are reported", async (t) => {
  const headers = { "Retry-After": "0", "request-id": `x${token}` };
  stubFetch(t, (_, number) => (number < 3 ? refused(429, { message: everything }, headers) : created()));
  const clock = mockedClock(t);
  const attempts = [];
  const onAttempt = (attempt) => attempts.push(attempt);
  await settled(client({ maxAttempts: 3 }).createChat(markedGroup, { onAttempt }), { clock });
  assert.equal(attempts.length, 3);
  assert.deepEqual(secretsIn(JSON.stringify(attempts), "an attempt"), []);
});

test("a client shows neither its token nor its options", async () => {
  const made = client({ caller: secrets["a principal name"], baseUrl: "https://proxy.example/marked" });
  const texts = [inspect(made, { depth: Number.POSITIVE_INFINITY }), JSON.stringify(made), String(made)];
  assert.deepEqual(secretsIn(texts.join("\n"), "the client"), []);
  assert.deepEqual(Object.entries(made), []);
});

test("no other origin is asked for anything", async (t) => {
  const { graph, client: made } = await atGraph(t, { auth: token, maxAttempts: 1 });
  const { graph: other } = await atGraph(t);
  const silent = async (call, what) => assertSilent(await call.catch((error) => error), what);
  for (const status of [301, 302, 303, 307, 308]) {
    for (const path of ["/v1.0/chats", "//x", ""]) {
      graph.fault({ redirect: `${other.url}${path}`, status });
      await silent(made.createChat(markedGroup), `redirect ${status}`);
    }
  }
  const often = { pollIntervalMs: 1, timeoutMs: 20 };
  for (const location of [
    `${other.url}/v1.0/chats('x')/operations('y')`,
    `//127.0.0.1:${other.port}/chats('x')/operations('y')`,
    "https:127.0.0.1/x",
  ]) {
    graph.fault({ status: 202, body: "", headers: { Location: location } });
    const { error } = await settled(made.createChat(markedGroup));
    if (error) assertSilent(error, location);
    await silent(made.waitForOperation({ location }, often), location);
  }
  // A poll of before may arrive late.
  graph.fault({ match: { method: "GET" }, times: "always", redirect: `${other.url}/v1.0/x` });
  const location = "/chats('x')/operations('y')";
  await silent(made.waitForOperation({ location }, { pollIntervalMs: 1 }), "a poll");
  assert.deepEqual(other.requests, []);
});

test("nothing was printed", () => {
  assert.deepEqual(secretsIn(printed.join(""), "the output"), []);
});
