// Groups that are looked for or used again, and who is missing in chats.

import assert from "node:assert/strict";
import { test } from "node:test";
import { sourceModule } from "../tables/helpers/modules.mjs";
import { run, start } from "./helpers/installed.mjs";
import { outcomes, read, records, requestAt, requests, tally, write } from "./helpers/requests.mjs";
import { setUp as setUpRuns } from "./helpers/setting.mjs";

const groups = { inner: true, chatType: "group" };
const createOnly = { env: { GRAPH_TOKEN: "standin-create-only" } };

async function setUp(t, count) {
  const setting = await setUpRuns(t, requests(count));
  const { folder, graph } = setting;
  return {
    ...setting,
    made: () => graph.chats.length,
    /** As if the run had been two minutes ago: one look is then enough. */
    age() {
      const at = /"at":"([^"]+)"/g;
      const earlier = (_, time) => `"at":"${new Date(Date.parse(time) - 120_000).toISOString()}"`;
      // The chats are as old; Graph's clock may differ by a minute.
      write(folder, "out.jsonl", read(folder, "out.jsonl").replace(at, earlier));
    },
    posts: () => graph.requests.filter(({ method }) => method === "POST").length,
  };
}

test("--on-unknown look: a group whose answer was lost is found", async (t) => {
  const { folder, graph, made, ends } = await setUp(t, 4);
  graph.fault({ match: groups, status: 504, after: true });
  await ends(0, "--on-unknown", "look");
  assert.equal(made(), 4);
  const found = [...outcomes(folder).values()].filter((outcome) => outcome.found);
  assert.deepEqual([found.length, found[0].status, found[0].duplicates], [1, "created", undefined]);
});

test("--on-unknown repeat: a group whose answer was lost is there twice", async (t) => {
  const { graph, made, ends } = await setUp(t, 4);
  graph.fault({ match: groups, status: 504, after: true });
  await ends(0, "--on-unknown", "repeat");
  assert.equal(made(), 5);
});

test("--resume --on-unknown look: what is found is created, the rest stays unknown, nothing is sent", async (t) => {
  const { folder, graph, made, age, posts, ends } = await setUp(t, 8);
  graph.fault({ match: groups, status: 504, after: true, times: 2 });
  graph.fault({ match: groups, status: 504 });
  const first = await ends(1);
  assert.match(first, /\n3 may or may not exist: --resume --on-unknown look looks for them; /);
  const before = [made(), posts()];
  assert.equal(before[0], 7);
  const plain = await ends(1, "--resume");
  assert.match(plain, /8 lines: 5 created, 3 unknown/);

  age();
  const lists = () => graph.requests.filter(({ path }) => path === "/chats").length;
  assert.equal(lists(), 0);
  const looked = await ends(1, "--resume", "--on-unknown", "look");
  assert.match(
    looked,
    /8 lines: 7 created, 1 unknown(?:.*\n)+1 may or may not exist: it was looked for and not found; /,
  );
  assert.deepEqual([made(), posts(), lists()], [...before, 1], "the list is read once for all");
  const found = [...outcomes(folder).values()].filter((outcome) => outcome.found);
  assert.equal(new Set(found.map(({ chatId }) => chatId)).size, 2);
  const { chats } = graph;
  for (const { chatId, line } of found) {
    assert.equal(chats.find(({ id }) => id === chatId).topic, `Plan ${line - 1}`);
  }
});

test("a group that another line has is not taken for the one that is looked for", async (t) => {
  const { graph, list, age, ends, json } = await setUp(t, 1);
  list([requestAt(1), requestAt(1)]);
  graph.fault({ match: groups, skip: 1, status: 504 });
  await ends(1, "--allow-duplicates");
  age();
  const { created, unknown } = await json("--allow-duplicates", "--resume", "--on-unknown", "look");
  assert.deepEqual([created, unknown], [1, 1], "the first line has it");
});

test("a look that does not come to its end, in the run or later, says why, and leaves all as it is", async (t) => {
  const { folder, graph, args, list, age, ends, json } = await setUp(t, 4);
  graph.fault({ match: groups, status: 504, after: true });
  const look = ["--resume", "--on-unknown", "look"];
  const refused =
    /4 lines: 3 created, 1 unknown(?:.*\n)+1 may or may not exist, and could not be looked for: .*Chat\.ReadBasic.* run --resume --on-unknown look again/;
  assert.match(await ends(3, ...look.slice(1), createOnly), refused);
  age();
  assert.match(await ends(3, ...look, createOnly), refused);
  const { unknown, lookFailure } = await json(...look, createOnly);
  assert.deepEqual([unknown, lookFailure.status], [1, 403]);
  assert.match(lookFailure.reason, /Chat\.ReadBasic/);

  list(requests(8));
  assert.match(
    await ends(3, ...look, { env: { GRAPH_TOKEN: "standin-expired" } }),
    /\n1 may or may not exist, and could not be looked for: .*token/,
  );

  graph.fault({ match: { method: "GET", path: "/chats" }, hold: "look" });
  const { child, ended } = start(folder, [...args, ...look]);
  await graph.held("look");
  child.kill("SIGINT");
  const { stdout } = await ended;
  graph.release("look");
  assert.match(stdout, /\n1 may or may not exist, and could not be looked for: The run was interrupted\./);
});

