// What is equal, what earlier runs did, what is sent, and that the numbers add up.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createRandom } from "../standin/random.mjs";
import { a, b, c, group as groupOf, pair } from "./helpers/lists.mjs";
import { readAll, runs } from "./helpers/modules.mjs";

const { EarlyStop, keyOf, ListPlan, MistakeGroups, OutcomesTable, outcomeRecord, placesText, RunHistory } =
  runs;

const group = (topic, members = [a, b]) => groupOf(topic, members);
const bind = (user) => ({
  "@odata.type": "#microsoft.graph.aadUserConversationMember",
  roles: ["owner"],
  "user@odata.bind": `https://graph.microsoft.com/v1.0/users${user}`,
});

test("order, case, escaping, form, roles, tenantId and app make no other line; topic and users do", () => {
  const same = [
    group("Plan"),
    group("Plan", [b, a]),
    group(" Plan ", [" ADELE@contoso.com ", { user: b, role: "guest" }]),
    {
      ...group("Plan", [{ user: a, tenantId: "x" }, bind("('alex%40contoso.com')")]),
      installedApps: ["app"],
    },
    group("Plan", [
      bind("/Adele@contoso.com"),
      { ...bind(""), "user@odata.bind": undefined, user: { id: b } },
    ]),
  ];
  assert.equal(new Set(same.map((request) => keyOf(request))).size, 1);
  assert.equal(keyOf(group("Plan", ["me", b]), { caller: a }), keyOf(group("Plan")));
  for (const [one, other] of [
    [group("Plan", [bind("('o''neil@contoso.com')")]), group("Plan", ["O'Neil@contoso.com"])],
    [{ ...group(), topic: null }, group()],
    [group("Caf\u00e9"), group("Cafe\u0301")],
  ]) {
    assert.equal(keyOf(one), keyOf(other));
  }
  const others = [group("Plan"), group("plan"), group(), groupOf("Plan"), group("Plan", [a, c]), pair(a, b)];
  assert.equal(new Set(others.map((request) => keyOf(request))).size, others.length);
  assert.doesNotMatch(others.map((request) => keyOf(request)).join(), /adele|contoso|Plan/);
});

/** Plans a list of right requests: `{ settled, issues, actions }`. */
function planned(requests, { history, ...options } = {}) {
  const plan = new ListPlan(options, history);
  const keys = requests.map((request) => keyOf(request));
  keys.forEach((key, index) => {
    plan.see(index + 1, index, key);
  });
  const settled = plan.settle({ lines: requests.length, wrong: 0 });
  plan.restart();
  const actions = keys.map((key, index) => (plan.isHeldBack(index) ? "heldBack" : plan.next(key).action));
  plan.restart();
  const slots = keys.flatMap((key, index) => (plan.isHeldBack(index) ? [] : [plan.next(key).slot]));
  const issues = settled.issues.map(({ line, issue }) => `${line} ${issue.severity} ${issue.code}`);
  return { plan, settled, issues, actions, slots };
}

/** A history in which a run made of each request what is said: an outcome, or "sending". */
function historyOf(...lists) {
  const history = new RunHistory();
  for (const { list, joins, entries } of lists) {
    history.add({ record: "run", list, joins });
    for (const [slot, what] of entries) {
      history.add({ record: "sending", keys: [slot] });
      if (what === "sending") continue;
      const error = {
        failed: { kind: "graph", status: 404, outcome: "notCreated" },
        unknown: { kind: "network", status: null, outcome: "unknown" },
        passing: { kind: "network", status: null, outcome: "notCreated" },
      }[what];
      history.add({ key: slot, status: error ? "failed" : what, error });
    }
  }
  return history;
}
const first = (...entries) =>
  historyOf({ list: 1, entries: entries.map(([request, what]) => [keyOf(request), what]) });

test("equal groups are held back, and sent where duplicates are allowed; equal pairs are fine", () => {
  const list = [group("x"), group("x"), pair(a, b), pair(b, a), group("x", [b, a])];
  const { issues, actions, settled } = planned(list);
  assert.deepEqual(issues, ["2 error groupEqual", "5 error groupEqual"]);
  assert.deepEqual(actions, ["send", "heldBack", "send", "send", "heldBack"]);
  assert.match(
    settled.issues[0].issue.message,
    /^The group has the topic and the members of line 1, .*--allow-duplicates/,
  );
  assert.deepEqual(settled.numbers.now, {
    ...{ lines: 5, created: 0, failed: 0, unknown: 0, skipped: 2, waiting: 3, accepted: 0, withoutApp: 0 },
  });
  const allowed = planned(list, { allowDuplicates: true });
  assert.deepEqual(allowed.issues, ["2 warning groupEqual", "5 warning groupEqual"]);
  assert.deepEqual(new Set(allowed.actions), new Set(["send"]));
  assert.equal(new Set(allowed.slots).size, 5);
});

