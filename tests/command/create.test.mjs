// `create`: hundreds at once, what is wrong, what Graph refuses, and what the outcomes file says.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runningGraph } from "../standin/testing.mjs";
import { runs } from "../tables/helpers/modules.mjs";
import { run, temporaryFolder, token } from "./helpers/installed.mjs";
import {
  csvLines,
  jsonLines,
  outcomes,
  read,
  records,
  requestAt,
  requests,
  tally,
  write,
} from "./helpers/requests.mjs";
import { setUp } from "./helpers/setting.mjs";

const count = 300;
const inputs = [
  ["chats.jsonl", jsonLines, 1],
  ["chats.csv", csvLines, 2],
];

for (const [name, text, firstLine] of inputs) {
  test(`${count} chats of ${name}, one of them throttled`, async (t) => {
    const folder = temporaryFolder(t);
    const graph = await runningGraph(t);
    const throttling = { status: 429, headers: { "Retry-After": "0" } };
    graph.fault({ match: { inner: true }, skip: 50, ...throttling });
    const wanted = requests(count);
    write(folder, name, text(wanted));
    const args = ["create", name, "--out", "out.jsonl", "--base-url", graph.url, "--json"];
    const { code, stdout, stderr } = await run(folder, args);
    assert.equal(code, 0, stderr);

    const { durationMs, ...summary } = JSON.parse(stdout);
    assert.equal(typeof durationMs, "number");
    assert.deepEqual(summary, {
      ...{ command: "create", exitCode: 0, lines: count, removedGroups: 0 },
      ...{ created: count, accepted: 0, withoutApp: 0, failed: 0, unknown: 0, skipped: 0, waiting: 0 },
      ...{ found: 0, duplicates: 0, lookFailure: null },
      ...{ withoutId: 0, appUnknown: { count: 0, failure: null } },
      ...{ interrupted: false, stopped: null, out: "out.jsonl", failures: [], members: null },
      messages: { wanted: 0, sent: 0, failed: 0, unknown: 0, waiting: 0, failures: [] },
    });
    const { chats } = graph;
    const { groups } = graph.summary();
    assert.equal(chats.length, count);
    assert.ok(groups.every((group) => group.count === 1));
    const found = outcomes(folder);
    const topics = new Map(chats.map(({ id, topic }) => [id, topic]));
    wanted.forEach(({ topic = null }, index) => {
      const { line, ...outcome } = found.get(index + firstLine);
      assert.equal(outcome.index, index);
      assert.equal(outcome.status, "created");
      assert.equal(topics.get(outcome.chatId), topic, `line ${line}`);
    });
    assert.ok(records(folder).some(({ attempts }) => attempts > 1));
  });
}

test("nothing is sent while a line is wrong; --skip-invalid sends the others", async (t) => {
  const { folder, graph, create } = await setUp(t);
  const lines = jsonLines(requests(3));
  write(folder, "chats.jsonl", `${lines}{"chatType":"group","members":[]}\nno json\n`);

  const refused = await create();
  assert.deepEqual([refused.code, refused.stdout], [2, ""]);
  assert.match(
    refused.stderr,
    /^chats\.jsonl:4: error membersEmpty at \/members: .*\nchats\.jsonl:5: error jsonInvalid: /,
  );
  assert.match(
    refused.stderr,
    /\nNothing was sent: 2 errors in 2 lines\. --skip-invalid sends the others\.\n$/,
  );
  assert.equal(graph.requests.length, 0);
  assert.equal(existsSync(join(folder, "out.jsonl")), false);

  const skipped = await create("--skip-invalid");
  assert.equal(skipped.code, 1);
  assert.match(
    skipped.stdout,
    /^Not all chats are there\. 5 lines: 3 created, 2 skipped.*\n2 skipped, because they are wrong or held back: correct them, then --resume sends them\.\n$/,
  );
  const found = outcomes(folder);
  assert.deepEqual(tally([...found.values()].map(({ status }) => status)), { created: 3, skipped: 2 });
  const { issues, ...outcome } = found.get(4);
  assert.deepEqual(outcome, { line: 4, index: 3, key: null, status: "skipped" });
  assert.deepEqual(
    issues.map(({ code, path }) => [code, path]),
    [["membersEmpty", "/members"]],
  );
  assert.deepEqual(
    found.get(5).issues.map(({ code }) => code),
    ["jsonInvalid"],
  );
  assert.equal(graph.chats.length, 3);
});

