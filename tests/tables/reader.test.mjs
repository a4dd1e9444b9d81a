// The rules of tables, JSON Lines and arrays, each kind by small lists: what is accepted, and what is refused with which
// sentence. Every list is read letter by letter and as a whole.

import assert from "node:assert/strict";
import { test } from "node:test";
import { a, b, c, group, pair, problemsOf, read } from "./helpers/lists.mjs";
import { readAll, tables } from "./helpers/modules.mjs";

const bytes = (text) => new TextEncoder().encode(text);
const two = pair(a, b);
const json = JSON.stringify(two);

/** Checks that a list has these requests, and no problems. */
function assertRequests(input, expected) {
  const { refused, lines } = read(input);
  assert.equal(refused, undefined);
  assert.deepEqual(lines.flatMap(problemsOf), []);
  assert.deepEqual(
    lines.map(({ request }) => request),
    expected,
  );
}

/** Checks the problems of all lines, as "line code path". */
function assertProblems(input, expected) {
  const { refused, lines } = read(input);
  assert.equal(refused, undefined);
  const found = lines.flatMap((each) => problemsOf(each).map((problem) => `${each.line} ${problem}`));
  assert.deepEqual(found, expected);
}

/** The numbers of the lines that have requests. */
const numbers = (input) => read(input).lines.map(({ line }) => line);

const assertRefused = (input, sentence) => assert.match(read(input).refused ?? "accepted", sentence);

const utf16 = (text, isLittle, mark = "\uFEFF") =>
  tables.encode(mark + text, isLittle ? "utf-16le" : "utf-16be");

test("encodings: UTF-8 with and without its mark, UTF-16 of both kinds with it", () => {
  const text = `chatType,topic,members\r\ngroup,Über – 𝄞,${a};${b};${c}\r\n`;
  for (const input of [bytes(text), bytes(`\uFEFF${text}`), utf16(text, true), utf16(text, false), text]) {
    assertRequests(input, [group("Über – 𝄞")]);
  }
});

test("what is no text in a known encoding is refused as a whole", () => {
  const text = `chatType,topic,members\r\ngroup,x,${a};${b};${c}\r\n`;
  const buffer = (...parts) => new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part))));
  const notUtf8 = /^The list is not UTF-8, .*save it as CSV UTF-8/;
  const withNul = /^The list holds NUL characters.* Save it as CSV UTF-8/;
  for (const [input, sentence] of [
    [buffer(Buffer.from(text.replace("x", "München"), "latin1")), notUtf8],
    [buffer(Buffer.from('{"chatType":"group","topic":"München"}\n', "latin1")), notUtf8],
    [buffer(text, [0xc3]), notUtf8],
    [utf16(text, true, ""), withNul],
    [utf16(text, false, ""), withNul],
    [buffer([0xff, 0xfe, 0, 0], Buffer.from(text, "utf16le")), withNul],
    [bytes(text.replace("x", "\0")), withNul],
    [bytes("PK\u0003\u0004rest of it"), /^The list is a workbook.*save the sheet as CSV UTF-8/],
    [bytes("%PDF-1.7rest of it"), /^The list is a PDF.*save the sheet as CSV UTF-8/],
    ["<html><table>", /^The list is a web page or XML/],
    ["\n <?xml version='1.0'?>", /^The list is a web page or XML/],
    [
      '{"record":"run","format":2}\n',
      /^The list is the outcomes of a run: give the list itself, and --resume/,
    ],
  ]) {
    assertRefused(input, sentence);
  }
});

test("the form goes by content; a list of nothing holds no lines", () => {
  for (const input of [`\n\n${json}\n`, ` \n[${json}]`, `\n \nmembers\n${a};${b}`])
    assertRequests(input, [two]);
  const headerAlone = ["chatType,members", "chatType,members\n,,\n", "sep=;\n"];
  for (const nothing of ["", "\n", " \r\n\t", "\uFEFF", ...headerAlone]) assertRequests(nothing, []);
});

test("separators: the one that gives the most known names, or that of a sep= line", () => {
  const rows = (separator) =>
    ["chatType", "topic", "members"]
      .join(separator)
      .concat("\n", ["group", "x", `"${a};${b};${c}"`].join(separator));
  for (const input of [
    ...[rows(","), rows(";"), rows("\t")],
    ...[`sep=;\n${rows(";")}`, `SEP=\t\r\n${rows("\t")}`, `"sep=,"\r${rows(",")}`],
    `notes;with,commas;members;topic;chatType\n;;"${a};${b};${c}";x;group\n`,
  ]) {
    assertRequests(input, [group("x")]);
  }
  for (const odd of ["|", ":", "", " ", ",;", "\\t", "x"]) {
    assertRefused(`sep=${odd}\n${rows(",")}`, /^Line 1, the sep= line, names a separator other than/);
  }
  assertRefused(
    `sep=;\n${rows(",")}`,
    /^Line 1, the sep= line, says that semicolons .* but the header has commas: take line 1 out/,
  );
});