test("going on: done, unknown, failed and waiting lines, wherever they stand now", () => {
  const list = ["a", "b", "c", "d", "e", "f"].map((topic) => group(topic));
  const history = () =>
    first(
      [list[0], "created"],
      [list[1], "accepted"],
      [list[2], "unknown"],
      [list[3], "failed"],
      [list[4], "sending"],
      [list[5], "passing"],
    );
  const { actions, settled } = planned(list.toReversed(), { history: history() });
  assert.deepEqual(actions, ["send", "cutOff", "skip", "skip", "done", "done"]);
  assert.deepEqual(settled.numbers.now, {
    ...{ lines: 6, created: 2, failed: 1, unknown: 2, skipped: 0, waiting: 1, accepted: 1, withoutApp: 0 },
  });
  const all = planned(list, { history: history(), retryFailed: true, retryUnknown: true });
  assert.deepEqual(all.actions, ["done", "done", "send", "send", "send", "send"]);
  const pairs = planned([pair(a, b), pair(a, c)], {
    history: first([pair(a, b), "sending"], [pair(a, c), "unknown"]),
  });
  assert.deepEqual(pairs.actions, ["send", "send"]);
});

test("of n equal lines as many count as done, then as unknown, as there are records", () => {
  const key = keyOf(group("x"));
  const entries = [
    [key, "failed"],
    [`${key}#2`, "unknown"],
    [`${key}#3`, "created"],
  ];
  const at = (count) =>
    planned(Array(count).fill(group("x")), {
      history: historyOf({ list: 1, entries }),
      allowDuplicates: true,
    });
  assert.deepEqual(at(1).actions, ["done"]);
  assert.deepEqual(at(2).actions, ["done", "skip"]);
  assert.deepEqual(at(4).actions, ["done", "skip", "skip", "send"]);
  assert.equal(new Set(at(6).slots).size, 6);
  const strict = planned(Array(4).fill(group("x")), { history: historyOf({ list: 1, entries }) });
  assert.deepEqual(strict.issues, ["3 error groupEqual", "4 error groupEqual"]);
  const gap = historyOf({ list: 1, entries: [[`${key}#2`, "created"]] });
  assert.deepEqual(planned([group("x"), group("x")], { history: gap, allowDuplicates: true }).slots, [
    `${key}#2`,
    key,
  ]);
});

test("a correction that would make a second group is held back, while its list stands", () => {
  const list = [group("a"), group("b", [a, b, c]), pair(a, b)];
  const made = () => first(...list.map((request) => [request, "created"]));
  const once = (what) => first([list[0], "created"], [list[1], what]);
  const held = ["2 error groupChanged"];
  for (const [changed, history, issues] of [
    [group("B", [a, b, c]), made(), held],
    [group("b", [a, c]), made(), held],
    [group("other", [a, c]), made(), []],
    [group("B", [a, b, c]), once("failed"), []],
    [group("B", [a, b, c]), once("sending"), held],
  ]) {
    const found = planned([list[0], changed], { history });
    assert.deepEqual([found.issues, found.actions[1]], [issues, issues === held ? "heldBack" : "send"]);
  }
  const allowed = planned([list[0], group("B", [a, b, c])], { history: made(), allowDuplicates: true });
  assert.deepEqual([allowed.issues, allowed.actions], [["2 warning groupChanged"], ["done", "send"]]);
  assert.equal(allowed.settled.removedGroups, 1);
  assert.match(allowed.settled.issues[0].issue.message, /^An earlier run created a group/);

  const another = planned([group("B", [a, b, c])], { history: made() });
  assert.deepEqual([another.issues, another.settled.removedGroups, another.settled.list], [[], 2, 2]);
  const whole = planned([...list, group("a", [a, b, c])], { history: made() });
  assert.deepEqual([whole.issues, whole.settled.removedGroups, whole.settled.list], [[], 0, 1]);
});

