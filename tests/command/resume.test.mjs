// A run that ended early goes on: after Ctrl-C, after kill -9, after refusals, and by what the lines say, wherever they stand.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runs } from "../tables/helpers/modules.mjs";
import { interrupt, run, start } from "./helpers/installed.mjs";
import { csvLines, outcomes, read, recorded, records, requests, write } from "./helpers/requests.mjs";
import { setUp } from "./helpers/setting.mjs";

const count = 60;

/** The first batch is throttled; it is under way alone with `oneByOne`, else others may be that are not. */
const throttled = { match: { path: "/$batch" }, status: 429, headers: { "Retry-After": "120" } };
const oneByOne = ["--concurrency", "1"];

/**
 * All batches behind the first wait at Graph, where their work is done; resolves once groups and pairs are among them,
 * for how many are in a batch depends on how fast the list is read.
 */
async function heldLater(graph) {
  graph.fault({ match: { path: "/$batch" }, skip: 1, times: "always", hold: "later", after: true });
  const typesHeld = () =>
    graph.requests.slice(1).flatMap(({ body }) => body.requests.map(({ body: { chatType } }) => chatType));
  for (let count = 2; new Set(typesHeld()).size < 2; count += 1) await graph.arrived(count);
}

/** Lines of groups that Graph never heard of: a batch is announced before it leaves, and the end may keep it from arriving. */
const notArrived = (graph, lines) => {
  const topics = new Set(graph.chats.map(({ topic }) => topic));
  return lines.filter((line) => !topics.has(requests(count)[line - 1].topic));
};

test("Ctrl-C: what is under way is waited for, and the rest goes on later", async (t) => {
  const { folder, graph, args, made, statuses, ends } = await setUp(t, requests(count));
  graph.fault({ match: { path: "/$batch" }, skip: 1, hold: "second", after: true });
  const { child, ended } = start(folder, [...args, ...oneByOne, "--quiet", "--timeout-ms", "200000"]);
  await graph.held("second");
  await interrupt(child);
  await recorded(folder, ({ status }) => status === "created");
  graph.release("second");
  const { code, stdout, stderr } = await ended;
  assert.equal(code, 130);
  const inFlight = graph.requests[1].body.requests.length;
  assert.equal(
    stderr,
    `Stopping: nothing more is sent. Waiting up to 3 min for what Graph answers about ${inFlight} chats; Ctrl-C again ends at once, and then groups and messages among them may or may not be there.\n`,
  );
  assert.match(stdout, /\nInterrupted\.\n--resume goes on from here\.\n$/);
  assert.doesNotMatch(stdout, /may exist/);
  assert.equal(made(), statuses().created);
  assert.ok(statuses().created < count);

  const resumed = await ends(0, "--resume");
  assert.match(resumed, /^All chats are there\. 60 lines: 60 created[;.]/);
  assert.deepEqual([made(), statuses()], [count, { created: count }]);

  const requestsBefore = graph.requests.length;
  const again = await ends(0, "--resume");
  assert.equal(again, "All chats are there. 60 lines: 60 created; this run sent nothing.\n");
  assert.equal(graph.requests.length, requestsBefore, "nothing was left to send");
});

test("Ctrl-C twice does not wait: groups under way are reported, one-on-one chats repeated", async (t) => {
  const { folder, graph, args, made, statuses, ends } = await setUp(t, requests(count));
  const { child, ended } = start(folder, args);
  await heldLater(graph);
  child.kill("SIGINT");
  child.kill("SIGTERM");
  const { code, stdout } = await ended;
  assert.equal(code, 130);
  assert.match(stdout, /\n\d+ may or may not exist: --resume --on-unknown look looks for (?:it|them); /);
  graph.release("later");

  const resumed = await ends(1, "--resume", "--json");
  const { created, unknown, waiting } = JSON.parse(resumed);
  const failed = [...outcomes(folder).values()].filter(({ status }) => status === "failed");
  const lost = notArrived(
    graph,
    failed.map(({ line }) => line),
  );
  assert.deepEqual([created + unknown, waiting, made()], [count, 0, count - lost.length]);
  assert.deepEqual(statuses(), { created, failed: unknown });
  for (const { line, error } of failed) assert.deepEqual([line % 2, error.outcome], [0, "unknown"]);
});

