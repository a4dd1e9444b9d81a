// The message of a line: how lists hold it, and what runs know of it and of the members.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { failure } from "../js/helpers/failure.mjs";
import { importPackage } from "../js/helpers/packed.mjs";
import { a, b, c, group as groupOf, pair as pairOf, problemsOf, read as readList } from "./helpers/lists.mjs";
import { readAll, runs, tables } from "./helpers/modules.mjs";

const { cutOffMessageRecord, keyOf, ListPlan, membersFailedRecord, membersRecord, messageRecord } = runs;
const { messageDigestOf, outcomeRecord, recordOf, RunHistory } = runs;

const pair = pairOf(a, b);
const group = groupOf();

/** Messages and codes of problems, by line; or why the list is refused. */
function read(input) {
  const { refused, lines = [] } = readList(input);
  return refused ?? lines.map((line) => [line.message, ...problemsOf(line)]);
}

test("a column message is the message of its line, line breaks and separators included", () => {
  const text = "Hello,\nwelcome; we begin, at 9,\n, in room 5";
  assert.deepEqual(read(`members,Message\n${a};${b}, Hi \n${a};${b},\n${a};${b},"${text}"\n`), [
    ["Hi"],
    [undefined],
    [text],
  ]);
  const problemOf = (length) => read(`members,message\n${a};${b},${"ä".repeat(length)}\n`)[0][1];
  assert.deepEqual([problemOf(14_336), problemOf(14_337)], [undefined, "messageTooLong /message"]);
  const swallowed = `topic,members,message\n,${a};${b},"Hi\nPlan,${a};${b};${c},Bye"\n`;
  assert.match(read(swallowed), /^Line 2 of the text: a quote opens a cell that seems to hold whole lines/);
  const near = ["messages", "Massages", "Mesages", "Msg", "Msgs", "Welcome msg"];
  const same = [
    "Welcome message",
    "Opening Message 1",
    "Message text",
    "Text",
    "Body",
    "Contents",
    "Greeting",
  ];
  for (const name of [...near, ...same]) {
    assert.match(read(`members,${name}\n${a};${b},x\n`), /is probably meant to be message: rename it/);
  }
});

test("a signature in a message is no line of the list; members in their place are", () => {
  const list = (later) => `topic,members,message\nPlan,${a};${b};${c},"Hello all,\n${later}"\n`;
  for (const later of [
    `Adele Vance, ${a}, +44 20 1234`,
    `Adele Vance, Sales, ${a};${b}`,
    "first, second, third, fourth",
  ]) {
    assert.deepEqual(read(list(later)), [[`Hello all,\n${later}`]]);
  }
  for (const later of [`Other,${a};${c},Hi`, `,Adele <${a}>;Alex,`, `Bye\nOther,${a};${b};${c},`]) {
    assert.match(read(list(later)), /^Line 2 of the text: a quote opens a cell .* give the list as JSON\.$/);
  }
});

test("members that fell apart into the message or the topic are an error of their line", () => {
  for (const [input, column] of [
    [`topic,members,message\nMarch,${a};${b};${c}, lee@contoso.com\n`, "message"],
    [`members,message\n${a};${b}, ${c};Lee Gu <lee@contoso.com>\n`, "message"],
    [`members,topic\n${a};${b};${c}, lee@contoso.com\n`, "topic"],
  ]) {
    const [line] = readList(input).lines;
    assert.deepEqual(problemsOf(line), ["tableMembersApart /members"]);
    assert.match(line.problems[0].message, new RegExp(`^The next cell, in the column ${column}`));
  }
  assert.deepEqual(
    read(`members,topic,message,installedApp\n${a};${b};${c},Ask ${a},Write to ${a},\n${a};${b},,${a},\n`),
    [[`Write to ${a}`], [a]],
  );
  const app = "6e6eb4e0-5c3b-4c33-8c8d-5b5a4b5d3b5f";
  assert.deepEqual(read(`members,installedApp\n${a};${b};${c},${app}\n`), [[undefined]]);
});

test("a message is wrong in a list where sendMessage would not take it", async () => {
  const shared = JSON.parse(readFileSync(new URL("../fixtures/messages.json", import.meta.url), "utf8"));
  const messages = [
    ...shared.map(({ message, bytes }) => (bytes === undefined ? message : "é".repeat(bytes / 2))),
    "\ud83d half",
    "😀",
    { content: "half \udc00" },
    { body: { content: "x" }, subject: "half \ud83d" },
    { content: "x", contenttype: "html" },
    { content: "x", contentType: "text", importance: "high" },
    { content: "x", body: null, "a/b~c": 1 },
    { body: ["x"] },
    { body: { content: "x", other: 1 }, contentType: "markdown" },
    "\ufeff\u0085\u2003",
    "\u0000",
  ];
  const { ChatsClient } = await importPackage();
  const noToken = new ChatsClient({ auth: () => Promise.reject(new Error("Nothing is sent.")) });
  let wrong = 0;
  for (const message of messages) {
    // In a list it means that there is none.
    if (message === null) continue;
    const line = JSON.stringify({ request: pair, message });
    const { problems } = readAll(line, line.length).lines[0];
    const { kind, issues } = await failure(noToken.sendMessage("19:x@thread.v2", JSON.parse(line).message));
    const found = problems.map(({ code, path }) => [code, path]);
    const expected = issues.map(({ code, path }) => [code, `/message${path}`]);
    assert.deepEqual(found, expected, line.slice(0, 100));
    assert.equal(tables.isWrong(problems), issues.length > 0);
    assert.equal(kind, issues.length === 0 ? "auth" : "validation");
    wrong += Number(issues.length > 0);
  }
  assert.ok(wrong > 15 && wrong < messages.length - 5, String(wrong));
});

