// Nothing that an error shows, and no request elsewhere, holds a token, an id, a name or a topic.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inspect } from "node:util";
import { fixtureCases } from "./helpers/fixtures.mjs";
import { localGraph } from "./helpers/local-graph.mjs";
import {
  everything,
  everythingOf,
  leaksOf,
  markedGroup,
  markedOneOnOne,
  secrets,
  secretsIn,
  token,
} from "./helpers/marked.mjs";
import { importPackage } from "./helpers/packed.mjs";
import { mockedClock, rejection, settled } from "./helpers/settle.mjs";
import { created, refused, stubFetch, stubGlobal } from "./helpers/stubs.mjs";

const { validateChat, buildChat, ChatsClient, ChatError } = await importPackage();

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
  assert.ok(error instanceof ChatError, `${what}: ${error?.name}`);
  const leaks = leaksOf(error);
  assert.equal(leaks.length, 0, `${what}:\n${leaks.join("\n")}`);
  // Graph's own text may name people to those who ask for it, the token in use to nobody.
  const asked = [error.graphMessage, error.requestId, error.code, ...error.innerCodes].join("\n");
  assert.ok(!asked.includes(token), `${what}: Graph's text holds the token`);
}

/** An error that tells everything of a request, at every place where an error can. */
function talkative(request, Kind = Error) {
  const text = everythingOf(request);
  const error = new Kind(text, { cause: new Error(text) });
  return Object.assign(error, { name: `Name ${token}`, code: `E_${token}`, extra: text, config: { token } });
}

const client = (options = {}) => new ChatsClient({ auth: token, maxAttempts: 1, ...options });
const ofMarked = [markedGroup, markedOneOnOne];