test("Ctrl-C while Graph throttles ends at once, with nothing unknown", async (t) => {
  const { folder, graph, args, made, ends } = await setUp(t, requests(count));
  graph.fault(throttled);
  const { child, ended } = start(folder, [...args, ...oneByOne]);
  await recorded(folder, ({ record }) => record === "notCreated");
  child.kill("SIGINT");
  const { code, stdout, stderr } = await ended;
  assert.equal(code, 130);
  assert.match(stderr, /^Stopping: nothing more is sent\.$/m);
  assert.match(stdout, /^Not all chats are there\. 60 lines: 60 waiting.*\nInterrupted\.\n--resume /);
  await ends(0, "--resume");
  assert.equal(made(), count);
});

test("kill -9 with a batch under way: groups are reported, and sent again only when asked for", async (t) => {
  const { folder, graph, args, create, made, statuses, ends } = await setUp(t, requests(count));
  const { child, ended } = start(folder, args);
  await heldLater(graph);
  await recorded(folder, ({ status }) => status === "created");
  child.kill("SIGKILL");
  await ended;
  const before = records(folder);
  const finished = new Set(before.filter(({ status }) => status).map(({ key }) => key));
  const sent = before.filter(({ record }) => record === "sending").flatMap(({ keys }) => keys);
  const underWay = sent.filter((key) => !finished.has(key));
  const groups = requests(count).flatMap((request, index) => {
    const key = runs.keyOf(request);
    return request.chatType === "group" && underWay.includes(key) ? [index + 1] : [];
  });
  assert.ok(groups.length > 0 && groups.length < underWay.length);
  graph.release("later");

  const planned = await create("--resume", "--dry-run", "--json");
  const { send, created, unknown } = JSON.parse(planned.stdout);
  assert.deepEqual(
    [send, created, unknown],
    [count - finished.size - groups.length, finished.size, groups.length],
  );
  assert.equal(records(folder).length, before.length, "a dry run writes nothing");

  await ends(1, "--resume");
  const lost = notArrived(graph, groups);
  assert.equal(made(), count - lost.length);
  assert.deepEqual(statuses(), { created: count - groups.length, failed: groups.length });
  for (const line of groups) {
    const { error, key } = outcomes(folder).get(line);
    assert.deepEqual([error.kind, error.outcome, typeof key], ["aborted", "unknown", "string"]);
    assert.match(error.hint, /^Look for the chat before creating it again/);
  }

  const again = await create("--resume");
  assert.deepEqual([again.code, made()], [1, count - lost.length]);
  await ends(0, "--resume", "--retry-unknown");
  assert.deepEqual(statuses(), { created: count });
  assert.equal(graph.chats.length, count + groups.length - lost.length);
});

test("kill -9 while Graph throttles: what it refused is sent again, groups too", async (t) => {
  const { folder, graph, args, made, statuses, ends } = await setUp(t, requests(count));
  graph.fault(throttled);
  const { child, ended } = start(folder, [...args, ...oneByOne]);
  await recorded(folder, ({ record }) => record === "notCreated");
  child.kill("SIGKILL");
  await ended;
  await ends(0, "--resume");
  assert.deepEqual([made(), statuses()], [count, { created: count }]);
});

test("what may exist since a kill stays unknown, whatever Graph says later", async (t) => {
  const { folder, graph, args, statuses, ends } = await setUp(t, requests(count));
  graph.fault({ match: { path: "/$batch" }, hold: "first" });
  const { child, ended } = start(folder, [...args, ...oneByOne]);
  await graph.held("first");
  child.kill("SIGKILL");
  await ended;
  graph.fault({ match: { inner: true, chatType: "oneOnOne" }, times: "always", answer: "noLicence" });
  graph.release("first");
  await ends(1, "--resume");
  // One was in the batch that was killed, the other behind the largest there is.
  const [first, late] = [outcomes(folder).get(1), outcomes(folder).get(41)];
  assert.deepEqual([first.error.status, first.error.outcome], [403, "unknown"]);
  assert.deepEqual([late.error.status, late.error.outcome], [403, "notCreated"]);
  assert.ok(statuses().failed > count / 2);
});