test("a list of nothing but members needs no separator", () => {
  const list = `members\n${a};${b}\n${a}, ${b}, ${c}\n"${b}\n${a}"\n`;
  assertRequests(list, [two, group(), pair(b, a)]);
});

test("a title stands above the header: it is ignored, said, and nobody is lost in it", () => {
  const rows = `topic;members;chatType\r\nx;"${a};${b};${c}";group\r\n`;
  for (const title of ["Chats of autumn;;\r\n", "As of 1 May, all;\r\n\r\n;to be checked;;\r\n"]) {
    const { lines, notices, layout } = read(title + rows);
    assert.deepEqual(
      lines.map(({ request }) => request),
      [group("x")],
    );
    const header = title.split("\r\n").length;
    const sentence = `The header is line ${header}: what stands above it, from line 1, is ignored.`;
    assert.equal(notices[0]?.message, sentence);
    assert.ok(layout.preamble.startsWith(title));
    assert.equal(lines[0].line, header + 1);
  }
  assertRefused(`${a};${b}\n${rows}`, /^Line 1, the header: people stand where the names/);
  assertRefused(`Chats\n${a}\n${rows}`, /^Line 1, the header: the column members is missing/);
  assertRefused(`${"more\n".repeat(10)}${rows}`, /^Line 1, the header: the column members is missing/);
  assertRequests(`${"more\n".repeat(9)}${rows}`, [group("x")]);
  // A chat may be about members.
  assertRefused(`topic;Teilnehmer\nMembers;"${a};${b};${c}"\n`, /column 2 is probably meant to be members/);
  assertRefused(`Project\nmembers;${a};${b}\n`, /^Line 1, the header: /);
  const note = `Note;members\nhello, members, welcome;"${a};${b}"\nz;"${a};${b};${c}"\n`;
  assertRequests(note, [two, group()]);
});

test("names of columns in other languages are not ignored where theirs is missing", () => {
  assertRefused(`Thema;members\nx;"${a};${b}"\n`, /column 1 is|"Thema" is probably meant to be topic/);
  assertRefused(`topic;Mitglieder\nx;"${a};${b}"\n`, /column 2 is probably meant to be members/);
  assertRefused(`members;Gäste\n${a};${b}\n`, /"Gäste" seems to name people/);
});

test("the header: any case, spaces, hyphens and underscores, any order; cells are trimmed", () => {
  const app = "6e6eb4e0-5c3b-4c33-8c8d-5b5a4b5d3b5f";
  for (const header of [
    "Members,Chat Type,TOPIC,Installed App",
    "members , chat-type,topic,installed_app",
    '"MEMBERS","chat_type"," topic ",INSTALLED-APP',
  ]) {
    assertRequests(`${header}\n ${a};${b} , oneOnOne ,, ${app} \n`, [{ ...two, installedApps: [app] }]);
  }
  assertRequests(`members,chatType,topic\n${a};${b}\n`, [two]);
});

/** Columns beside members that refuse a list, by what is said of them; `{}` is the column. */
const columns = {
  '"{}" is probably meant to be topic': [
    ...[
      "topci",
      "topik",
      "topics",
      "Name",
      "chat name",
      "Topic (optional)",
      "Main topic",
      "Title",
      "subject",
    ],
  ],
  '"{}" is probably meant to be chatType': ["chat typ", "hcatType", "Type", "kind", "chat type 1:1 or group"],
  '"{}" is probably meant to be installedApp': ["installedApps", "App"],
  '"{}" seems to name people': [
    ...["member", "members2", "Second member", "Owner", "owners", "Guest 2", "E-Mail", "e-mails", "UPN"],
    ...["users", "Participant", "Participants (optional)", "Invitees", "attendees"],
  ],
  "a column status belongs to a table of outcomes: give the list itself, and --resume": ["status"],
  "a column chatId belongs to a table of outcomes: give the list itself, and --resume": ["Chat Id"],
};