test("a changed line of a list of one line is told of, and sent", () => {
  const made = first([group("a"), "created"]);
  for (const [changed, issues] of [
    [group("A"), ["1 warning groupChanged"]],
    [group("a", [a, c]), ["1 warning groupChanged"]],
    [group("b", [a, c]), []],
    [pair(a, b), []],
  ]) {
    const { issues: found, actions } = planned([changed], { history: made });
    assert.deepEqual([found, actions], [issues, ["send"]]);
  }
  assert.deepEqual(planned([group("A"), group("c", [a, c])], { history: made }).issues, []);
});

test("a list of corrected lines is one of its own; a list that holds lines of two makes them one", () => {
  const made = (...topics) => topics.map((topic) => [keyOf(group(topic)), "created"]);
  const separate = [
    { list: 1, entries: made("a", "b") },
    { list: 2, entries: made("c") },
  ];
  const rejected = planned([group("c"), group("d")], { history: historyOf(...separate) });
  assert.deepEqual([rejected.issues, rejected.settled.list, rejected.settled.removedGroups], [[], 2, 0]);
  const both = planned([group("a"), group("c"), group("d")], { history: historyOf(...separate) });
  assert.deepEqual([both.settled.list, both.settled.joins, both.issues], [1, [2], ["3 error groupChanged"]]);
  const joined = historyOf(...separate, { list: 1, joins: [2], entries: [] });
  assert.deepEqual(planned([group("c"), group("d")], { history: joined }).issues, ["2 error groupChanged"]);
});

test("whatever happens, the numbers add up and a created line stays created", () => {
  const { between } = createRandom(20261130);
  const whats = ["created", "accepted", "unknown", "failed", "passing", "sending"];
  for (let round = 0; round < 300; round += 1) {
    const history = new RunHistory();
    const seen = new Map();
    for (let run = 0; run < 4; run += 1) {
      const list = Array.from({ length: between(1, 12) }, () =>
        between(0, 1)
          ? group(`t${between(0, 3)}`, [a, b, c].slice(0, between(2, 3)))
          : pair(a, [b, c][between(0, 1)]),
      );
      const allowDuplicates = between(0, 1) === 1;
      const options = {
        allowDuplicates,
        retryFailed: between(0, 1) === 1,
        retryUnknown: between(0, 3) === 0,
      };
      const { plan, settled } = planned(list, { history, ...options });
      history.add({ record: "run", list: settled.list, joins: settled.joins });
      const check = () => {
        const { lines, created, failed, unknown, skipped, waiting } = settled.numbers.now;
        assert.equal(lines, created + failed + unknown + skipped + waiting);
        assert.ok(Math.min(created, failed, unknown, skipped, waiting) >= 0);
      };
      check();
      plan.restart();
      const used = new Set();
      list.forEach((request, index) => {
        if (plan.isHeldBack(index)) return;
        const { slot, action, mayExist } = plan.next(keyOf(request));
        assert.ok(!used.has(slot), "a slot is used twice");
        used.add(slot);
        if (seen.get(slot) === "created") assert.equal(action, "done");
        if (seen.get(slot) === "unknown" && request.chatType === "group" && !options.retryUnknown) {
          assert.notEqual(action, "send");
        }
        if (action !== "send" || between(0, 4) === 0) return;
        settled.numbers.follow(history, [slot], () => history.add({ record: "sending", keys: [slot] }));
        check();
        const what = whats[between(0, 5)];
        if (what === "sending") {
          seen.set(slot, "unknown");
          return;
        }
        const outcome = {
          created: { status: "created", chat: { id: "x" } },
          accepted: { status: "accepted", chatId: "x", operation: { location: "/x" } },
        }[what] ?? {
          status: "failed",
          error: {
            kind: what === "failed" ? "graph" : "network",
            outcome: what === "unknown" ? what : "notCreated",
          },
        };
        const record = outcomeRecord({ line: index + 1, index, slot, mayExist, wasSent: true }, outcome);
        settled.numbers.follow(history, [slot], () => history.add(record));
        const state = runs.stateOf(record);
        seen.set(slot, state === "accepted" ? "created" : state);
        check();
      });
    }
  }
});

const refused = (status, graphMessage) => ({
  status: "failed",
  error: { status, graphMessage, hint: `hint ${status}` },
});
const created = { status: "created" };

