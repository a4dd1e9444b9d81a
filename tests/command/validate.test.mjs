// `validate`: every issue of every line, in both formats, with names of nobody.

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

test("JSON lines", async (t) => {
  const folder = temporaryFolder(t);
  write(folder, "chats.jsonl", wrongLines);
  const { code, stdout, stderr } = await run(folder, ["validate", "chats.jsonl"]);
  assert.deepEqual([code, stderr], [2, ""]);
  assert.deepEqual(places(stdout), [
    "chats.jsonl:3: warning topicHasColon at /topic",
    "chats.jsonl:3: error memberRoleUnknown at /members/1/role",
    "chats.jsonl:3: error memberDuplicate at /members/2",
    "chats.jsonl:4: error jsonInvalid",
    "chats.jsonl:5: error jsonInvalid",
    "chats.jsonl:7: error requestNotObject",
    "chats.jsonl:8: error memberUserInvalid at /members/1",
    "6 requests checked: 6 errors in 5 lines, 1 warning.",
    "",
  ]);
  assert.match(stdout, /:4: error jsonInvalid: This is no JSON: at column 21 a comma is missing\.\n/);
  assert.match(
    stdout,
    /:5: error jsonInvalid: This is no JSON: at column 52 a closing bracket is missing\.\n/,
  );
  assert.doesNotMatch(stdout, /secret|contoso|Secret/);
});

test("bytes that are no UTF-8, and a line that is too long", async (t) => {
  const folder = temporaryFolder(t);
  const long = `{"chatType":"${"x".repeat(9 * 1024 * 1024)}"}\n`;
  write(
    folder,
    "chats.jsonl",
    Buffer.concat([Buffer.from([0x22, 0xe4, 0x22, 0x0a]), Buffer.from(long), Buffer.from("{}")]),
  );
  const { stdout } = await run(folder, ["validate", "chats.jsonl"]);
  assert.deepEqual(places(stdout).slice(0, 4), [
    "chats.jsonl:1: error notUtf8",
    "chats.jsonl:2: error lineTooLong",
    "chats.jsonl:3: error chatTypeMissing at /chatType",
    "chats.jsonl:3: error membersMissing at /members",
  ]);
});

const table = [
  "\uFEFFchatType,topic,members,installedApp\r",
  "\r",
  "oneOnOne,,a@contoso.com;b@contoso.com,\r",
  'group,"A ""quoted"", topic',
  'of two lines", a@contoso.com ; b@contoso.com|guest ;c@fabrikam.com|owner|6e6eb4e0-5c3b-4c33-8c8d-5b5a4b5d3b5f,\r',
  "group,,a@contoso.com;;b@contoso.com|boss,no-app",
  ",,,",
  "group,x",
  "group,,a@contoso.com|owner|6e6eb4e0-5c3b-4c33-8c8d-5b5a4b5d3b5f|x;b@contoso.com,",
  "oneOnOne,,,",
].join("\n");

test("a table", async (t) => {
  const folder = temporaryFolder(t);
  write(folder, "chats.csv", table);
  const { code, stdout } = await run(folder, ["validate", "chats.csv"]);
  assert.equal(code, 2);
  assert.deepEqual(places(stdout), [
    "chats.csv:6: error memberUserMissing at /members/1",
    "chats.csv:6: error memberRoleUnknown at /members/2/role",
    "chats.csv:6: error installedAppInvalid at /installedApps/0",
    "chats.csv:8: error csvFieldCount",
    "chats.csv:9: error csvMember at /members/0",
    "chats.csv:10: error membersEmpty at /members",
    "6 requests checked: 6 errors in 4 lines, 0 warnings.",
    "",
  ]);
});

const headers = [
  ["chatType,members,secret@contoso.com", "column 3 is unknown"],
  ["chatType;members", "column 1 is unknown"],
  ["chatType,members,members", "column 3 is there twice"],
  ["chatType,topic", "the column members is missing"],
];
for (const [header, sentence] of headers) {
  test(`a table where ${sentence}`, async (t) => {
    const folder = temporaryFolder(t);
    write(folder, "chats.csv", `\n${header}\noneOnOne,a;b,c\n`);
    const { code, stdout, stderr } = await run(folder, ["validate", "chats.csv"]);
    const columns =
      "The columns, separated by commas, are chatType, members, topic, installedApp (topic and installedApp may be left out).";
    assert.equal(stderr, `Line 2, the header: ${sentence}. ${columns}\n`);
    assert.deepEqual([code, stdout], [2, ""]);
  });
}

test("a table with quotes that do not match, or in another encoding", async (t) => {
  const folder = temporaryFolder(t);
  const cases = [
    [
      'group,x,a;b;a\n\ngroup,"never closed,a;b\ngroup,x,a;b\n',
      /^The row that begins at line 4 cannot be read: a quote is not closed/,
    ],
    ['group,"closed" early,a;b\n', /^The row that begins at line 2 cannot be read: a quote is not closed/],
    [Buffer.from("group,M\xfcnchen,a;b\n", "latin1"), /^The table is no UTF-8/],
  ];
  for (const [rows, sentence] of cases) {
    write(folder, "chats.csv", Buffer.concat([Buffer.from("chatType,topic,members\n"), Buffer.from(rows)]));
    const { code, stdout, stderr } = await run(folder, ["validate", "chats.csv", "--quiet"]);
    assert.match(stderr, sentence);
    assert.deepEqual([code, stderr.split("\n").length], [2, 2]);
    const before = String(rows).startsWith("group,x")
      ? ["chats.csv:2: error memberDuplicate at /members/2"]
      : [];
    assert.deepEqual(places(stdout).filter(Boolean), before);
  }
});

test("standard input in both formats, with a summary for programs", async (t) => {
  const folder = temporaryFolder(t);
  const sound = { requests: 3, oneOnOne: 2, group: 1, wrongLines: 0, errors: 0, warnings: 0 };
  for (const input of [jsonLines(requests(3)), csvLines(requests(3))]) {
    const { code, stdout, stderr } = await run(folder, ["validate", "-", "--json"], { input });
    assert.deepEqual([code, stderr], [0, ""]);
    assert.deepEqual(JSON.parse(stdout), { command: "validate", exitCode: 0, ...sound });
  }
});

test("with --json the issues go to standard error, with --out into a file", async (t) => {
  const folder = temporaryFolder(t);
  write(folder, "chats.jsonl", wrongLines);
  const { code, stdout, stderr } = await run(folder, [
    "validate",
    "chats.jsonl",
    "--json",
    "--out",
    "issues.jsonl",
  ]);
  assert.equal(code, 2);
  const { errors, warnings } = JSON.parse(stdout);
  assert.deepEqual([errors, warnings, stderr.split("\n").length], [6, 1, 8]);
  const issues = read(folder, "issues.jsonl")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  assert.deepEqual(issues.map(({ line, code: issue, path }) => `${line} ${issue} ${path}`).slice(0, 3), [
    "3 topicHasColon /topic",
    "3 memberRoleUnknown /members/1/role",
    "3 memberDuplicate /members/2",
  ]);
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
