// The message of a line: how lists hold it, and what runs know of it and of the members.

import assert from "node:assert/strict";
import { test } from "node:test";
import { readAll, runs } from "./helpers/modules.mjs";

const { cutOffMessageRecord, keyOf, ListPlan, membersFailedRecord, membersRecord, messageRecord } = runs;
const { outcomeRecord, recordOf, RunHistory } = runs;

const a = "adele@contoso.com";
const b = "alex@contoso.com";
const c = "megan@contoso.com";
const pair = { chatType: "oneOnOne", members: [a, b] };
const group = { chatType: "group", members: [a, b, c] };

/** Messages and codes of problems, by line; read in two ways, which must agree. */
function read(input) {
  const whole = readAll(input, input.length);
  assert.deepEqual(readAll(input, 1), whole);
  const { refused, lines = [] } = whole;
  return (
    refused ??
    lines.map(({ message, problems }) => [message, ...problems.map(({ code, path }) => `${code} ${path}`)])
  );
}

test("a column message is the message of its line, line breaks and separators included", () => {
  const text = "Hello,\nwelcome; we begin, at 9,\n, in room 5";
  assert.deepEqual(read(`members,Message\n${a};${b}, Hi \n${a};${b},\n${a};${b},"${text}"\n`), [
    ["Hi"],
    [undefined],
    [text],
  ]);
  assert.deepEqual(read(`members,message\n${a};${b},${"ä".repeat(14_336)}\n`).flat().length, 1);
  assert.deepEqual(
    read(`members,message\n${a};${b},${"ä".repeat(14_337)}\n`)[0][1],
    "messageTooLong /message",
  );
  const swallowed = `topic,members,message\n,${a};${b},"Hi\nPlan,${a};${b};${c},Bye"\n`;
  assert.match(read(swallowed), /^Line 2: a quote opens a cell that seems to hold whole lines/);
  assert.match(read(`members,messages\n${a};${b},x\n`), /"messages" is probably meant to be message/);
  assert.match(read(`members,Welcome message\n${a};${b},x\n`), /is probably meant to be message/);
});

test("in JSON a message stands beside the request", () => {
  const wrong = [
    [1, "messageNotObject"],
    [["x"], "messageNotObject"],
    [{}, "messageContentMissing"],
    [{ body: {} }, "messageContentMissing"],
    [" ", "messageContentBlank"],
    [{ content: "x", contentType: "markdown" }, "messageContentTypeUnknown"],
  ];
  const right = [
    "Hi",
    { content: "<b>Hi</b>", contentType: "html" },
    { body: { content: "Hi" }, importance: "high" },
  ];
  const elements = [
    pair,
    { request: pair },
    { request: pair, message: null },
    ...right.map((message) => ({ request: pair, message })),
    ...wrong.map(([message]) => ({ request: pair, message })),
    { ...pair, message: "Hi" },
    { request: pair, topic: "x" },
  ];
  const expected = [
    ...[[undefined], [undefined], [undefined]],
    ...right.map((message) => [message]),
    ...wrong.map(([message, code]) => [message, `${code} /message`]),
    [undefined, "messageInRequest /message"],
    [undefined, "lineProperty "],
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
  for (const [records, standing, isLeft] of [
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
  ]) {
    const found = after(records);
    assert.deepEqual([found.standing, found.isLeft], [standing, isLeft], JSON.stringify(records));
  }
  const isLeft = (records, options) => after(records, { options }).isLeft;
  assert.equal(isLeft([sending, refused], { retryFailed: true }), true);
  assert.equal(isLeft([sending, refused], { retryUnknown: true }), false);
  assert.equal(isLeft([sending], { retryUnknown: true }), true);
  assert.equal(isLeft([sending], { retryFailed: true }), false);
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
  const missing = { missing: [b], uncertain: [], unexpected: [] };
  follow(membersRecord(place, group.members, missing));
  assert.deepEqual(numbers.members, { complete: 0, incomplete: 1 });
  follow(membersRecord(place, group.members, missing, [{ index: 0 }]));
  assert.deepEqual(numbers.members, { complete: 1, incomplete: 0 });
});

test("who is missing is told by positions; who was added is missing no more", () => {
  const members = [a, { user: b, role: "guest" }, c];
  const presence = { missing: [{ user: b, role: "guest" }, c], uncertain: [a], unexpected: [{ id: "x" }] };
  const error = { kind: "graph", outcome: "notCreated", status: 403, message: "No." };
  const record = membersRecord(place, members, presence, [{ index: 0 }, { index: 1, error }]);
  const { missing, uncertain, unexpected, added } = record;
  assert.deepEqual(
    { missing, uncertain, unexpected, added },
    { missing: [2], uncertain: [0], unexpected: 1, added: [1] },
  );
  assert.equal(record.error.status, 403);
  assert.doesNotMatch(JSON.stringify(record), /contoso/);
  assert.deepEqual(after([record]).members, { complete: 0, incomplete: 1 });
  assert.deepEqual(after([membersFailedRecord(place, error)]).members, { complete: 0, incomplete: 0 });
});

test("a chat that was found is created, and says so", () => {
  const line = { ...place, mayExist: true, wasSent: false };
  const outcome = {
    status: "created",
    chat: { id: "19:x" },
    found: true,
    duplicates: ["19:y"],
    requestId: null,
    attempts: 0,
  };
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
});
