// Lists that were corrected, shortened, put into another form or order between runs: no group is made twice, and no line
// is lost.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createRandom } from "../standin/random.mjs";
import { runningGraph } from "../standin/testing.mjs";
import { run, temporaryFolder } from "./helpers/installed.mjs";
import { records, tally, write } from "./helpers/requests.mjs";

async function setUp(t) {
  const folder = temporaryFolder(t);
  const graph = await runningGraph(t);
  const runWith = (list, ...options) =>
    run(folder, ["create", list, "--out", "out.jsonl", "--base-url", graph.url, ...options]);
  /** Runs, and gives the code, the summary, and what was said about the list. */
  const create = async (list, ...options) => {
    const { code, stdout, stderr } = await runWith(list, "--json", ...options);
    const summary = stdout === "" ? {} : JSON.parse(stdout);
    const { lines, created, failed, unknown, skipped, waiting } = summary;
    if (lines !== undefined) assert.equal(lines, created + failed + unknown + skipped + waiting);
    return { code, stderr, ...summary };
  };
  const topics = () => tally(graph.chats.map(({ topic }) => topic));
  const inWords = async (...args) => (await runWith(...args)).stdout;
  return { folder, graph, create, inWords, topics };
}

const group = (topic, members = "a@contoso.com;b@contoso.com") => `group,${topic},${members}`;
const table = (...rows) => ["chatType,topic,members", ...rows, ""].join("\r\n");

test("equal groups: nothing is sent; the first alone with --skip-invalid, all with --allow-duplicates", async (t) => {
  const { folder, graph, create, inWords, topics } = await setUp(t);
  write(
    folder,
    "chats.csv",
    table(group("A"), group("A", "B@contoso.com;A <a@contoso.com>|guest"), group("B")),
  );
  const refused = await create("chats.csv");
  assert.deepEqual([refused.code, refused.errors, refused.waiting], [2, 1, 2]);
  assert.match(
    refused.stderr,
    /^chats\.csv:3: error groupEqual: .* of line 2, .*\n.*--skip-invalid sends the others, and --allow-duplicates those/,
  );
  assert.equal(graph.requests.length, 0);

  const skipped = await create("chats.csv", "--skip-invalid");
  assert.deepEqual([skipped.code, skipped.created, skipped.skipped], [1, 2, 1]);
  assert.deepEqual(topics(), { A: 1, B: 1 });
  assert.match(
    await inWords("chats.csv", "--skip-invalid", "--resume"),
    /3 lines: 2 created, 1 skipped(?:.*\n)+1 of these is held back .* the whole list with --resume --allow-duplicates\. /,
  );
  const all = await create("chats.csv", "--allow-duplicates", "--resume");
  assert.deepEqual([all.code, all.created], [0, 3]);
  assert.deepEqual(topics(), { A: 2, B: 1 });
  const settled = await create("chats.csv", "--resume");
  assert.deepEqual([settled.code, settled.created, settled.errors], [0, 3, undefined]);
  assert.deepEqual(topics(), { A: 2, B: 1 });
});

test("going on with another order, form, letter case, role, name, notes, and more lines", async (t) => {
  const { folder, create, topics } = await setUp(t);
  write(folder, "chats.csv", table(group("A"), group("B"), "oneOnOne,,a@contoso.com;b@contoso.com"));
  assert.equal((await create("chats.csv")).code, 0);
  const json = [
    { chatType: "group", topic: "C", members: ["a@contoso.com", "c@contoso.com"] },
    { chatType: "oneOnOne", members: ["B@contoso.com", { user: "a@contoso.com" }] },
    { chatType: "group", topic: "B", members: [{ user: "b@contoso.com", role: "guest" }, "A@CONTOSO.com"] },
  ];
  write(folder, "renamed.txt", JSON.stringify(json));
  write(
    folder,
    "notes.csv",
    `sep=;\nNotes;Members;Topic;Chat type\nx;"B <b@contoso.com>|guest;a@contoso.com";A;GROUP\n`,
  );
  const other = await create("renamed.txt", "--resume");
  assert.deepEqual([other.code, other.created, other.removedGroups], [0, 3, 1]);
  const notes = await create("notes.csv", "--resume");
  assert.deepEqual([notes.code, notes.created, notes.removedGroups], [0, 1, 2]);
  assert.deepEqual(topics(), { A: 1, B: 1, C: 1, null: 1 });
  assert.equal(records(folder).filter(({ record }) => record === "run").length, 3);
});

test("a corrected group beside the one that was made is stopped and explained", async (t) => {
  const { folder, graph, create, inWords, topics } = await setUp(t);
  write(folder, "chats.csv", table(group("A"), group("B", "a@contoso.com;c@contoso.com")));
  assert.equal((await create("chats.csv")).code, 0);
  const before = graph.requests.length;
  for (const corrected of [
    group("Better", "a@contoso.com;c@contoso.com"),
    group("B", "a@contoso.com;d@contoso.com"),
  ]) {
    write(folder, "corrected.csv", table(group("A"), corrected));
    const { code, stderr, errors } = await create("corrected.csv", "--resume");
    assert.deepEqual([code, errors], [2, 1]);
    assert.match(
      stderr,
      /^corrected\.csv:3: error groupChanged: .*change the chat in Teams.*--allow-duplicates/,
    );
  }
  assert.equal(graph.requests.length, before);
  const skipped = await create("corrected.csv", "--resume", "--skip-invalid", "--rejected", "held.csv");
  assert.deepEqual([skipped.code, skipped.created, skipped.skipped, skipped.removedGroups], [1, 1, 1, 1]);
  assert.equal(
    readFileSync(join(folder, "held.csv"), "utf8"),
    table(group("B", "a@contoso.com;d@contoso.com")),
  );
  assert.match(
    await inWords("corrected.csv", "--resume", "--skip-invalid"),
    /\n1 of these is probably the correction of a group that is there \(groupChanged\): correct the whole list, /,
  );
  const allowed = await create("corrected.csv", "--resume", "--allow-duplicates");
  assert.deepEqual([allowed.code, allowed.created], [0, 2]);
  assert.deepEqual(topics(), { A: 1, B: 2 });

  write(folder, "another.csv", table(group("B", "x@contoso.com;y@contoso.com")));
  const another = await create("another.csv", "--resume");
  assert.deepEqual([another.code, another.created, another.removedGroups], [0, 1, 3]);
});

