// The message of a line: sent once its chat is there, never twice, and recorded by itself.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { importPackage } from "../js/helpers/packed.mjs";

import { sourceModule } from "../tables/helpers/modules.mjs";
import { interrupt, run, start } from "./helpers/installed.mjs";
import {
  jsonLines,
  outcomes,
  read,
  recorded,
  records,
  requestAt,
  requests,
  write,
} from "./helpers/requests.mjs";
import { setUp as setUpRuns } from "./helpers/setting.mjs";

const { ChatError } = await importPackage();
const messages = { pathPattern: "/messages$" };

/** Requests with the messages "Hello 0", "Hello 1" …, and the arguments that send them. */
async function setUp(t, count) {
  const lines = requests(count).map((request, index) => ({ request, message: `Hello ${index}` }));
  const setting = await setUpRuns(t, lines);
  const { folder, create } = setting;
  return {
    ...{ ...setting, lines },
    /** The last record of each message, by line. */
    messagesOf: () =>
      new Map(
        records(folder)
          .filter(({ record }) => record === "message")
          .map((record) => [record.line, record]),
      ),
    numbers: async (...more) => {
      const { code, stdout } = await create(...more, "--json");
      const { created, messages } = JSON.parse(stdout);
      const { wanted, failures, ...counts } = messages;
      return [code, created, Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))];
    },
  };
}

test("each message is said once in its chat, and a resumed run says nothing", async (t) => {
  const { folder, graph, said, messagesOf, lines, ends } = await setUp(t, 6);
  const stdout = await ends(0);
  assert.match(stdout, /^All chats are there\. 6 lines: 6 created.*\n6 messages: 6 sent\.\n$/);
  assert.deepEqual(said(), lines.map(({ message }) => message).sort());
  const { chats } = graph;
  for (const [line, { messageId, attempts, error, key }] of messagesOf()) {
    const { chatId, key: chatKey } = outcomes(folder).get(line);
    const [message] = chats.find(({ id }) => id === chatId).messages;
    assert.deepEqual(
      [messageId, message.body.content, attempts, error, key],
      [message.id, `Hello ${line - 1}`, 1, undefined, chatKey],
    );
  }
  assert.doesNotMatch(read(folder, "out.jsonl"), /Hello/);
  const before = graph.requests.length;
  await ends(0, "--resume");
  assert.equal(graph.requests.length, before);
});

test("a table has a column for it; what is added later is sent by --resume, as Graph's own message, too", async (t) => {
  const { folder, args, said } = await setUp(t, 1);
  const table = (message) => `members,message\nadele@contoso.com;alex@contoso.com,${message}\n`;
  write(folder, "chats.csv", table(""));
  const ofTable = ["create", "chats.csv", ...args.slice(2)];
  assert.equal((await run(folder, [...ofTable, "--quiet"])).code, 0);
  assert.deepEqual(said(), []);
  write(folder, "chats.csv", table('"Hi,\nyou"'));
  const planned = await run(folder, [...ofTable, "--resume", "--dry-run", "--quiet"]);
  assert.match(
    planned.stdout,
    /^0 chats would be created in .*\n1 message would be sent\.\n1 line of 1 created/,
  );
  assert.equal((await run(folder, [...ofTable, "--resume", "--quiet"])).code, 0);
  assert.deepEqual(said(), ["Hi,\nyou"]);

  const own = { body: { content: "<b>Hi</b>", contentType: "html" }, importance: "high" };
  write(folder, "own.jsonl", jsonLines([{ request: requestAt(1), message: own }]));
  assert.equal(
    (await run(folder, ["create", "own.jsonl", "--out", "own-out.jsonl", ...args.slice(4)])).code,
    0,
  );
  assert.deepEqual(said(), ["<b>Hi</b>", "Hi,\nyou"]);
});

test("a wrong message is found before anything is sent", async (t) => {
  const { folder, graph, create } = await setUp(t, 1);
  const request = requestAt(1);
  for (const [text, issue] of [
    [jsonLines([{ request, message: " " }]), "1: error messageContentBlank at /message: "],
    [
      jsonLines([{ request, message: { content: "x", contenttype: "html" } }]),
      "1: error propertyUnknown at /message/contenttype: ",
    ],
    [
      "chatType,topic,members,message\ngroup,March,a@contoso.com;b@contoso.com;c@contoso.com, d@contoso.com\n",
      "2: error tableMembersApart at /members: ",
    ],
  ]) {
    write(folder, "chats.jsonl", text);
    const { code, stderr } = await create();
    assert.deepEqual([code, stderr.startsWith(`chats.jsonl:${issue}`)], [2, true], stderr);
  }
  assert.equal(graph.requests.length, 0);
});