test("issues of invalid requests", () => {
  const user = { "@odata.type": "#microsoft.graph.aadUserConversationMember", roles: ["owner"] };
  const all = Object.values(secrets);
  const bad = all.flatMap((secret) => [
    { chatType: secret, members: [secret, secret] },
    { chatType: "oneOnOne", topic: secret, members: [secret, secret, secret] },
    { chatType: "group", topic: `${secret.repeat(30)}:`, members: [secret, secret.toUpperCase()] },
    { chatType: "group", topic: [secret], members: secret },
    { chatType: "group", members: [`${secret}/x`, `${secret},${secret}`, { user: ` ${secret}\n;` }, "me"] },
    { chatType: "group", members: [{ user: secret, role: secret, tenantId: secret }, { User: secret }] },
    { chatType: "group", members: [{ ...user, roles: [secret, secret], "user@odata.bind": secret }, {}] },
    {
      chatType: "group",
      members: [{ ...user, "user@odata.bind": `https://${secret}/v1.0/users('${secret}')` }],
    },
    { chatType: "group", members: [{ ...user, "@odata.type": secret, user: { id: `${secret}?` } }] },
    { chatType: "group", members: [secret], installedApps: [secret, { teamsApp: secret }] },
    { chatType: "group", members: [secret], installedApps: [{ "teamsApp@odata.bind": secret }] },
    { chatType: "group", members: [{ user: secret, visibleHistoryStartDateTime: secret }], webUrl: secret },
  ]);
  for (const caller of [undefined, ...all]) {
    for (const request of bad) {
      const issues = validateChat(request, { caller });
      assert.ok(issues.length > 0);
      const text = issues.map(({ message, path, docsUrl }) => [message, path, docsUrl].join("\n")).join("\n");
      assert.deepEqual(secretsIn(text, "an issue"), []);
      if (issues.every(({ severity }) => severity === "warning")) continue;
      assert.throws(
        () => buildChat(request),
        (error) => (error.kind === "validation" ? assertSilent(error, "buildChat") : undefined) ?? true,
      );
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
  for (const options of [
    ...Object.values(secrets).flatMap((secret) => [
      ...[{ cloud: secret }, { apiVersion: secret }, { caller: { secret } }, { timeoutMs: secret }],
      ...[{ maxAttempts: secret }, { maxRetryAfterMs: secret }, { onUnknown: secret }],
      ...[{ auth: { secret } }, { auth: [secret] }, { baseUrl: secret }],
      ...[
        { baseUrl: `https://user:${secret}@proxy.example` },
        { baseUrl: `https://proxy.example/?x=${secret}` },
      ],
      ...[{ baseUrl: `http://${secret}.example` }, { baseUrl: `https://proxy.example/${secret}#` }],
    ]),
  ]) {
    try {
      client(options);
      assert.fail(`taken: ${inspect(options)}`);
    } catch (error) {
      assertSilent(error, "the constructor");
    }
  }
  for (const secret of Object.values(secrets)) {
    for (const options of [
      ...[
        { timeoutMs: secret },
        { clientRequestId: `${secret} ` },
        { signal: { secret } },
        { clientRequestId: [secret] },
      ],
    ]) {
      assertSilent(await rejection(client().createChat(markedGroup, options)), "options of a call");
    }
    const operation = { location: `https://graph.example/${encodeURIComponent(secret)}` };
    assertSilent(await rejection(client().waitForOperation(operation)), "a location elsewhere");
    assertSilent(
      await rejection(client().waitForOperation({ location: { secret } })),
      "a location that is none",
    );
  }
});

test("token providers that fail", async (t) => {
  stubFetch(t);
  const throwing = (value) => () => {
    throw value;
  };
  for (const request of ofMarked) {
    const text = everythingOf(request);
    for (const auth of [
      throwing(talkative(request)),
      throwing(talkative(request, TypeError)),
      throwing(text),
      throwing({ message: text, name: text, code: text }),
      throwing(new AggregateError([talkative(request)], text)),
      throwing(new Error(`The header was Bearer ${secrets["a later token"].slice(3)} and no other.`)),
      () => Promise.reject(talkative(request)),
      { getToken: throwing(talkative(request)) },
      () => `${token}\n`,
      () => ` ${token}`,
      () => ({ token }),
      () => [token],
      { getToken: async () => ({ token: `${token}é` }) },
      `${token}\r\nX: y`,
    ]) {
      assertSilent(await rejection(client({ auth }).createChat(request)), "auth");
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
      let asked = 0;
      const auth = () => {
        asked += 1;
        if (asked > 1)
          throw new Error(`was ${given} (${JSON.stringify(given)}): ${everythingOf(markedOneOnOne)}`);
        return given;
      };
      const error = await rejection(client({ auth, ...options }).createChat(markedOneOnOne), clock);
      assert.deepEqual([error.kind, asked], ["auth", 2]);
      assertSilent(error, "the second token");
      assert.ok(!error.cause.message.includes("opaque+"), error.cause.message);
      clock.reset();
    }
  }
});

test("fetch that fails", async (t) => {
  for (const request of ofMarked) {
    const text = everythingOf(request);
    for (const fail of [
      () => {
        throw talkative(request);
      },
      () => Promise.reject(talkative(request, TypeError)),
      () => Promise.reject(text),
      () => Promise.reject({ message: text, name: text, code: text }),
      () => Promise.reject(Object.assign(new TypeError("fetch failed"), { cause: talkative(request) })),
      async () => ({ status: 201, text: () => Promise.reject(talkative(request)) }),
      async () => ({ status: text }),
      async () => ({
        status: 201,
        text: async () => "",
        headers: {
          get: () => {
            throw talkative(request);
          },
        },
      }),
    ]) {
      stubGlobal(t, "fetch", fail);
      assertSilent(await rejection(client().createChat(request)), "fetch");
    }
  }
});

test("what is no secret is still told", async (t) => {
  stubGlobal(t, "fetch", () =>
    Promise.reject(Object.assign(new TypeError("fetch failed"), { code: "ECONNRESET" })),
  );
  const { cause } = await rejection(client().createChat(markedGroup));
  assert.deepEqual([cause.name, cause.message, cause.code], ["TypeError", "fetch failed", "ECONNRESET"]);
});

test("polls whose fetch fails, or that Graph refuses", async (t) => {
  const chatId = `19:${secrets["an object id"]}_${secrets["another object id"].toLowerCase()}@unq.gbl.spaces`;
  const known = everythingOf([secrets["an object id"], secrets["another object id"]]);
  for (const location of [
    `/chats('${chatId}')/operations('x')`,
    `/chats/${encodeURIComponent(chatId)}/operations/x`,
    `https://graph.microsoft.com/v1.0/chats('${encodeURIComponent(chatId)}')/operations('x')`,
  ]) {
    for (const respond of [
      () =>
        Promise.reject(new TypeError(`${known} request to https://graph.microsoft.com${location} failed`)),
      () => refused(403, { message: everything, innerError: { message: everything } }),
      () => refused(404, { message: everything }),
      () => new Response(everything),
      () =>
        new Response(JSON.stringify({ status: "failed", error: { code: everything, message: everything } })),
      () => Response.redirect("https://graph.example/"),
    ]) {
      const clock = mockedClock(t);
      stubGlobal(t, "fetch", async () => respond());
      const call = client().waitForOperation({ location }, { pollIntervalMs: 1, timeoutMs: 10 });
      assertSilent(await rejection(call, clock), "a poll");
      clock.reset();
    }
  }
});

test("answers of Graph that repeat everything", async (t) => {
  const escaped = JSON.stringify(everything).replace(/[+/<>&]/g, (letter) =>
    letter === "/" ? "\\/" : `\\u00${letter.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
  const headers = { "request-id": `id-${token}`, "Content-Type": "application/json" };
  for (const status of [200, 201, 202, 204, 302, 400, 401, 403, 404, 409, 413, 429, 500, 502, 503]) {
    for (const body of [
      JSON.stringify({
        error: { code: `c-${token}`, message: everything, innerError: { code: token, message: everything } },
      }),
      `{"error":{"code":"x","message":${escaped},"innerError":{"code":${escaped},"request-id":${escaped}}}}`,
      JSON.stringify({ error: everything }),
      `<html>${everything}</html>`,
      everything,
    ]) {
      stubGlobal(t, "fetch", async () => new Response(status === 204 ? null : body, { status, headers }));
      for (const request of ofMarked) {
        assertSilent(await rejection(client().createChat(request)), `status ${status}`);
      }
    }
  }
});

test("aborting with a reason that tells everything, and running out of time", async (t) => {
  const clock = mockedClock(t);
  stubGlobal(t, "fetch", () => new Promise(() => {}));
  for (const reason of [everything, talkative(markedGroup), { token }]) {
    const controller = new AbortController();
    const call = client().createChat(markedGroup, { signal: controller.signal });
    call.catch(() => {});
    controller.abort(reason);
    assertSilent(await rejection(call), "abort");
    assertSilent(
      await rejection(client().createChat(markedGroup, { signal: AbortSignal.abort(reason) })),
      "abort",
    );
  }
  assertSilent(await rejection(client().createChat(markedGroup), clock), "timeout");
  assertSilent(
    await rejection(client({ auth: () => new Promise(() => {}) }).createChat(markedGroup), clock),
    "timeout",
  );
});

test("attempts as they are reported", async (t) => {
  stubFetch(t, (_, number) => {
    if (number < 3)
      return refused(429, { message: everything }, { "Retry-After": "0", "request-id": `x${token}` });
    return created();
  });
  const clock = mockedClock(t);
  const attempts = [];
  const onAttempt = (attempt) => attempts.push(attempt);
  await settled(client({ maxAttempts: 3 }).createChat(markedGroup, { onAttempt }), clock);
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
  const graph = await localGraph(t);
  const other = await localGraph(t);
  const made = client({ baseUrl: graph.url });
  for (const status of [301, 302, 303, 307, 308]) {
    for (const path of ["/v1.0/chats", "//x", ""]) {
      graph.fault({ redirect: `${other.url}${path}`, status });
      assertSilent(await made.createChat(markedGroup).catch((error) => error), `redirect ${status}`);
    }
  }
  for (const location of [
    `${other.url}/v1.0/chats('x')/operations('y')`,
    `//127.0.0.1:${other.port}/chats('x')/operations('y')`,
    "https:127.0.0.1/x",
  ]) {
    graph.fault({ status: 202, body: "", headers: { Location: location } });
    const result = await made.createChat(markedGroup).catch((error) => error);
    if (result instanceof ChatError) assertSilent(result, location);
    const poll = made.waitForOperation({ location }, { pollIntervalMs: 1, timeoutMs: 20 });
    assertSilent(await poll.catch((error) => error), location);
  }
  // A poll of before may arrive late.
  graph.fault({ match: { method: "GET" }, times: "always", redirect: `${other.url}/v1.0/x` });
  const location = "/chats('x')/operations('y')";
  assertSilent(
    await made.waitForOperation({ location }, { pollIntervalMs: 1 }).catch((error) => error),
    "a poll",
  );
  assert.deepEqual(other.requests, []);
});

test("nothing was printed", () => {
  assert.deepEqual(secretsIn(printed.join(""), "the output"), []);
});