test("--if-exists reuse: groups that are there are used, and nothing is sent for them", async (t) => {
  const { folder, create, list, made, ends } = await setUp(t, 4);
  await ends(0);
  list(requests(6));
  const again = ["--out", "two.jsonl", "--if-exists", "reuse"];
  const stdout = await ends(0, ...again);
  assert.equal(made(), 6);
  const found = [...outcomes(folder, "two.jsonl").values()];
  assert.deepEqual(tally(found.map((outcome) => outcome.found === true)), { true: 2, false: 4 });
  const chatIdOf = (line) => outcomes(folder).get(line).chatId;
  for (const { line, chatId } of found) if (line <= 4) assert.equal(chatId, chatIdOf(line));
  assert.match(stdout, /\n2 of those created were found, not made, by this run\.\n/);

  list([requestAt(1), requestAt(1)]);
  const equal = await run(folder, ["validate", "chats.jsonl"]);
  assert.match(equal.stdout, /groupEqual: .* and would be made a second time/);
  const planned = await create(...again, "--resume", "--dry-run", "--allow-duplicates");
  assert.match(planned.stderr, /groupEqual: .* line 1: both lines use one group\./);
  assert.match(
    planned.stdout,
    /^At most 1 chat would be created .*\nGroups that are there already would be used/,
  );
});

test("of several chats that are the same the newest is used, and the others are told", async (t) => {
  const { list, made, ends, json } = await setUp(t, 2);
  await ends(0);
  await ends(0, "--out", "two.jsonl");
  const reuse = (out) => ["--out", out, "--if-exists", "reuse"];
  const stdout = await ends(0, ...reuse("three.jsonl"));
  assert.match(
    stdout,
    /\n1 of those created was found, not made, by this run\. 1 other chat is the same: the outcomes file names it \(duplicates\)\.\n/,
  );
  const { created, found, duplicates } = await json(...reuse("four.jsonl"));
  assert.deepEqual([created, found, duplicates, made()], [2, 1, 1, 3]);
  list([requestAt(1), requestAt(1)]);
  const equal = await json(...reuse("five.jsonl"), "--allow-duplicates");
  assert.equal(equal.duplicates, 1, "one chat, of two lines");
});

test("--verify says who is missing, by line and position, and --add-missing adds them", async (t) => {
  const { folder, graph, ends, json } = await setUp(t, 4);
  graph.configure({ maxMembersKept: 2, memberRatePerSecond: null });
  const verified = await ends(1, "--verify");
  assert.match(
    verified,
    /^All chats are there\. 4 lines: 4 created.*\nNobody is missing in 2 chats\.\nSomebody is missing in 2 chats: line 2 \(\/members\/2\), line 4 \(\/members\/2\)\. --resume --add-missing adds them/,
  );
  assert.doesNotMatch(verified + read(folder, "out.jsonl"), /contoso/);
  const missing = records(folder).filter(({ record }) => record === "members");
  assert.deepEqual(missing.map(({ line, missing: places }) => [line, places]).sort(), [
    [1, []],
    [2, [2]],
    [3, []],
    [4, [2]],
  ]);

  const { exitCode, members } = await json("--resume", "--add-missing");
  assert.deepEqual([exitCode, members], [0, { complete: 4, uncertain: 0, incomplete: 0, failures: [] }]);
  const { chats } = graph;
  assert.deepEqual(
    chats.map(({ members: { length } }) => length),
    chats.map(({ chatType }) => (chatType === "group" ? 3 : 2)),
  );
  const before = graph.requests.length;
  await ends(0, "--resume", "--verify");
  assert.equal(graph.requests.length, before, "those of whom all is known are not read again");
});

test("who cannot be added stays missing, with the reason; members that cannot be read are not known", async (t) => {
  const { graph, ends } = await setUp(t, 40);
  graph.configure({ maxMembersKept: 2, memberRatePerSecond: null });
  graph.fault({
    match: { method: "POST", pathPattern: "/members$" },
    ...{ times: "always", answer: "rosterFixed" },
  });
  const first = await ends(3, "--add-missing");
  assert.match(first, /\nNo more members were added: /);
  assert.match(first, /\nNobody is missing in 20 chats\.\nSomebody is missing in 20 chats: .* more\. /);
  const adds = graph.requests.filter(({ method, path }) => method === "POST" && path.endsWith("/members"));
  assert.ok(adds.length >= 3 && adds.length <= 10, `${adds.length} were to be added`);
  assert.match(
    await ends(3, "--out", "two.jsonl", "--verify", createOnly),
    /\nNobody was looked for any more: .*Chat\.ReadBasic.*\nOf 40 chats it is not known/,
  );
  const reads = graph.requests.filter(
    ({ method, path, headers }) =>
      method === "GET" && path.endsWith("/members") && headers.authorization.endsWith("create-only"),
  );
  assert.ok(reads.length >= 3 && reads.length <= 10, `${reads.length} were read`);
});