/** Headers that refuse a list: themselves, and what is said of them. */
const headers = [
  ["chatType,topic", "the column members is missing (2 columns, separated by commas, were found)"],
  ["adele@contoso.com,alex@contoso.com", "people stand where the names of the columns belong"],
  ["members,chatType,Members", "the column members is there twice"],
  ["members,topic,to_pic", "the column topic is there twice"],
  ["membres,topic", "column 1 is probably meant to be members"],
  ["memberss,topic", "column 1 is probably meant to be members"],
  [
    "topic,Member 1,Member 2,Member 3",
    'columns 2, 3, 4 are probably meant to be members: put everybody of a chat into one column members, separated by semicolons, as =TEXTJOIN(";",TRUE,B2,C2,D2) in a spreadsheet does.',
  ],
  [
    `${"x,".repeat(25)}user1,user2`,
    "columns 26, 27 are probably meant to be members: put everybody of a chat into one column members, separated by semicolons.",
  ],
  ["user1,guest1,topic", "column 1 is probably meant to be members"],
  ["Name;E-Mail", "column 2 is probably meant to be members"],
  ["DisplayName,UserPrincipalName", "column 2 is probably meant to be members"],
  ...Object.entries(columns).flatMap(([sentence, names]) =>
    names.map((name) => [`members,${name}`, sentence.replace("{}", name)]),
  ),
];

test("a header that cannot be used refuses the list", () => {
  for (const [header, sentence] of headers) {
    const { refused = "accepted" } = read(`\n${header}\n${a};${b}\n`);
    assert.ok(refused.startsWith(`Line 2, the header: ${sentence}`), `${header}: ${refused}`);
    assert.doesNotMatch(refused, /contoso/);
  }
});

test("other columns are ignored with one warning that names them", () => {
  const header = "members,chatType,type,topic,name,notes,Cost centre,a@b,Address,ID";
  const { notices, lines } = read(`${header}\n${a};${b},,,,x,"1\n2",3\n`);
  assert.deepEqual(
    notices.map(({ code, severity }) => `${severity} ${code}`),
    ["warning tableColumnsIgnored", "warning tableTypesChosen"],
  );
  assert.match(
    notices[0].message,
    /: "type", "name", "notes", "Cost centre", column 8, "Address", "ID"\. The columns are members, and .* message\.$/,
  );
  assert.deepEqual(lines[0].request, two);
});

test("cells beyond the header or under no name are errors of their line when filled", () => {
  assertProblems(`members,topic\n${a};${b}, ,,\n${a};${b},,x\n"${a};${b}",,\n`, ["3 tableExtraCell"]);
  assertProblems(`members,,topic\n${a};${b},,\n${a};${b},x\n`, ["3 tableExtraCell"]);
  for (const [list, what] of [
    [`chatType;members\noneOnOne;${a};${b}\n`, /Quote fields that hold semicolons/],
    [`members,chatType\n${a}, ${b},oneOnOne\n`, /Quote fields that hold commas/],
  ]) {
    assert.match(read(list).lines[0].problems[0].message, what);
  }
});

test("chatType in any case, with spaces and hyphens", () => {
  for (const type of ["oneOnOne", "ONEONONE", "one-on-one", "One On One", "one\u2011on\u2011one"]) {
    assertRequests(`chatType,members\n${type},${a};${b}\n`, [two]);
  }
  assertRequests(`chatType,members\n GROUP ,${a};${b}\n`, [group("", [a, b])]);
  const unknown = `chatType,members\n1:1,${a};${b}\nmeeting,${a};${b}\n`;
  assertProblems(unknown, ["2 chatTypeUnknown /chatType"]);
});

test("an empty chatType goes by the number of members, told once; with a topic two are an error", () => {
  const { lines, notices } = read(`topic,members\n,${a};${b}\nx,${a};${b};${c}\nx,${a};${b}\n`);
  assert.deepEqual(
    lines.map((line) => [line.request.chatType, ...line.problems.map(({ code }) => code)]),
    [["oneOnOne"], ["group"], ["group", "tableTypeMissing"]],
  );
  assert.match(lines[2].problems[0].message, /Write group, or take the topic out/);
  assert.deepEqual(
    notices.map(({ message }) => message),
    ["2 lines, the first of them line 2, have no chatType: two members make a oneOnOne chat, more a group."],
  );
});

