// The rules of tables, JSON Lines and arrays, each kind by small lists: what is accepted, and what is refused with which
// sentence. Every list is read letter by letter and as a whole.

import assert from "node:assert/strict";
import { test } from "node:test";
import { readAll, tables } from "./helpers/modules.mjs";

const a = "adele@contoso.com";
const b = "alex@contoso.com";
const c = "megan@contoso.com";
const bytes = (text) => new TextEncoder().encode(text);

/** Reads in two ways, which must agree. */
function read(input) {
  const whole = readAll(input, input.length || 1);
  assert.deepEqual(readAll(input, 1), whole);
  return whole;
}

/** The requests of a list without problems. */
function requests(input) {
  const { refused, lines } = read(input);
  assert.equal(refused, undefined);
  for (const line of lines) assert.deepEqual(line.problems, []);
  return lines.map(({ request }) => request);
}

/** The problems of each line, as "line code path". */
function problems(input) {
  const { refused, lines } = read(input);
  assert.equal(refused, undefined);
  return lines.flatMap((each) =>
    each.problems.map(({ code, path }) => `${each.line} ${code} ${path}`.trim()),
  );
}

const refusal = (input) => read(input).refused ?? "accepted";

const pair = { chatType: "oneOnOne", members: [a, b] };
const group = (topic, members = [a, b, c]) => ({ chatType: "group", topic, members });

function utf16(text, isLittle, mark = true) {
  return tables.encode((mark ? "\uFEFF" : "") + text, isLittle ? "utf-16le" : "utf-16be");
}

test("encodings: UTF-8 with and without its mark, UTF-16 of both kinds with it", () => {
  const text = `chatType,topic,members\r\ngroup,Über – 𝄞,${a};${b};${c}\r\n`;
  for (const input of [bytes(text), bytes(`\uFEFF${text}`), utf16(text, true), utf16(text, false), text]) {
    assert.deepEqual(requests(input), [group("Über – 𝄞")]);
  }
});

test("what is no text in a known encoding is refused as a whole", () => {
  const text = `chatType,topic,members\r\ngroup,x,${a};${b};${c}\r\n`;
  for (const input of [
    Buffer.from(text.replace("x", "München"), "latin1"),
    Buffer.from('{"chatType":"group","topic":"München"}\n', "latin1"),
    Buffer.concat([bytes(text), Buffer.from([0xc3])]),
  ]) {
    assert.match(refusal(new Uint8Array(input)), /^The list is not UTF-8, .*save it as CSV UTF-8/);
  }
  for (const input of [
    utf16(text, true, false),
    utf16(text, false, false),
    Buffer.concat([Buffer.from([0xff, 0xfe, 0, 0]), Buffer.from(text, "utf16le")]),
    bytes(text.replace("x", "\0")),
  ]) {
    assert.match(refusal(new Uint8Array(input)), /^The list holds NUL characters.* Save it as CSV UTF-8/);
  }
  for (const [head, what] of [
    ["PK\u0003\u0004", "a workbook"],
    ["%PDF-1.7", "a PDF"],
  ]) {
    assert.match(
      refusal(bytes(`${head}rest of it`)),
      new RegExp(`^The list is ${what}.*save the sheet as CSV UTF-8`),
    );
  }
  assert.match(refusal("<html><table>"), /^The list is a web page or XML/);
  assert.match(refusal("\n <?xml version='1.0'?>"), /^The list is a web page or XML/);
});

test("the form goes by content; a list of nothing holds no lines", () => {
  assert.deepEqual(requests(`\n\n${JSON.stringify(pair)}\n`), [pair]);
  assert.deepEqual(requests(` \n[${JSON.stringify(pair)}]`), [pair]);
  assert.deepEqual(requests(`\n \nmembers\n${a};${b}`), [pair]);
  for (const nothing of [
    "",
    "\n",
    " \r\n\t",
    "\uFEFF",
    "sep=;\n",
    "chatType,members",
    "chatType,members\n,,\n",
  ]) {
    assert.deepEqual(requests(nothing), []);
  }
});