test("warnings are shown and stop nothing", async (t) => {
  const { folder, graph } = await setUp(t);
  write(
    folder,
    "chats.jsonl",
    jsonLines([{ chatType: "group", topic: "a: b", members: ["adele@contoso.com"] }]),
  );
  const args = ["create", "chats.jsonl", "--base-url", graph.url, "--out"];
  const shown = await run(folder, [...args, "one.jsonl"]);
  assert.equal(shown.code, 0);
  assert.match(
    shown.stderr,
    /^chats\.jsonl:1: warning topicHasColon .*\nchats\.jsonl:1: warning groupHasOneMember .*\n/,
  );
  const quiet = await run(folder, [...args, "two.jsonl", "--quiet"]);
  assert.deepEqual([quiet.code, quiet.stderr], [0, ""]);
  assert.match(quiet.stdout, /^All chats are there\. 1 line: 1 created/, "the summary is no warning");
});

test("--dry-run needs no token, and sends and writes nothing", async (t) => {
  const { folder, graph } = await setUp(t);
  write(folder, "chats.csv", csvLines(requests(5)));
  const args = ["create", "chats.csv", "--dry-run", "--base-url", graph.url];
  const { code, stdout } = await run(folder, [...args, "--out", "out.jsonl"], { env: {} });
  assert.equal(code, 0);
  assert.equal(
    stdout,
    `5 chats would be created (3 oneOnOne, 2 group) in the global cloud, at ${graph.url}/v1.0; nothing was sent.\n`,
  );
  const { stdout: json } = await run(folder, [...args, "--json"], { env: {} });
  assert.deepEqual(JSON.parse(json), {
    ...{ command: "create", dryRun: true, exitCode: 0 },
    ...{ lines: 5, oneOnOne: 3, group: 2, wrongLines: 0, errors: 0, warnings: 0 },
    ...{ created: 0, accepted: 0, withoutApp: 0, failed: 0, unknown: 0, skipped: 0, waiting: 5 },
    ...{ send: 5, sendOneOnOne: 3, sendGroup: 2, sendMessages: 0 },
    ...{ cloud: "global", apiVersion: "v1.0", url: graph.url, durationMs: 167 },
  });
  assert.equal(graph.requests.length, 0);
  assert.equal(existsSync(join(folder, "out.jsonl")), false);

  write(folder, "many.csv", csvLines(requests(3_000)));
  const many = await run(folder, ["create", "many.csv", "--dry-run", "--cloud", "usGovernmentL5"], {
    env: {},
  });
  assert.match(
    many.stdout,
    /^3,000 chats .*\(1,500 oneOnOne, 1,500 group\) in the usGovernmentL5 cloud, at https:\/\/dod-graph\.microsoft\.us\/v1\.0;/,
  );
  assert.match(many.stdout, /\nAt 30 a second, which is what Teams takes, that is about 2 min\.\n$/);
});

test("what Graph refuses is told with its hint, once for all, and without names", async (t) => {
  const { folder, ends } = await setUp(t);
  const lost = ["group", "group", "oneOnOne"].map((chatType, index) => ({
    ...{ chatType, members: ["nobody@contoso.com", `user${index}@contoso.com`] },
  }));
  write(folder, "chats.jsonl", jsonLines([...requests(2), ...lost]));
  const stdout = await ends(1);
  assert.match(
    stdout,
    /^Not all chats are there\. 5 lines: 2 created, 3 failed.*\n {2}3 × 404 \w+ \(lines \d+, \d+ and \d+\): .*\n3 failed, .*--retry-failed\.\n$/,
  );
  const { error, chatId } = outcomes(folder).get(3);
  assert.deepEqual(
    [error.kind, error.outcome, error.status, chatId],
    ["graph", "notCreated", 404, undefined],
  );
  assert.ok(error.hint.length > 20);
  assert.doesNotMatch(stdout + read(folder, "out.jsonl"), /nobody|contoso|Plan/);
});