const tenant = "6e6eb4e0-5c3b-4c33-8c8d-5b5a4b5d3b5f";
const cells = [
  [`${a};${b}`, [a, b]],
  [`;${a};;${b};`, [a, b]],
  [`${a}, ${b},${c},`, [a, b, c]],
  [`${a}\n${b}\r\n${c}`, [a, b, c]],
  [`Vance, Adele <${a}>, Wilber, Alex <${b}>`, [a, b]],
  [`Adele Vance <${a}>; ${b}`, [a, b]],
  [`Vance, Adele <${a}> | Guest , ${b}`, [{ user: a, role: "guest" }, b]],
  [`${a}|OWNER|${tenant}, ${tenant}`, [{ user: a, role: "owner", tenantId: tenant }, tenant]],
  [`${a}||${tenant};${b}`, [{ user: a, tenantId: tenant }, b]],
  [`${a} <${a.toUpperCase()}>;'${b}' <${b}>`, [a.toUpperCase(), b]],
  [`${a};megan_fabrikam.com#EXT#@contoso.com`, [a, "megan_fabrikam.com#EXT#@contoso.com"]],
  [`O'Neil@contoso.com;${b}`, ["O'Neil@contoso.com", b]],
];

test("members as people write them", () => {
  for (const [cell, members] of cells) {
    assertRequests(`chatType,members\ngroup,"${cell.replaceAll('"', '""')}"\n`, [group("", members)]);
  }
});

/** Cells of members of which the first is refused, by the sentence about it. */
const wrongCells = {
  "neither an address": [
    ...[`Vance, ${a};${b}`, `Adele <${a};${b}`, `Adele <>;${b}`, `${a} ${b};${c}`, `mailto:${a};${b}`],
    ...[`adele@localhost;${b}`, `${a}/${b};${c}`, `|owner;${b}`, "Adele Vance;Alex Wilber"],
  ],
  "Quotation marks": [`“${a}”;${b}`, `Adele <‘${a}’>;${b}`],
  "Behind >": [`Adele <${a}> owner;${b}`, `Adele <${a}> <${c}>;${b}`],
  "The name in front of <": [`Adele | Sales <${a}>;${b}`, `${c} <${a}>;${b}`],
  "A member is written": [`${a}|owner|${tenant}|x;${b}`, `Adele <${a}>|owner|${tenant}|x;${b}`],
};

test("members that are neither address nor id, or have too much around them, are refused", () => {
  for (const [sentence, refused] of Object.entries(wrongCells)) {
    for (const cell of refused) {
      const [{ problems }] = read(`chatType,members\ngroup,"${cell}"\n`).lines;
      const found = problems.filter(({ code }) => code === "tableMember");
      const paths = cell.endsWith("Wilber") ? ["/members/0", "/members/1"] : ["/members/0"];
      assert.deepEqual([cell, ...found.map(({ path }) => path)], [cell, ...paths]);
      assert.ok(found[0].message.includes(sentence), found[0].message);
      assert.doesNotMatch(found[0].message, /contoso|Adele/);
    }
  }
});

test("one member is an error in a table, and none in JSON", () => {
  const expected = ["2 tableOneMember /members", "3 tableOneMember /members"];
  assertProblems(`chatType,members\ngroup,${a}\n,${a}\n`, expected);
  assertProblems(JSON.stringify(group("", [a])), []);
});

test("quotes count at the start of a cell only; doubled ones belong to the text", () => {
  const rows = ['group,Plan "A",', 'group,"Plan ""B""",', 'group, "Plan, C" ,', 'group,"",'].map(
    (row) => `${row}${a};${b};${c}\n`,
  );
  const groups = [group('Plan "A"'), group('Plan "B"'), group("Plan, C"), group()];
  assertRequests(`chatType,topic,members\n${rows.join("")}`, groups);
});

test("a quote that leaves doubt refuses the list, with its line", () => {
  const head = `chatType,topic,members,notes\ngroup,x,${a};${b};${c},\n`;
  const neverClosed = "a quote is opened and never closed";
  const wholeLines = "a quote opens a cell that seems to hold whole lines";
  for (const [list, line, sentence] of [
    [`${head}group,"never closed,${a};${b}\n${"group,x,y,z\n".repeat(40)}`, 3, neverClosed],
    [`${head}group,"never closed`, 3, neverClosed],
    [`"chatType,topic,members\ngroup,x,${a};${b}\n`, 1, neverClosed],
    [`${head}group,"closed" early,${a};${b}\n`, 3, "something stands behind the closing quote of"],
    [
      `${head}group,"x,${a};${b},\ngroup,"y",${a};${b},\n`,
      ...[3, "something stands behind the closing quote in line 4 of"],
    ],
    [`${head}group,x,${a};${b},"note\ngroup,y,${a};${c},\ngroup,z,${b};${c},"\n`, 3, wholeLines],
    [`${head}group,x,"${a};${b},\ngroup,y,${a};${c},\n",\n`, 3, wholeLines],
    [`members;notes\n${a};"${b}\n${a};${b}"\n`, 2, wholeLines],
  ]) {
    assertRefused(list, new RegExp(`^Line ${line} of the text: ${sentence}`));
  }
  const { refused } = readAll(`${head}group,"${"x\n".repeat(3_000_000)}`, 65_536);
  assert.match(refused, /^Line 3 of the text begins a row that is longer than any chat/);
});

