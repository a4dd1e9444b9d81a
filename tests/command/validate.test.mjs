// `validate`: every issue of every line, in every form, with names of nobody.

import assert from "node:assert/strict";
import { test } from "node:test";
import { run, temporaryFolder } from "./helpers/installed.mjs";
import { csvLines, jsonLines, read, requests, write } from "./helpers/requests.mjs";

/** The part of each printed line before its message. */
const places = (text) => text.split("\n").map((line) => line.replace(/(^\S+:\d+: .*?): .*/, "$1"));

const wrongLines = [
  '\uFEFF{"chatType":"oneOnOne","members":["a@contoso.com","b@contoso.com"]}\r',
  "",
  '{"chatType":"group","topic":"Secret: plan","members":["a@contoso.com",{"user":"b@contoso.com","role":"member"},"a@contoso.com"]}\r',
  '{"chatType":"group" "members":["secret@contoso.com"]}',
  '{"chatType":"group","members":["secret@contoso.com"',
  "   ",
  '["secret@contoso.com"]',
  '{"chatType":"oneOnOne","members":["a@contoso.com","b\u2028@contoso.com"]}',
].join("\n");

const wrongTable = [
  "\uFEFFmembers;Chat Type;topic;Notes\r",
  '"a@contoso.com;b@contoso.com";;;x\r',
  '"a@contoso.com;Secret Name";group;"two',
  'lines";\r',
  '"a@contoso.com;b@contoso.com";group;Plan;;extra\r',
].join("\n");

test("what is wrong in lines and in a table, where, and what is told about it as a whole", async (t) => {
  const folder = temporaryFolder(t);
  const said = async (name, text, expected) => {
    write(folder, name, text);
    const { code, stdout, stderr } = await run(folder, ["validate", name]);
    assert.deepEqual([code, stderr, places(stdout)], [2, "", expected]);
    assert.doesNotMatch(stdout, /secret|contoso|Secret/);
    return stdout;
  };
  const ofLines = await said("chats.jsonl", wrongLines, [
    "chats.jsonl:3: warning topicHasColon at /topic",
    "chats.jsonl:3: error memberRoleUnknown at /members/1/role",
    "chats.jsonl:3: error memberDuplicate at /members/2",
    "chats.jsonl:4: error jsonInvalid",
    "chats.jsonl:5: error jsonInvalid",
    "chats.jsonl:7: error requestNotObject",
    "chats.jsonl:8: error memberUserInvalid at /members/1",
    "6 lines checked: 6 errors in 5 lines, 1 warning.",
    "",
  ]);
  assert.match(ofLines, /:4: error jsonInvalid: This is not valid JSON: at column 21 a comma is missing\.\n/);
  await said("chats.csv", wrongTable, [
    'chats.csv: warning tableColumnsIgnored: Columns that are not known are ignored: "Notes". The columns are members, and where wanted chatType, topic, installedApp and message.',
    "chats.csv: warning tableTypesChosen: Line 2 has no chatType: two members make a oneOnOne chat, more a group.",
    "chats.csv:3: error tableLineBreak at /topic",
    "chats.csv:3: error tableMember at /members/1",
    "chats.csv:4: error tableExtraCell",
    "3 lines checked: 3 errors in 2 lines, 2 warnings.",
    "",
  ]);
  const quiet = await run(folder, ["validate", "chats.csv", "--quiet"]);
  assert.equal(quiet.stdout.split("\n").length, 4);
});

test("a list that cannot be trusted is refused with one sentence, whatever it is called", async (t) => {
  const folder = temporaryFolder(t);
  const lines = Array.from({ length: 40 }, (_, index) => `group,Plan ${index},a@contoso.com;b@contoso.com`);
  lines[5] = 'group,"Plan 5,a@contoso.com;b@contoso.com';
  const cases = [
    [
      `chatType,topic,members\n${lines.join("\n")}`,
      /^chats\.jsonl: Line 7 of the text: a quote is opened and never closed/,
    ],
    [
      "chatType,topic,secret@contoso.com\n",
      /^chats\.jsonl: Line 1, the header: the column members is missing/,
    ],
    [Buffer.from("members\nM\xfcller@contoso.com", "latin1"), /^chats\.jsonl: The list is not UTF-8/],
  ];
  for (const [text, sentence] of cases) {
    write(folder, "chats.jsonl", text);
    const { code, stdout, stderr } = await run(folder, ["validate", "chats.jsonl"]);
    assert.match(stderr, sentence);
    assert.deepEqual([code, stdout, stderr.split("\n").length], [2, "", 2]);
    assert.doesNotMatch(stderr, /contoso/);
  }
});