test("separators: the one that gives the most known names, or that of a sep= line", () => {
  const rows = (separator) =>
    ["chatType", "topic", "members"]
      .join(separator)
      .concat("\n", ["group", "x", `"${a};${b};${c}"`].join(separator));
  for (const separator of [",", ";", "\t"]) assert.deepEqual(requests(rows(separator)), [group("x")]);
  assert.deepEqual(requests(`sep=;\n${rows(";")}`), [group("x")]);
  assert.deepEqual(requests(`SEP=\t\r\n${rows("\t")}`), [group("x")]);
  assert.deepEqual(requests(`"sep=,"\r${rows(",")}`), [group("x")]);
  assert.deepEqual(requests(`notes;with,commas;members;topic;chatType\n;;"${a};${b};${c}";x;group\n`), [
    group("x"),
  ]);
  for (const odd of ["|", ":", "", " ", ",;", "\\t", "x"]) {
    assert.match(refusal(`sep=${odd}\n${rows(",")}`), /^Line 1, the sep= line, names a separator other than/);
  }
  assert.match(
    refusal(`sep=;\n${rows(",")}`),
    /^Line 1, the sep= line, says that semicolons .* but the header has commas: take line 1 out/,
  );
});

test("a list of nothing but members needs no separator", () => {
  assert.deepEqual(requests(`members\n${a};${b}\n${a}, ${b}, ${c}\n"${b}\n${a}"\n`), [
    pair,
    { chatType: "group", members: [a, b, c] },
    { chatType: "oneOnOne", members: [b, a] },
  ]);
});

test("the header: any case, spaces, hyphens and underscores, any order; cells are trimmed", () => {
  for (const header of [
    "Members,Chat Type,TOPIC,Installed App",
    "members , chat-type,topic,installed_app",
    '"MEMBERS","chat_type"," topic ",INSTALLED-APP',
  ]) {
    const app = "6e6eb4e0-5c3b-4c33-8c8d-5b5a4b5d3b5f";
    assert.deepEqual(requests(`${header}\n ${a};${b} , oneOnOne ,, ${app} \n`), [
      { ...pair, installedApps: [app] },
    ]);
  }
  assert.deepEqual(requests(`members,chatType,topic\n${a};${b}\n`), [pair]);
});

const headers = [
  ["chatType,topic", "the column members is missing (2 columns, separated by commas, were found)"],
  ["members,chatType,Members", "the column members is there twice"],
  ["members,topic,to_pic", "the column topic is there twice"],
  ["membres,topic", "column 1 is probably meant to be members"],
  ["memberss,topic", "column 1 is probably meant to be members"],
  ["members,topci", '"topci" is probably meant to be topic'],
  ["members,topik", '"topik" is probably meant to be topic'],
  ["members,topics", '"topics" is probably meant to be topic'],
  ["members,chat typ", '"chat typ" is probably meant to be chatType'],
  ["members,hcatType", '"hcatType" is probably meant to be chatType'],
  ["members,installedApps", '"installedApps" is probably meant to be installedApp'],
  ["members,Type", '"Type" is probably meant to be chatType'],
  ["members,kind", '"kind" is probably meant to be chatType'],
  ["members,Name", '"Name" is probably meant to be topic'],
  ["members,chat name", '"chat name" is probably meant to be topic'],
  ["members,Topic (optional)", '"Topic (optional)" is probably meant to be topic'],
  ["members,topic,chat type 1:1 or group", '"chat type 1:1 or group" is probably meant to be chatType'],
  ["members,Title", '"Title" is probably meant to be topic'],
  ["members,subject", '"subject" is probably meant to be topic'],
  ["members,App", '"App" is probably meant to be installedApp'],
  ["members,topic,member", '"member" seems to name people'],
  ["members,Owner", '"Owner" seems to name people'],
  ["members,owners", '"owners" seems to name people'],
  ["members,Guest 2", '"Guest 2" seems to name people'],
  ["members,E-Mail", '"E-Mail" seems to name people'],
  ["members,e-mails", '"e-mails" seems to name people'],
  ["members,UPN", '"UPN" seems to name people'],
  ["members,users", '"users" seems to name people'],
  ["members,Participant", '"Participant" seems to name people'],
  ["members,Invitees", '"Invitees" seems to name people'],
  ["members,Second member", '"Second member" seems to name people'],
  ["members,Participants (optional)", '"Participants (optional)" seems to name people'],
  ["members,attendees", '"attendees" seems to name people'],
  ["members,members2", '"members2" seems to name people'],
  ["user1,user2,topic", "column 1 is probably meant to be members"],
  ["Name;E-Mail", "column 2 is probably meant to be members"],
  ["DisplayName,UserPrincipalName", "column 2 is probably meant to be members"],
  ["members,status", "a column status belongs to a table of outcomes: give the list itself, and --resume"],
  ["members,Chat Id", "a column chatId belongs to a table of outcomes: give the list itself, and --resume"],
  ["adele@contoso.com,alex@contoso.com", "the column members is missing (2 columns"],
];
for (const [header, sentence] of headers) {
  test(`the header ${header} is refused`, () => {
    const message = refusal(`\n${header}\n${a};${b}\n`);
    assert.ok(message.startsWith(`Line 2, the header: ${sentence}`), message);
    assert.doesNotMatch(message, /contoso/);
  });
}