test("in JSON a message stands beside the request", () => {
  const right = [
    "Hi",
    { content: "<b>Hi</b>", contentType: "html" },
    { body: { content: "Hi" }, importance: "high" },
  ];
  const elements = [
    pair,
    { request: pair },
    { request: pair, message: null },
    ...[...right, {}].map((message) => ({ request: pair, message })),
    { ...pair, message: "Hi" },
    { request: pair, topic: "x" },
  ];
  const expected = [
    ...[[undefined], [undefined], [undefined]],
    ...right.map((message) => [message]),
    [{}, "messageContentMissing /message/content"],
    [undefined, "messageInRequest /message"],
    [undefined, "lineProperty"],
  ];
  assert.deepEqual(read(elements.map((each) => `${JSON.stringify(each)}\n`).join("")), expected);
  assert.deepEqual(read(JSON.stringify(elements)), expected);
  assert.deepEqual(readAll(JSON.stringify([{ request: pair, message: "Hi" }])).lines[0].request, pair);
});

const place = { line: 1, index: 0, slot: keyOf(group) };
const sent = { message: { id: "17" }, requestId: "r", attempts: 1 };
const failed = (outcome, status, kind = "graph") => ({
  wasSent: true,
  error: { kind, outcome, status, message: "No." },
});
const sending = { record: "sendingMessage", at: "2026-11-30T00:00:00Z", keys: [place.slot] };

/** What a run knows after these records of an earlier one. */
function after(records, { options = {}, isNow = false } = {}) {
  const history = new RunHistory();
  for (const record of records) {
    assert.deepEqual(recordOf(JSON.stringify(record)), JSON.parse(JSON.stringify(record)));
    history.add(record, isNow);
  }
  if (isNow) history.endRun();
  const plan = new ListPlan(options, history);
  plan.see(1, 0, place.slot, "Hi");
  const { numbers } = plan.settle({ lines: 1, wrong: 0 });
  plan.restart();
  const { wanted, ...counts } = numbers.messages;
  assert.equal(wanted, 1);
  const [[standing]] = Object.entries(counts).filter(([, count]) => count === 1);
  return { standing, isLeft: plan.next(place.slot).isMessageLeft, members: numbers.members };
}

test("a message is sent once: cut off or unanswered it stays unknown, refused it waits for --retry-failed", () => {
  const refused = messageRecord(place, failed("notCreated", 400));
  const notAllowed = messageRecord(place, failed("notCreated", 403));
  const lost = messageRecord(place, failed("unknown", 504));
  const throttled = messageRecord(place, failed("notCreated", 429));
  const neverLeft = messageRecord(place, { ...failed("unknown", null, "network"), wasSent: false });
  for (const [records, standing, isLeft, options] of [
    [[], "waiting", true],
    [[sending], "unknown", false],
    [[sending, messageRecord(place, sent)], "sent", false],
    [[sending, refused], "failed", false],
    [[sending, lost], "unknown", false],
    [[sending, cutOffMessageRecord(place)], "unknown", false],
    [[sending, throttled], "waiting", true],
    [[sending, notAllowed], "waiting", true],
    [[sending, neverLeft], "waiting", true],
    [[sending, lost, sending, refused], "unknown", false],
    [[sending, sending, refused], "unknown", false],
    [[sending, lost, sending, messageRecord(place, sent)], "sent", false],
    // What is asked for again.
    [[sending, refused], "failed", true, { retryFailed: true }],
    [[sending, refused], "failed", false, { retryUnknown: true }],
    [[sending], "unknown", true, { retryUnknown: true }],
    [[sending], "unknown", false, { retryFailed: true }],
  ]) {
    const found = after(records, { options });
    assert.deepEqual([found.standing, found.isLeft], [standing, isLeft], JSON.stringify(records));
  }
  assert.equal(after([sending], { isNow: true }).standing, "unknown", "the run ended before its answer");
});