test("an answer that is lost leaves a message unknown; only --retry-unknown sends it again", async (t) => {
  const { graph, said, numbers, messagesOf } = await setUp(t, 4);
  graph.fault({ match: messages, status: 504, after: true });
  assert.deepEqual(await numbers(), [1, 4, { sent: 3, unknown: 1 }]);
  assert.equal(said().length, 4);
  const [lost] = [...messagesOf().values()].filter(({ error }) => error);
  assert.deepEqual([lost.error.status, lost.error.outcome], [504, "unknown"]);
  assert.ok(graph.chats.some(({ id }) => id === lost.chatId));
  assert.deepEqual(await numbers("--resume", "--retry-failed"), [1, 4, { sent: 3, unknown: 1 }]);
  assert.equal(said().length, 4);
  assert.deepEqual(await numbers("--resume", "--retry-unknown"), [0, 4, { sent: 4 }]);
  assert.equal(said().length, 5);
});

test("where groups may exist, too, it is said that --retry-unknown sends both", async (t) => {
  const { graph, create } = await setUp(t, 4);
  graph.fault({ match: { inner: true, chatType: "group" }, status: 504, after: true });
  graph.fault({ match: messages, status: 500 });
  const { stdout } = await create();
  assert.match(
    stdout,
    /\n1 may or may not exist: --resume --on-unknown look looks for it; .*, and the messages that may have arrived\.\n/,
  );
  assert.match(
    stdout,
    /\n1 message may or may not have arrived: .*, and creates the groups .* look first\.\n/,
  );
});

test("a refusal waits for --retry-failed; what Graph throttles is repeated", async (t) => {
  const { graph, said, numbers, ends } = await setUp(t, 4);
  graph.fault({ match: messages, answer: "messageInvalid" });
  graph.fault({ match: messages, skip: 1, status: 429, headers: { "Retry-After": "0" }, times: 2 });
  const stdout = await ends(1);
  assert.match(
    stdout,
    /\n4 messages: 3 sent, 1 failed\.\n {2}1 × 400 \w+ \(line \d+\): .*\n1 message failed: .*--retry-failed\.\n$/,
  );
  assert.deepEqual(await numbers("--resume"), [1, 4, { sent: 3, failed: 1 }]);
  assert.deepEqual(await numbers("--resume", "--retry-failed"), [0, 4, { sent: 4 }]);
  assert.equal(said().length, 4);
});

test("an application may not send messages: a few are tried, the chats are made, and a user's token goes on", async (t) => {
  const { graph, said, numbers, ends, json } = await setUp(t, 40);
  const roles = Buffer.from(JSON.stringify({ roles: ["Chat.Create"] })).toString("base64url");
  const application = { env: { GRAPH_TOKEN: `e30.${roles}.x` } };
  const stdout = await ends(3, application);
  assert.match(
    stdout,
    /^All chats are there\. 40 lines: 40 created.*\n40 messages: 40 waiting\.\nNo more messages were sent: .*Only a delegated token can send.*\n40 messages waiting: --resume/,
  );
  const tried = graph.requests.filter(({ path }) => path.endsWith("/messages"));
  assert.ok(tried.length >= 3 && tried.length <= 10, `${tried.length} were tried`);
  const again = await json("--resume", application);
  assert.deepEqual([again.exitCode, /Only a delegated token can send/.test(again.stopped)], [3, true]);
  assert.deepEqual(await numbers("--resume"), [0, 40, { sent: 40 }]);
  assert.equal(new Set(said()).size, 40);
});

test("kill -9 with a message under way: neither it nor its chat is sent again", async (t) => {
  const { folder, graph, args, said, numbers } = await setUp(t, 3);
  graph.fault({ match: messages, hold: "message", after: true });
  const { child, ended } = start(folder, args);
  await graph.held("message");
  // A message is announced before it leaves: the kill would keep one that has not arrived from arriving.
  while (said().length < 3) await wait(2);
  await recorded(folder, ({ record }) => record === "message");
  child.kill("SIGKILL");
  await ended;
  graph.release("message");
  const [code, created, { sent, unknown, ...others }] = await numbers("--resume");
  assert.deepEqual([code, created, others, sent + unknown], [1, 3, {}, 3]);
  assert.ok(unknown >= 1);
  assert.deepEqual(said(), ["Hello 0", "Hello 1", "Hello 2"]);
  const [cutOff] = records(folder).filter(({ record, error }) => record === "message" && error);
  assert.deepEqual([cutOff.error.kind, cutOff.error.outcome], ["aborted", "unknown"]);
  assert.ok(graph.chats.some(({ id }) => id === cutOff.chatId));
});

test("Ctrl-C waits for the message under way; the others are sent later", async (t) => {
  const { folder, graph, args, said, numbers } = await setUp(t, 40);
  graph.fault({ match: messages, hold: "message", after: true, times: "always" });
  const { child, ended } = start(folder, args);
  await graph.held("message");
  await interrupt(child);
  graph.release("message");
  const { code, stdout, stderr } = await ended;
  assert.equal(code, 130);
  assert.match(
    stderr,
    /^Stopping: nothing more is sent\. Waiting .* answers about (?:\d+ chats? and )?[1-8] messages?; Ctrl-C/m,
  );
  const [, sent, waiting] =
    /\n40 messages: (\d+) sent, (\d+) waiting\.\n/.exec(stdout) ?? assert.fail(stdout);
  assert.deepEqual([Number(sent) + Number(waiting), said().length], [40, Number(sent)]);
  assert.deepEqual(await numbers("--resume"), [0, 40, { sent: 40 }]);
  assert.equal(new Set(said()).size, 40);
  assert.equal(said().length, 40);
});