test("other columns are ignored with one warning that names them", () => {
  const header = "members,chatType,type,topic,name,notes,Cost centre,a@b,Address,ID";
  const { notices, lines } = read(`${header}\n${a};${b},,,,x,"1\n2",3\n`);
  assert.deepEqual(
    notices.map(({ code, severity }) => `${severity} ${code}`),
    ["warning tableColumnsIgnored", "warning tableTypesChosen"],
  );
  assert.match(notices[0].message, /: "type", "name", "notes", "Cost centre", column 8, "Address", "ID"\.$/);
  assert.deepEqual(lines[0].request, pair);
});

test("cells beyond the header or under no name are errors of their line when filled", () => {
  assert.deepEqual(problems(`members,topic\n${a};${b}, ,,\n${a};${b},,x\n"${a};${b}",,\n`), [
    "3 tableExtraCell",
  ]);
  assert.deepEqual(problems(`members,,topic\n${a};${b},,\n${a};${b},x\n`), ["3 tableExtraCell"]);
  const [{ message }] = read(`chatType;members\noneOnOne;${a};${b}\n`).lines[0].problems;
  assert.match(message, /Quote fields that hold semicolons/);
  const [{ message: commas }] = read(`members,chatType\n${a}, ${b},oneOnOne\n`).lines[0].problems;
  assert.match(commas, /Quote fields that hold commas/);
});

test("chatType in any case, with spaces and hyphens", () => {
  for (const type of ["oneOnOne", "ONEONONE", "one-on-one", "One On One", "one\u2011on\u2011one"]) {
    assert.deepEqual(requests(`chatType,members\n${type},${a};${b}\n`), [pair]);
  }
  assert.deepEqual(requests(`chatType,members\n GROUP ,${a};${b}\n`), [
    { chatType: "group", members: [a, b] },
  ]);
  assert.deepEqual(problems(`chatType,members\n1:1,${a};${b}\nmeeting,${a};${b}\n`), [
    "2 chatTypeUnknown /chatType",
  ]);
});