test("the numbers of messages and members follow a run", () => {
  const history = new RunHistory();
  const plan = new ListPlan({}, history);
  plan.see(1, 0, place.slot, "Hi");
  plan.see(2, 1, keyOf(pair));
  const { numbers } = plan.settle({ lines: 2, wrong: 0 });
  const follow = (record) => numbers.follow(history, [place.slot], () => history.add(record, true));
  assert.deepEqual(numbers.messages, { wanted: 1, sent: 0, failed: 0, unknown: 0, waiting: 1 });
  follow(sending);
  assert.equal(numbers.messages.waiting, 1);
  follow(messageRecord(place, sent));
  assert.deepEqual(numbers.messages, { wanted: 1, sent: 1, failed: 0, unknown: 0, waiting: 0 });
  const none = { missing: [], uncertain: [], unexpected: [] };
  for (const [presence, added, members] of [
    [{ ...none, missing: [b] }, [], { complete: 0, uncertain: 0, incomplete: 1 }],
    [{ ...none, uncertain: [b] }, [], { complete: 0, uncertain: 1, incomplete: 0 }],
    [{ ...none, missing: [b] }, [{ index: 0 }], { complete: 1, uncertain: 0, incomplete: 0 }],
  ]) {
    follow(membersRecord(place, group.members, presence, added));
    assert.deepEqual(numbers.members, members);
  }
});

test("who is missing is told by positions; who was added is missing no more", () => {
  const members = [a, { user: b, role: "guest" }, c];
  const presence = { missing: [{ user: b, role: "guest" }, c], uncertain: [a], unexpected: [{ id: "x" }] };
  const error = { kind: "graph", outcome: "notCreated", status: 403, message: "No." };
  const record = membersRecord(place, members, presence, [{ index: 0 }, { index: 1, error }]);
  const { missing, uncertain, unexpected, added } = record;
  assert.deepEqual([missing, uncertain, unexpected, added], [[2], [0], 1, [1]]);
  assert.equal(record.error.status, 403);
  assert.doesNotMatch(JSON.stringify(record), /contoso/);
  const none = { complete: 0, uncertain: 0, incomplete: 0 };
  assert.deepEqual(after([record]).members, { ...none, incomplete: 1 });
  assert.deepEqual(after([membersFailedRecord(place, error)]).members, none);
});

test("a chat that was found is created, and says so", () => {
  const line = { ...place, mayExist: true, wasSent: false };
  const created = { status: "created", chat: { id: "19:x" }, requestId: null, attempts: 0 };
  const outcome = { ...created, found: true, duplicates: ["19:y"] };
  const { status, chatId, found, duplicates } = outcomeRecord(line, outcome);
  assert.deepEqual([status, chatId, found, duplicates], ["created", "19:x", true, ["19:y"]]);
  assert.equal("found" in outcomeRecord(line, { ...outcome, found: false, duplicates: [] }), false);
});

test("the same message to the same two people is said twice only where duplicates are allowed", () => {
  const codes = (messages, options, history) => {
    const plan = new ListPlan(options, history);
    return messages.map((message, index) => plan.see(index + 1, index, keyOf(pair), message)?.code ?? "");
  };
  assert.deepEqual(codes(["Hi", "Hi", "Bye", undefined]), ["", "messageEqual", "", ""]);
  const plan = new ListPlan({ allowDuplicates: true });
  plan.see(1, 0, keyOf(pair), "Hi");
  assert.equal(plan.see(2, 1, keyOf(pair), "Hi").severity, "warning");
  const history = new RunHistory();
  for (const slot of [keyOf(pair), `${keyOf(pair)}#2`]) {
    history.add(outcomeRecord({ ...place, slot }, { status: "created", chat: { id: "x" } }));
    history.add({ record: "sendingMessage", keys: [slot], digest: messageDigestOf("Hi") });
    history.add(messageRecord({ ...place, slot }, sent));
  }
  assert.deepEqual(codes(["Hi", "Hi"], {}, history), ["", ""], "they were sent");
});

test("when an unknown chat was first asked for is kept, until it is certain that it is not there", () => {
  const [first, second] = ["2026-11-30T10:00:00Z", "2026-11-30T11:00:00Z"];
  const keys = [place.slot];
  const asked = (at) => ({ record: "sending", at, keys });
  const sentAt = (...records) => {
    const history = new RunHistory();
    for (const record of records) history.add(record);
    return history.of(place.slot).sentAt;
  };
  const unknown = { line: 1, index: 0, key: place.slot, status: "failed", error: { outcome: "unknown" } };
  assert.equal(sentAt(asked(first), asked(second)), first);
  assert.equal(sentAt(asked(first), unknown, asked(second)), first);
  assert.equal(sentAt(asked(first), { record: "notCreated", keys }, asked(second)), second);
  assert.equal(sentAt(asked(first), { ...unknown, status: "created", chatId: "19:x" }), undefined);
  // The operation says whether the chat is there.
  const accepted = { ...unknown, status: "accepted", chatId: "19:x", operationLocation: "/x" };
  assert.equal(sentAt(asked(first), accepted), first);
  assert.equal(sentAt(asked(first), accepted, unknown), first);
});