const { FollowUps } = await sourceModule("sending/follow-ups.ts");

/** Follow-ups over a client that is not there; `events` tells what they did. */
function followUps(client) {
  const events = [];
  const note =
    (name) =>
    async (...args) => {
      events.push([name, args[0]?.location ?? args[0]]);
      return client[name]?.(...args);
    };
  const followUps = new FollowUps({
    client: { waitForOperation: note("waitForOperation"), sendMessage: note("sendMessage") },
    others: {
      withMessage: (work) => work({ id: "x", signal: undefined, wasSent: true, ended() {} }),
    },
    options: {},
    adviceOf: (error) => error,
    sendingMessage: async (slot) => void events.push(["sendingMessage", slot]),
    onRecord: ({ record, messageId }) => events.push([record, messageId]),
    onInstalled: ({ status, chatId, error }) => events.push([status, chatId, error?.kind, error?.message]),
    onFault: (error) => events.push(["fault", error.message]),
  });
  return { followUps, events };
}

const place = { line: 1, index: 0, slot: "key", request: requestAt(1), isToVerify: false };

const chatError = (kind) => new ChatError({ kind, message: "It failed." });

test("while Graph installs an app, the message waits for it; it is sent also where that fails", async () => {
  for (const [chatId, installed, end] of [
    ["19:x", ["created", "19:x", undefined, undefined], (resolve) => resolve({})],
    [null, ["created", "19:x", undefined, undefined], (resolve) => resolve({ targetResourceId: "19:x" })],
    ["19:x", ["created", "19:x", "operation", "It failed."], (_, reject) => reject(chatError("operation"))],
  ]) {
    const settle = {};
    const operation = new Promise((resolve, reject) => Object.assign(settle, { resolve, reject }));
    const sent = { status: "sent", message: { id: "17" }, requestId: null, attempts: 1 };
    const { followUps: queue, events } = followUps({
      waitForOperation: () => operation,
      sendMessage: () => sent,
    });
    queue.add({ ...place, chatId, operationLocation: "/op", message: "Hi" });
    await wait(0);
    assert.deepEqual(events, [["waitForOperation", "/op"]]);
    end(settle.resolve, settle.reject);
    await queue.finished();
    assert.deepEqual(events.slice(1), [
      installed,
      ["sendingMessage", "key"],
      ["sendMessage", "19:x"],
      ["message", "17"],
    ]);
  }
  const { followUps: queue, events } = followUps({
    waitForOperation: () => Promise.reject(chatError("graph")),
  });
  queue.add({ ...place, chatId: null, operationLocation: "/op", message: "Hi" });
  await queue.finished();
  assert.deepEqual([events.length, queue.withoutId, queue.appUnknown.failure.kind], [1, 1, "graph"]);
});

test("at most eight chats at a time, and lines wait while many do", async () => {
  let under = 0;
  let most = 0;
  const { followUps: queue } = followUps({
    async sendMessage() {
      under += 1;
      most = Math.max(most, under);
      await wait(0);
      under -= 1;
      return { message: { id: "1" }, requestId: null, attempts: 1 };
    },
  });
  for (let index = 0; index < 300; index += 1) queue.add({ ...place, chatId: "19:x", message: "Hi" });
  let hasRoom = false;
  const room = queue.room().then(() => {
    hasRoom = true;
  });
  await wait(0);
  assert.equal(hasRoom, false);
  await queue.finished();
  await room;
  assert.equal(most, 8);
});

test("of messages that wait for a line which failed, or a group that may exist, the summary says what these need", async (t) => {
  const lines = [3, 5, 7].map((index) => ({ request: requestAt(index), message: `m${index}` }));
  const { graph, create, said } = await setUpRuns(t, lines);
  const topic = (index) => (entry) => entry.body?.topic === `Plan ${index}`;
  graph.fault({ match: topic(3), status: 404 });
  graph.fault({ match: topic(5), status: 504 });
  const texts =
    /\n3 messages: 1 sent, 2 waiting\.\n1 message waiting for a line that failed: it is sent once that line is corrected, or sent again with --resume --retry-failed\.\n1 message waiting for a group that may or may not exist: it is sent once that group is found with --resume --on-unknown look, or sent again with --resume --retry-unknown\./;
  const first = await create();
  assert.match(first.stdout, texts);
  assert.doesNotMatch(first.stdout, /waiting: --resume/);
  const again = await create("--resume");
  assert.match(again.stdout, texts);
  const { code } = await create("--resume", "--retry-failed", "--retry-unknown");
  assert.deepEqual([code, said()], [0, ["m3", "m5", "m7"]]);
});