test("line breaks: in members they separate, in notes they may stand, elsewhere they are errors of their line", () => {
  const list = [
    `members;topic;chatType;notes\r`,
    `"${a};${b}`,
    `${c};lee@contoso.com;kim@contoso.com;jo@contoso.com";x;group;"a`,
    `b"\r`,
    `"${a};${b};${c}";"two`,
    `lines";group;`,
  ].join("\n");
  assertProblems(list, ["3 tableLineBreak /topic"]);
  assert.equal(read(list).lines[0].request.members.length, 6);
});

test("any line ends, blank rows; rows are counted as a spreadsheet does, JSON by lines", () => {
  for (const end of ["\n", "\r\n", "\r"]) {
    const rows = ["chatType,members", "", ",,", `oneOnOne,"${a}`, `${b}"`, `oneOnOne,${a};${b}`];
    assert.deepEqual(numbers(rows.join(end)), [4, 5]);
    assert.deepEqual(numbers([json, "", json].join(end)), [1, 3]);
  }
});

test("JSON lines: what is not valid JSON is an error of its line, and says where", () => {
  const { lines } = read(`${json}\n{"chatType":"group" "members":[]}\n{\n`);
  assert.deepEqual(lines[0].request, two);
  const messages = lines.slice(1).map(({ problems: [{ message }] }) => message);
  assert.match(messages[0], /^This is not valid JSON: at column 21 a comma is missing\.$/);
  assert.match(messages[1], /Each request stands on one line, or all of them in an array\.$/);
  const long = readAll(`{"x":"${"x".repeat(9_000_000)}"}\n${json}`, 65_536);
  assert.deepEqual(
    long.lines.map(({ line, problems }) => [line, problems.length]),
    [
      [1, 1],
      [2, 0],
    ],
  );
});

test("JSON arrays: elements with their lines; a broken one refuses the list", () => {
  const tricky = { chatType: "group", topic: 'a]},"\\', members: [a, b, [c]] };
  assertRequests(JSON.stringify([tricky, two]), [tricky, two]);
  assert.deepEqual(numbers(JSON.stringify([two, two], null, 2)), [2, 9]);
  assertRequests("[]", []);
  assertRequests('[1,"x",null]', [1, "x", null]);
  for (const [list, sentence] of [
    [`[${json}`, /its closing bracket \] is missing/],
    [`[${json},]`, /an element is missing at a comma/],
    [`[,${json}]`, /an element is missing at a comma/],
    [`[${json} ${json}]`, /broken in the element that begins at line 1: at column \d+ something follows/],
    [`[${json}]\n${json}`, /^Line 2: .* something follows its closing bracket/],
    [`[\n{"chatType":}]`, /broken in the element that begins at line 2: at column 13 a value is missing/],
  ]) {
    assertRefused(list, sentence);
  }
});

test("rejected lines come out byte for byte, in the encoding and under the header of the list", () => {
  const rejectedOf = (list) => {
    const { lines, layout } = read(list);
    const rejected = new tables.RejectedList(layout);
    return Buffer.concat([...lines.map(({ raw }) => rejected.add(raw)), rejected.end()]);
  };
  const rows = [`group,"a\r\nb",${a};${b},ü\r\n`, `\r\n`, `oneOnOne,,${a};${b},"x ""y"""`];
  for (const [encoding, mark] of [
    ["utf-8", ""],
    ["utf-8", "\uFEFF"],
    ["utf-16le", "\uFEFF"],
    ["utf-16be", "\uFEFF"],
  ]) {
    const head = `${mark}sep=,\r\n\r\nchatType, Topic ,members,notes\r\n`;
    const expected = tables.encode(head + rows[0] + rows[2], encoding);
    assert.deepEqual(rejectedOf(tables.encode(head + rows.join(""), encoding)), Buffer.from(expected));
  }
  const elements = [`{ "a" : "ü" }`, "[1]"];
  const text = rejectedOf(`[\n ${elements.join(" ,\n")} ]`);
  assert.equal(String(text), `[\n${elements.join(",\n")}\n]\n`);
});