test("a member who may be there under another address is looked for again, and not said to be there", async (t) => {
  const { graph, ends, json } = await setUp(t, 2);
  const listed = ["adele@contoso.com", "another@contoso.com", "third@contoso.com"];
  graph.fault({
    match: { method: "GET", pathPattern: "/members$" },
    ...{ times: "always", status: 200, headers: { "Content-Type": "application/json" } },
    body: { value: listed.map((email, index) => ({ id: `${index}`, userId: `u${index}`, email })) },
  });
  const first = await ends(1, "--verify");
  assert.match(first, / 2 created[;.].*\nIn 2 chats a member is listed under another address, or is missing/);
  assert.doesNotMatch(first, /Nobody is missing/);
  const before = graph.requests.length;
  const { exitCode, members } = await json("--resume", "--verify");
  const { complete, uncertain, incomplete } = members;
  assert.deepEqual([exitCode, complete, uncertain, incomplete], [1, 0, 2, 0]);
  assert.equal(graph.requests.length, before + 2);
});

const { lookFor } = await sourceModule("sending/look.ts");

/** One look for groups that were sent at ten o'clock, over a list of chats: `[id, createdDateTime, match]`. */
async function looked(chats, { groups = 1, taken = [], isReuse = false, ...context } = {}) {
  const found = [];
  const calls = [];
  await lookFor(
    Array.from({ length: groups }, (_, index) => ({
      ...{ line: index + 1, index, sentAt: "2026-11-30T10:00:00Z" },
      slot: index === 0 ? "group.a" : `group.a#${index + 1}`,
      request: { chatType: "group", members: [], ...context.request },
    })),
    {
      client: {
        async *findChats(request, { createdAfter, user }) {
          calls.push([request.topic, createdAfter.toISOString(), user]);
          for (const [id, createdDateTime, match = "exact"] of chats)
            yield { chat: { id, createdDateTime }, match };
        },
      },
      others: { readingOnce: (work) => work() },
      user: "adele@contoso.com",
      signal: new AbortController().signal,
      taken: new Map(taken.map((id) => [id, "group.other"])),
      isReuse,
      onFound: ({ line }, { id }, duplicates) => found.push([line, id, ...duplicates]),
    },
  );
  return { found, calls };
}

test("a look takes the newest that is exactly the one, was created since, and belongs to nobody", async () => {
  const { found, calls } = await looked(
    [
      ["old", "2026-11-30T09:58:59Z"],
      ["first", "2026-11-30T09:59:01Z"],
      ["taken", "2026-11-30T10:00:09Z"],
      ["probable", "2026-11-30T10:00:08Z", "probable"],
      ["newest", "2026-11-30T10:00:07Z"],
    ],
    { taken: ["taken"] },
  );
  assert.deepEqual(found, [[1, "newest", "first"]]);
  // Without a topic where none was given.
  assert.deepEqual(calls, [[null, "2026-11-30T09:59:00.000Z", "adele@contoso.com"]]);
  const equal = await looked([["one", "2026-11-30T10:00:07Z"]], { groups: 2, request: { topic: "Plan" } });
  assert.deepEqual([equal.found, equal.calls[0][0]], [[[1, "one"]], "Plan"]);
});

test("what equal lines have is not a chat too many, and with reuse they have one", async () => {
  const chats = ["10:00:01", "10:00:02", "10:00:03"].map((time) => [time, `2026-11-30T${time}Z`]);
  const { found } = await looked(chats, { groups: 2 });
  assert.deepEqual(found, [
    [1, "10:00:03", "10:00:01"],
    [2, "10:00:02", "10:00:01"],
  ]);
  const shared = await looked(chats, { groups: 2, isReuse: true });
  assert.deepEqual(shared.found, [
    [1, "10:00:03", "10:00:02", "10:00:01"],
    [2, "10:00:03"],
  ]);
  const oneOnOne = await looked([chats[0]], { groups: 2, request: { chatType: "oneOnOne" } });
  assert.deepEqual(oneOnOne.found, [
    [1, "10:00:01"],
    [2, "10:00:01"],
  ]);
});

test("--if-exists reuse: equal lines whose answer was lost find the same chat, in this run and in the next", async (t) => {
  const { graph, list, ends } = await setUp(t, 1);
  list(["m1", "m2"].map((message) => ({ request: requestAt(1), message })));
  const twice = ["--allow-duplicates", "--if-exists", "reuse"];
  const lose = () => graph.fault({ match: groups, status: 504, after: true });
  const said = () => graph.chats.map(({ messages }) => messages.map(({ body }) => body.content).sort());
  lose();
  assert.doesNotMatch(await ends(0, ...twice, "--on-unknown", "look"), /other chat/);
  assert.deepEqual(said(), [["m1", "m2"]]);

  graph.reset();
  lose();
  const other = ["--out", "two.jsonl", ...twice];
  await ends(1, ...other);
  await ends(0, ...other, "--resume", "--on-unknown", "look");
  assert.deepEqual(said(), [["m1", "m2"]]);
});