test("an empty chatType goes by the number of members, told once; with a topic two are an error", () => {
  const { lines, notices } = read(`topic,members\n,${a};${b}\nx,${a};${b};${c}\nx,${a};${b}\n`);
  assert.deepEqual(
    lines.map(({ request, problems: found }) => [request.chatType, found.map(({ code }) => code).join()]),
    [
      ["oneOnOne", ""],
      ["group", ""],
      ["group", "tableTypeMissing"],
    ],
  );
  assert.equal(lines[2].problems[0].message.includes("Write group, or take the topic out"), true);
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
for (const [cell, members] of cells) {
  test(`members ${JSON.stringify(cell)}`, () => {
    const [request] = requests(`chatType,members\ngroup,"${cell.replaceAll('"', '""')}"\n`);
    assert.deepEqual(request.members, members);
  });
}

const wrongCells = [
  ["Adele Vance;Alex Wilber", [0, 1], "neither an address"],
  [`Vance, ${a};${b}`, [0], "neither an address"],
  [`Adele <${a};${b}`, [0], "neither an address"],
  [`Adele <>;${b}`, [0], "neither an address"],
  [`“${a}”;${b}`, [0], "Quotation marks"],
  [`Adele <‘${a}’>;${b}`, [0], "Quotation marks"],
  [`${a} ${b};${c}`, [0], "neither an address"],
  [`mailto:${a};${b}`, [0], "neither an address"],
  [`adele@localhost;${b}`, [0], "neither an address"],
  [`${a}/${b};${c}`, [0], "neither an address"],
  [`|owner;${b}`, [0], "neither an address"],
  [`Adele <${a}> owner;${b}`, [0], "Behind >"],
  [`Adele <${a}> <${c}>;${b}`, [0], "Behind >"],
  [`Adele | Sales <${a}>;${b}`, [0], "The name in front of <"],
  [`${c} <${a}>;${b}`, [0], "The name in front of <"],
  [`${a}|owner|${tenant}|x;${b}`, [0], "A member is written"],
  [`Adele <${a}>|owner|${tenant}|x;${b}`, [0], "A member is written"],
];
for (const [cell, places, sentence] of wrongCells) {
  test(`members ${JSON.stringify(cell)} are refused`, () => {
    const [line] = read(`chatType,members\ngroup,"${cell}"\n`).lines;
    const found = line.problems.filter(({ code }) => code === "tableMember");
    assert.deepEqual(
      found.map(({ path }) => path),
      places.map((place) => `/members/${place}`),
    );
    assert.ok(found[0].message.startsWith(sentence) || found[0].message.includes(sentence), found[0].message);
    assert.doesNotMatch(found[0].message, /contoso|Adele/);
  });
}

test("one member is an error in a table, and none in JSON", () => {
  assert.deepEqual(problems(`chatType,members\ngroup,${a}\n,${a}\n`), [
    "2 tableOneMember /members",
    "3 tableOneMember /members",
  ]);
  assert.deepEqual(problems(JSON.stringify({ chatType: "group", members: [a] })), []);
});

test("quotes count at the start of a cell only; doubled ones belong to the text", () => {
  const rows = ['group,Plan "A",', 'group,"Plan ""B""",', 'group, "Plan, C" ,', 'group,"",'].map(
    (row) => `${row}${a};${b};${c}\n`,
  );
  assert.deepEqual(requests(`chatType,topic,members\n${rows.join("")}`), [
    group('Plan "A"'),
    group('Plan "B"'),
    group("Plan, C"),
    { chatType: "group", members: [a, b, c] },
  ]);
});

test("a quote that leaves doubt refuses the list, with its line", () => {
  const head = `chatType,topic,members,notes\ngroup,x,${a};${b};${c},\n`;
  const refused = [
    [
      `${head}group,"never closed,${a};${b}\n${"group,x,y,z\n".repeat(40)}`,
      /^Line 3 of the text: a quote is opened and never closed/,
    ],
    [`${head}group,"never closed`, /^Line 3 of the text: a quote is opened and never closed/],
    [
      `${head}group,"closed" early,${a};${b}\n`,
      /^Line 3 of the text: something stands behind the closing quote of/,
    ],
    [
      `${head}group,"x,${a};${b},\ngroup,"y",${a};${b},\n`,
      /^Line 3 of the text: something stands behind the closing quote in line 4 of/,
    ],
    [
      `${head}group,x,${a};${b},"note\ngroup,y,${a};${c},\ngroup,z,${b};${c},"\n`,
      /^Line 3 of the text: a quote opens a cell that seems to hold whole lines/,
    ],
    [
      `${head}group,x,"${a};${b},\ngroup,y,${a};${c},\n",\n`,
      /^Line 3 of the text: a quote opens a cell that seems to hold whole lines/,
    ],
    [
      `members;notes\n${a};"${b}\n${a};${b}"\n`,
      /^Line 2 of the text: a quote opens a cell that seems to hold whole lines/,
    ],
    [
      `"chatType,topic,members\ngroup,x,${a};${b}\n`,
      /^Line 1 of the text: a quote is opened and never closed/,
    ],
  ];
  for (const [list, sentence] of refused) assert.match(refusal(list), sentence);
  const long = `${head}group,"${"x\n".repeat(3_000_000)}`;
  assert.match(
    readAll(long, 65_536).refused,
    /^Line 3 of the text begins a row that is longer than any chat/,
  );
});

test("line breaks: in members they separate, in notes they may stand, elsewhere they are errors of their line", () => {
  const list = [
    `members;topic;chatType;notes\r`,
    `"${a};${b}`,
    `${c};${a.replace("adele", "lee")};${b.replace("alex", "kim")};${b.replace("alex", "jo")}";x;group;"a`,
    `b"\r`,
    `"${a};${b};${c}";"two`,
    `lines";group;`,
  ].join("\n");
  assert.deepEqual(problems(list), ["3 tableLineBreak /topic"]);
  assert.equal(read(list).lines[0].request.members.length, 6);
});

test("any line ends, blank rows; rows are counted as a spreadsheet does, JSON by lines", () => {
  for (const end of ["\n", "\r\n", "\r"]) {
    const list = ["chatType,members", "", ",,", `oneOnOne,"${a}`, `${b}"`, `oneOnOne,${a};${b}`].join(end);
    assert.deepEqual(
      read(list).lines.map(({ line }) => line),
      [4, 5],
    );
    const json = [JSON.stringify(pair), "", JSON.stringify(pair)].join(end);
    assert.deepEqual(
      read(json).lines.map(({ line }) => line),
      [1, 3],
    );
  }
});

test("JSON lines: what is not valid JSON is an error of its line, and says where", () => {
  const { lines } = read(`${JSON.stringify(pair)}\n{"chatType":"group" "members":[]}\n{\n`);
  assert.deepEqual(lines[0].request, pair);
  assert.match(lines[1].problems[0].message, /^This is not valid JSON: at column 21 a comma is missing\.$/);
  assert.match(
    lines[2].problems[0].message,
    /Each request stands on one line, or all of them in an array\.$/,
  );
  const long = `{"x":"${"x".repeat(9_000_000)}"}\n${JSON.stringify(pair)}`;
  assert.deepEqual(
    readAll(long, 65_536).lines.map(({ line, problems: found }) => [line, found.length]),
    [
      [1, 1],
      [2, 0],
    ],
  );
});

test("the outcomes of a run are no list", () => {
  assert.match(
    refusal('{"record":"run","format":2}\n'),
    /^The list is the outcomes of a run: give the list itself, and --resume/,
  );
});

test("JSON arrays: elements with their lines; a broken one refuses the list", () => {
  const tricky = { chatType: "group", topic: 'a]},"\\', members: [a, b, [c]] };
  assert.deepEqual(requests(JSON.stringify([tricky, pair])), [tricky, pair]);
  assert.deepEqual(
    read(JSON.stringify([pair, pair], null, 2)).lines.map(({ line }) => line),
    [2, 9],
  );
  assert.deepEqual(requests("[]"), []);
  assert.deepEqual(requests('[1,"x",null]'), [1, "x", null]);
  const one = JSON.stringify(pair);
  for (const [list, sentence] of [
    [`[${one}`, /its closing bracket \] is missing/],
    [`[${one},]`, /an element is missing at a comma/],
    [`[,${one}]`, /an element is missing at a comma/],
    [
      `[${one} ${one}]`,
      /broken in the element that begins at line 1: at column \d+ something follows the value/,
    ],
    [`[${one}]\n${one}`, /^Line 2: .* something follows its closing bracket/],
    [`[\n{"chatType":}]`, /broken in the element that begins at line 2: at column 13 a value is missing/],
  ]) {
    assert.match(refusal(list), sentence);
  }
});

test("rejected lines come out byte for byte, in the encoding and under the header of the list", () => {
  const rows = [`group,"a\r\nb",${a};${b},ü\r\n`, `\r\n`, `oneOnOne,,${a};${b},"x ""y"""`];
  for (const [encoding, mark] of [
    ["utf-8", ""],
    ["utf-8", "\uFEFF"],
    ["utf-16le", "\uFEFF"],
    ["utf-16be", "\uFEFF"],
  ]) {
    const head = `${mark}sep=,\r\n\r\nchatType, Topic ,members,notes\r\n`;
    const { lines, layout } = read(tables.encode(head + rows.join(""), encoding));
    const rejected = new tables.RejectedList(layout);
    const parts = [...lines.map(({ raw }) => rejected.add(raw)), rejected.end()];
    const expected = tables.encode(head + rows[0] + rows[2], encoding);
    assert.deepEqual(Buffer.concat(parts), Buffer.from(expected));
    assert.equal(rejected.count, 2);
  }
  const elements = [`{ "a" : "ü" }`, "[1]"];
  const { lines, layout } = read(`[\n ${elements.join(" ,\n")} ]`);
  const rejected = new tables.RejectedList(layout);
  const text = Buffer.concat([...lines.map(({ raw }) => rejected.add(raw)), rejected.end()]).toString();
  assert.equal(text, `[\n${elements.join(",\n")}\n]\n`);
});