test("refusals are final until --retry-failed; a group without an answer is not repeated", async (t) => {
  const { graph, made, statuses, ends } = await setUp(t, requests(count));
  graph.fault({ match: { inner: true, chatType: "oneOnOne" }, times: 3, answer: "noLicence" });
  graph.fault({ match: { inner: true, chatType: "group" }, times: 2, status: 504, after: true });
  await ends(1);
  assert.deepEqual(statuses(), { created: count - 5, failed: 5 });

  await ends(1, "--resume");
  assert.deepEqual(statuses(), { created: count - 5, failed: 5 });
  await ends(1, "--resume", "--retry-failed");
  assert.deepEqual([made(), statuses()], [count, { created: count - 2, failed: 2 }]);
});

test("a mark, empty lines, a record that was cut off and another spelling of the address change nothing", async (t) => {
  const { folder, graph, args, made, ends } = await setUp(t, requests(count));
  await ends(0);
  const [first, ...others] = read(folder, "out.jsonl").split("\n");
  const spelled = [...args, "--resume"].map((arg) => (arg === graph.url ? `${graph.url}/` : arg));
  write(
    folder,
    "out.jsonl",
    ["\uFEFF", ` ${first}`, ...others, "", " \r", '{"line":60,"index":59,"sta'].join("\n"),
  );
  for (let times = 0; times < 2; times += 1) {
    const { code, stderr } = await run(folder, [...spelled, "--quiet"]);
    assert.equal(code, 0, stderr);
  }
  assert.equal(made(), count);
  const bytes = readFileSync(join(folder, "out.jsonl"));
  bytes[bytes.lastIndexOf(10, -2) + 1] = 0xff;
  writeFileSync(join(folder, "out.jsonl"), bytes);
  assert.match((await run(folder, spelled)).stderr, /^out\.jsonl is damaged at line/);
});

test("an outcomes file of something else is refused", async (t) => {
  const { folder, graph, create, ends } = await setUp(t, requests(count));
  await ends(0);
  const text = read(folder, "out.jsonl");
  const requestsBefore = graph.requests.length;
  const [first, second, ...others] = text.split("\n");
  const { version } = JSON.parse(first);
  const damaged = (line) => [first, line, ...others].join("\n");
  const isDamaged =
    "is damaged at line 2, so that it is not certain what was created: restore it from a copy, or take that line out if you know what it said.";
  const isEmpty =
    "holds no whole record, so that it does not say what earlier runs created: restore it from a copy. If nothing was sent yet, delete it and leave --resume out.";
  const isElsewhere = `cannot be resumed: that run went to another cloud or another --base-url. Go on there with --cloud global --base-url ${graph.url}, or name another --out if everything is to be created here, too.`;
  const isOld = `cannot be resumed: version ${version} of the command wrote it, in another form: go on with that version, by npx msgraph-chats@${version}.`;
  for (const [content, sentence, ...more] of [
    [text, isElsewhere, "--base-url", `${graph.url}/proxy`],
    [text.replace('"format":2', '"format":1'), isOld],
    ...[second.slice(0, -5), '{"record":"sendinx","keys":["k"]}'].map((line) => [damaged(line), isDamaged]),
    ...["", "\n \n", '{"rec', '{"record":"run","format":1,"ver'].map((beginning) => [beginning, isEmpty]),
  ]) {
    write(folder, "out.jsonl", content);
    const { code, stdout, stderr } = await create("--resume", ...more);
    assert.deepEqual([code, stdout, stderr], [2, "", `out.jsonl ${sentence}\n`]);
  }
  // An editor took the last line feed away: the record counts all the same.
  write(folder, "out.jsonl", text.trimEnd());
  for (const _ of [1, 2]) await ends(0, "--resume");
  assert.equal(graph.requests.length, requestsBefore);
});

test("standard input can be gone on with, too", async (t) => {
  const { folder, graph, args, made } = await setUp(t, requests(count));
  const input = csvLines(requests(count));
  const fromStandardInput = ["create", "-", ...args.slice(2)];
  graph.fault(throttled);
  const { child, ended } = start(folder, [...fromStandardInput, ...oneByOne], { input });
  await recorded(folder, ({ record }) => record === "notCreated");
  child.kill("SIGINT");
  assert.equal((await ended).code, 130);
  const { code, stderr } = await run(folder, [...fromStandardInput, "--resume"], { input });
  assert.equal(code, 0, stderr);
  assert.equal(made(), count);
});