test("standard input in every form, with a summary for programs", async (t) => {
  const folder = temporaryFolder(t);
  const sound = { lines: 3, oneOnOne: 2, group: 1, wrongLines: 0, errors: 0, warnings: 0 };
  const forms = [jsonLines(requests(3)), csvLines(requests(3)), JSON.stringify(requests(3), null, 2)];
  for (const input of forms) {
    const { code, stdout, stderr } = await run(folder, ["validate", "-", "--json"], { input });
    assert.deepEqual([code, stderr], [0, ""]);
    assert.deepEqual(JSON.parse(stdout), { command: "validate", exitCode: 0, ...sound });
  }
});

test("with --json the issues go to standard error, with --out into a file", async (t) => {
  const folder = temporaryFolder(t);
  write(folder, "chats.jsonl", wrongLines);
  const args = ["validate", "chats.jsonl", "--json", "--out", "issues.jsonl"];
  const { code, stdout, stderr } = await run(folder, args);
  assert.equal(code, 2);
  const { errors, warnings } = JSON.parse(stdout);
  assert.deepEqual([errors, warnings, stderr.split("\n").length], [6, 1, 8]);
  const issues = jsonOf(read(folder, "issues.jsonl"));
  assert.deepEqual(issues.map(({ line, code: issue, path }) => `${line} ${issue} ${path}`).slice(0, 3), [
    "3 topicHasColon /topic",
    "3 memberRoleUnknown /members/1/role",
    "3 memberDuplicate /members/2",
  ]);
});

const jsonOf = (text) =>
  text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

test("a mistake of 75,000 lines is said once, and --out has them all", async (t) => {
  const folder = temporaryFolder(t);
  const count = 75_000;
  write(folder, "chats.csv", `members,chatType\n${"a@contoso.com;Alex Wilber,group\n".repeat(count)}`);
  const { code, stdout } = await run(folder, ["validate", "chats.csv", "--out", "issues.jsonl"]);
  assert.equal(code, 2);
  const [first, second, ...others] = stdout.split("\n");
  assert.match(first, /^chats\.csv:2: error tableMember at \/members\/1: This is neither an address/);
  assert.equal(second, "  Same in lines 2, 3, 4, 5, 6 and 74,995 more: 75,000 lines in all.");
  assert.deepEqual(others, ["75,000 lines checked: 75,000 errors in 75,000 lines, 0 warnings.", ""]);
  const issues = jsonOf(read(folder, "issues.jsonl"));
  assert.deepEqual([issues.length, issues.at(-1).line], [count, count + 1]);
});

test("equal groups are errors that name both lines, or warnings with --allow-duplicates", async (t) => {
  const folder = temporaryFolder(t);
  const same = [
    "group,Plan,a@contoso.com;b@contoso.com",
    "Group, Plan ,B@contoso.com|guest;A <a@contoso.com>",
  ];
  write(
    folder,
    "chats.csv",
    ["chatType,topic,members", ...same, "oneOnOne,,a@x.com;b@x.com", same[0]].join("\n"),
  );
  const { code, stdout } = await run(folder, ["validate", "chats.csv", "--out", "issues.jsonl"]);
  assert.equal(code, 2);
  assert.match(stdout, /^chats\.csv:3: error groupEqual: .* of line 2, .*--allow-duplicates/);
  assert.match(
    stdout,
    /\n {2}Same in lines 3 \(as line 2\) and 5 \(as line 2\): 2 lines in all\.\n4 lines checked: 2 errors in 2 lines/,
  );
  const messages = jsonOf(read(folder, "issues.jsonl")).map(({ line, earlierLine }) => [line, earlierLine]);
  assert.deepEqual(messages, [
    [3, 2],
    [5, 2],
  ]);
  const allowed = await run(folder, ["validate", "chats.csv", "--allow-duplicates"]);
  assert.deepEqual([allowed.code, /: warning groupEqual: /.test(allowed.stdout)], [0, true]);
});

test("the caller, the cloud and --quiet count", async (t) => {
  const folder = temporaryFolder(t);
  const bind = "https://graph.microsoft.us/v1.0/users('b@contoso.com')";
  const wire = {
    "@odata.type": "#microsoft.graph.aadUserConversationMember",
    roles: ["owner"],
    "user@odata.bind": bind,
  };
  const request = { chatType: "group", topic: "a:b", members: ["a@contoso.com", wire] };
  write(folder, "chats.jsonl", jsonLines([request]));
  const check = async (...args) => {
    const { code, stdout } = await run(folder, ["validate", "chats.jsonl", "--quiet", ...args]);
    return [code, places(stdout).filter(Boolean)];
  };
  assert.deepEqual(await check("--cloud", "usGovernmentL4"), [0, []]);
  assert.deepEqual(await check(), [
    2,
    ["chats.jsonl:1: error bindUrlForeignHost at /members/1/user@odata.bind"],
  ]);
  assert.deepEqual(await check("--cloud", "usGovernmentL4", "--caller", "c@contoso.com"), [
    2,
    ["chats.jsonl:1: error callerNotMember at /members"],
  ]);
});