test("identical lines, plain requests, and one batch at a time", async (t) => {
  const { folder, graph } = await setUp(t);
  const same = { chatType: "group", topic: "Same", members: ["a@contoso.com", "b@contoso.com"] };
  write(folder, "chats.jsonl", jsonLines(Array(30).fill(same)));
  const args = ["create", "chats.jsonl", "--base-url", graph.url, "--concurrency", "1", "--allow-duplicates"];
  assert.equal((await run(folder, [...args, "--out", "one.jsonl", "--batch-size", "1"])).code, 0);
  assert.equal((await run(folder, [...args, "--out", "two.jsonl", "--api-version", "beta"])).code, 0);
  assert.equal(graph.chats.length, 60);
  const seen = graph.requests;
  assert.deepEqual(tally(seen.slice(0, 30).map(({ path, version }) => `${version}${path}`)), {
    "v1.0/chats": 30,
  });
  assert.deepEqual(tally(seen.slice(30).map(({ path, version }) => `${version}${path}`)), {
    "beta/$batch": seen.length - 30,
  });
  assert.ok(seen.every(({ headers }) => headers.authorization === `Bearer ${token}`));
  const ids = [...outcomes(folder, "one.jsonl").values(), ...outcomes(folder, "two.jsonl").values()];
  assert.equal(new Set(ids.map(({ chatId }) => chatId)).size, 60);
});

test("every line that leaves is announced before", async (t) => {
  const { folder, graph } = await setUp(t);
  graph.fault({ match: { path: "/$batch" }, skip: 1, hold: "second" });
  write(folder, "chats.jsonl", jsonLines(requests(40)));
  const ended = run(folder, ["create", "chats.jsonl", "--out", "out.jsonl", "--base-url", graph.url]);
  await graph.held("second");
  const announced = new Set(
    records(folder).flatMap(({ record, keys }) => (record === "sending" ? keys : [])),
  );
  const arrived = graph.requests.flatMap(({ body }) => body.requests.map(({ body: { topic } }) => topic));
  const keys = arrived
    .filter(Boolean)
    .map((topic) => runs.keyOf(requestAt(Number(topic.slice("Plan ".length)))));
  assert.ok(keys.length >= 1);
  assert.deepEqual(
    keys.filter((key) => !announced.has(key)),
    [],
  );
  graph.release("second");
  assert.equal((await ended).code, 0);
});

test("without a connection nothing is sent, and nothing may exist", async (t) => {
  const folder = temporaryFolder(t);
  write(folder, "chats.jsonl", jsonLines(requests(50)));
  const cases = [
    // No service has it, and no test is given it, as one may be given the port of a server that has just ended.
    [2, "ECONNREFUSED"],
    [9, "ERR_BAD_PORT"],
  ];
  for (const [port, why] of cases) {
    const out = `${why}.jsonl`;
    const url = `http://127.0.0.1:${port}`;
    const args = ["create", "chats.jsonl", "--out", out, "--base-url", url, "--max-attempts", "1"];
    const { code, stdout } = await run(folder, args);
    assert.equal(code, 3, stdout);
    assert.match(stdout, /^Not all chats are there\. 50 lines: 50 waiting[;.]/);
    assert.ok(stdout.endsWith(`Stopped: No connection can be made (${why}).\n--resume goes on from here.\n`));
    const found = [...outcomes(folder, out).values()];
    assert.deepEqual(Object.keys(tally(found.map(({ error }) => error.outcome))), ["notCreated"]);
    assert.doesNotMatch(stdout + read(folder, out), /may exist/);
  }
});

test("a Retry-After that is too long to wait for ends the requests that it was for", async (t) => {
  const { folder, graph, ends } = await setUp(t);
  graph.fault({ match: { path: "/$batch" }, status: 429, headers: { "Retry-After": "2" } });
  write(folder, "chats.jsonl", jsonLines(requests(1)));
  await ends(1, "--max-retry-after-ms", "1999");
  const [{ error }] = outcomes(folder).values();
  assert.deepEqual([error.status, error.outcome], [429, "notCreated"]);
});