test("three refusals in a row that are about all lines end a run that created nothing", () => {
  const texts = [
    "Missing scope permissions on the request.",
    "Missing role permissions …",
    "Failed to get license information for the user.",
  ];
  const blocked = refused(403, texts[0]);
  const all = new EarlyStop();
  const reasons = [...texts.map((text) => refused(403, text)), blocked].map((outcome, index) =>
    all.add(`k${index}`, outcome),
  );
  assert.deepEqual(reasons, [undefined, undefined, "hint 403", undefined]);
  assert.deepEqual(all.takeWaiting(), ["k0", "k1", "k2", "k3"]);
  assert.deepEqual(all.takeWaiting(), []);
  const expired = new EarlyStop();
  const ends = [created, refused(401), refused(401), refused(401)].map((outcome) =>
    expired.add("k", outcome),
  );
  assert.equal(ends.at(-1), "hint 401");

  for (const outcomes of [
    [blocked, blocked, refused(404, "no such user"), blocked, blocked],
    [created, blocked, blocked, blocked, blocked],
    [refused(403, "AclCheckFailed"), refused(403, ""), refused(403, undefined), refused(403)],
    [refused(404, texts[0]), refused(404, texts[0]), refused(404, texts[0])],
  ]) {
    const stop = new EarlyStop();
    for (const outcome of outcomes) assert.equal(stop.add("k", outcome), undefined);
    assert.deepEqual(stop.takeWaiting(), []);
  }
  const ofList = { ...blocked, error: { ...refused(403).error, refused: "list" } };
  const mixed = new EarlyStop();
  for (const outcome of [ofList, created, ofList, created]) assert.equal(mixed.add("k", outcome), undefined);
  assert.equal(mixed.end(), "hint 403", "chats can be created, and not be listed");
  const told = new EarlyStop();
  told.add("k", refused(403), "list");
  assert.equal(told.end(), "hint 403");
});

test("what is refused for all lines waits, and is not counted as failed", () => {
  const history = first([group("a"), "failed"]);
  const key = keyOf(group("a"));
  history.add({ record: "stopped", reason: "licence", keys: [key] });
  assert.equal(history.countedAs(key), "waiting");
  assert.deepEqual(planned([group("a"), group("b")], { history }).actions, ["send", "send"]);
});

test("equal mistakes are one, with their number and their first places", () => {
  const mistakes = new MistakeGroups();
  const error = { severity: "error", path: "/members/2" };
  for (let line = 2; line < 75_002; line += 1) {
    mistakes.add(line, { ...error, code: "memberDuplicate", message: `as /members/${line}` });
  }
  for (const [line, earlierLine] of [
    [9, 7],
    [12, 8],
  ]) {
    mistakes.add(line, { ...error, code: "groupEqual", message: `as line ${earlierLine}`, earlierLine });
  }
  const [many, two, ...others] = mistakes.list();
  assert.deepEqual([many.count, many.places.length, others], [75_000, 5, []]);
  assert.equal(placesText(many), "lines 2, 3, 4, 5, 6 and 74,995 more");
  assert.equal(placesText(two), "lines 9 (as line 7) and 12 (as line 8)");
});

test("a table of outcomes has the list's own columns, and nothing that Excel would run", () => {
  const layout = { form: "table", header: ["members", "topic", "notes"], separator: ";" };
  const table = new OutcomesTable(layout);
  assert.equal(
    table.header(),
    "\uFEFFmembers;topic;notes;line;status;chatId;outcome;code;httpStatus;errorMessage;hint;requestId;messageId;messageError;missing\r\n",
  );
  const outcome = { status: "created", chatId: "19:x@thread.v2", requestId: "-1" };
  const cells = [`${a};${b}`, '=cmd|"x"'];
  assert.equal(
    table.row({ line: 2, cells, outcome }),
    `"${a};${b}";"'=cmd|""x""";;2;created;19:x@thread.v2;;;;;;'-1;;;\r\n`,
  );
  const message = { messageId: "17", error: undefined };
  const members = { missing: [1, 4] };
  assert.match(
    table.row({ line: 2, cells, outcome, message, members }),
    /;17;;\/members\/1 \/members\/4\r\n$/,
  );
  assert.equal(table.row({ line: 3, cells: ["@x", "+1", "\t=1"] }), "'@x;'+1;'\t=1;3;waiting;;;;;;;;;;\r\n");
  assert.match(readAll(table.header()).refused, /a table of outcomes: give the list itself, and --resume/);
  const json = new OutcomesTable();
  const issues = [{ code: "membersEmpty", severity: "error", path: "/members", message: "No." }];
  assert.equal(
    json.row({ line: 1, request: group("x"), outcome: { status: "skipped", issues } }),
    `group,x,${a};${b},,1,skipped,,notCreated,membersEmpty,,/members No.,,,,,\r\n`,
  );
});