test("a list of one line that was changed: told of before a second group is made", async (t) => {
  const { folder, create, topics } = await setUp(t);
  write(folder, "chats.csv", table(group("A")));
  assert.equal((await create("chats.csv")).code, 0);
  write(folder, "chats.csv", table(group("Better")));
  const told =
    /^chats\.csv:2: warning groupChanged: .*: another group is made beside it\. If this line is its correction, change the chat in Teams and write the line as it was\.\n/;
  const dry = await create("chats.csv", "--resume", "--dry-run");
  assert.deepEqual([dry.code, dry.send, dry.warnings], [0, 1, 1]);
  assert.match(dry.stderr, told);
  const { code, created, removedGroups, stderr } = await create("chats.csv", "--resume");
  assert.deepEqual([code, created, removedGroups], [0, 1, 1]);
  assert.match(stderr, told);
  assert.deepEqual(topics(), { A: 1, Better: 1 });
});

test("wrong lines go into a list of their own; corrected, it goes on by itself", async (t) => {
  const { folder, create, topics } = await setUp(t);
  const rows = [
    'group,"A, ""x""",a@contoso.com;b@contoso.com',
    group("B", "Adele;b@contoso.com"),
    group("C"),
    group("C"),
  ];
  const mark = "\uFEFF";
  write(
    folder,
    "chats.csv",
    Buffer.from(`${mark}sep=,\r\n${table(...rows, "group,D,a@contoso.com")}`, "utf16le"),
  );
  const first = await create("chats.csv", "--skip-invalid", "--rejected", "wrong.csv");
  assert.deepEqual([first.code, first.created, first.skipped], [1, 2, 3]);
  const rejected = readFileSync(join(folder, "wrong.csv"));
  const expected = `${mark}sep=,\r\n${table(rows[1], rows[3], "group,D,a@contoso.com")}`;
  assert.deepEqual(rejected, Buffer.from(expected, "utf16le"));

  const corrected = rejected
    .toString("utf16le")
    .replace("Adele", "adele@contoso.com")
    .replace("a@contoso.com\r\n", "a@contoso.com;d@contoso.com\r\n");
  write(folder, "wrong.csv", corrected);
  const second = await create("wrong.csv", "--resume");
  assert.deepEqual([second.code, second.lines, second.created], [0, 3, 3], second.stderr);
  assert.deepEqual(topics(), { 'A, "x"': 1, B: 1, C: 1, D: 1 });
  const none = await create("wrong.csv", "--resume", "--skip-invalid", "--rejected", "none.csv");
  assert.deepEqual([none.code, existsSync(join(folder, "none.csv"))], [0, false]);
});

test("a list that lost a wrong line goes on with the same outcomes file", async (t) => {
  const { folder, create, topics } = await setUp(t);
  write(folder, "chats.csv", table(group("A"), group("B", "Adele Vance"), group("C")));
  assert.equal((await create("chats.csv", "--skip-invalid")).created, 2);
  write(folder, "chats.csv", table(group("A"), group("B", "adele@contoso.com;b@contoso.com"), group("C")));
  const { code, created } = await create("chats.csv", "--resume");
  assert.deepEqual([code, created], [0, 3]);
  assert.deepEqual(topics(), { A: 1, B: 1, C: 1 });
});

test("lists that change at random between runs that fail at random: each group is made once", async (t) => {
  const { folder, graph, create, topics } = await setUp(t);
  const { between, shuffle } = createRandom(20261201);
  const all = Array.from({ length: 40 }, (_, index) =>
    group(`T${index}`, `a@contoso.com;u${index}@contoso.com`),
  );
  const out = () => (existsSync(join(folder, "out.jsonl")) ? ["--resume", "--retry-failed"] : []);
  for (let round = 0; round < 12; round += 1) {
    const list = all.filter(() => between(0, 3) > 0);
    write(folder, "chats.csv", table(...shuffle(list)));
    const status = [429, 504, 404, 503][between(0, 3)];
    const numbers = { skip: between(0, 20), times: between(1, 4) };
    const spec = { match: { inner: true }, ...numbers, status, after: status === 504 };
    graph.fault(status === 429 ? { ...spec, headers: { "Retry-After": "0" } } : spec);
    const { lines } = await create("chats.csv", ...out());
    assert.equal(lines, list.length);
  }
  write(folder, "chats.csv", table(...all));
  const last = await create("chats.csv", "--resume", "--retry-failed");
  const made = topics();
  assert.deepEqual(
    Object.values(made).filter((count) => count > 1),
    [],
  );
  assert.equal(last.created + last.unknown, 40);
  assert.ok(Object.keys(made).length >= last.created && last.created > 30);
});
