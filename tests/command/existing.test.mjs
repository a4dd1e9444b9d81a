// Groups that are looked for or used again, and who is missing in chats.

import assert from "node:assert/strict";
import { test } from "node:test";
import { sourceModule } from "../tables/helpers/modules.mjs";
import { run, start } from "./helpers/installed.mjs";
import {
  jsonLines,
  outcomes,
  read,
  records,
  requestAt,
  requests,
  tally,
  write,
} from "./helpers/requests.mjs";
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
  const { folder, graph, create, made } = await setUp(t, 4);
  graph.fault({ match: groups, status: 504, after: true });
  const { code, stdout } = await create("--on-unknown", "look");
  assert.equal(code, 0, stdout);
  assert.equal(made(), 4);
  const found = [...outcomes(folder).values()].filter((outcome) => outcome.found);
  assert.deepEqual([found.length, found[0].status, found[0].duplicates], [1, "created", undefined]);
});

test("--on-unknown repeat: a group whose answer was lost is there twice", async (t) => {
  const { graph, create, made } = await setUp(t, 4);
  graph.fault({ match: groups, status: 504, after: true });
  assert.equal((await create("--on-unknown", "repeat")).code, 0);
  assert.equal(made(), 5);
});

test("--resume --on-unknown look: what is found is created, the rest stays unknown, nothing is sent", async (t) => {
  const { folder, graph, create, made, age, posts } = await setUp(t, 8);
  graph.fault({ match: groups, status: 504, after: true, times: 2 });
  graph.fault({ match: groups, status: 504 });
  const first = await create();
  assert.equal(first.code, 1);
  assert.match(first.stdout, /\n3 may exist or not: --resume --on-unknown look looks for them; /);
  const before = [made(), posts()];
  assert.equal(before[0], 7);
  const plain = await create("--resume");
  assert.equal(plain.code, 1, "without it nobody looks");
  assert.match(plain.stdout, /8 lines: 5 created, 3 unknown/);

  age();
  const lists = () => graph.requests.filter(({ path }) => path === "/chats").length;
  assert.equal(lists(), 0);
  const looked = await create("--resume", "--on-unknown", "look");
  assert.equal(looked.code, 1);
  assert.match(looked.stdout, /8 lines: 7 created, 1 unknown/);
  assert.match(looked.stdout, /\n1 may exist or not: it was looked for and not found; /);
  assert.deepEqual([made(), posts(), lists()], [...before, 1], "the list is read once for all");
  const found = [...outcomes(folder).values()].filter((outcome) => outcome.found);
  assert.equal(new Set(found.map(({ chatId }) => chatId)).size, 2);
  const { chats } = graph;
  for (const { chatId, line } of found) {
    assert.equal(chats.find(({ id }) => id === chatId).topic, `Plan ${line - 1}`);
  }
});

test("a group that another line has is not taken for the one that is looked for", async (t) => {
  const { folder, graph, args, age } = await setUp(t, 1);
  const [, group] = requests(2);
  write(folder, "chats.jsonl", jsonLines([group, group]));
  const twice = [...args, "--allow-duplicates", "--quiet"];
  graph.fault({ match: groups, skip: 1, status: 504 });
  assert.equal((await run(folder, twice)).code, 1);
  age();
  const looked = await run(folder, [...twice, "--resume", "--on-unknown", "look", "--json"]);
  const { created, unknown } = JSON.parse(looked.stdout);
  assert.deepEqual([created, unknown], [1, 1], "the first line has it");
});

test("a look that is refused names the permission, and leaves all as it is", async (t) => {
  const { folder, graph, args, create, age } = await setUp(t, 4);
  graph.fault({ match: groups, status: 504, after: true });
  assert.equal((await create()).code, 1);
  age();
  const { code, stdout } = await run(folder, [...args, "--resume", "--on-unknown", "look"], createOnly);
  assert.equal(code, 3);
  assert.match(stdout, /4 lines: 3 created, 1 unknown/);
  assert.match(
    stdout,
    /\n1 may exist or not, and could not be looked for: .*Chat\.ReadBasic.* run --resume --on-unknown look again/,
  );
});

test("that groups were looked for in vain is said only of those that were looked for to the end", async (t) => {
  const { folder, graph, args, age } = await setUp(t, 4);
  graph.fault({ match: groups, status: 504, after: true });
  const inRun = await run(folder, [...args, "--on-unknown", "look"], createOnly);
  assert.match(inRun.stdout, /\n1 may exist or not, and could not be looked for: .*Chat\.ReadBasic/);
  age();
  const look = [...args, "--resume", "--on-unknown", "look"];
  const json = JSON.parse((await run(folder, [...look, "--json"], createOnly)).stdout);
  assert.deepEqual([json.unknown, json.lookFailure.status], [1, 403]);
  assert.match(json.lookFailure.reason, /Chat\.ReadBasic/);

  write(folder, "chats.jsonl", jsonLines(requests(8)));
  const expired = await run(folder, look, { env: { GRAPH_TOKEN: "standin-expired" } });
  assert.equal(expired.code, 3);
  assert.match(expired.stdout, /\n1 may exist or not, and could not be looked for: .*token/);

  graph.fault({ match: { method: "GET", path: "/chats" }, hold: "look" });
  const { child, ended } = start(folder, look);
  await graph.held("look");
  child.kill("SIGINT");
  const { stdout } = await ended;
  graph.release("look");
  assert.match(stdout, /\n1 may exist or not, and could not be looked for: The run was interrupted\./);
});

test("--if-exists reuse: groups that are there are used, and nothing is sent for them", async (t) => {
  const { folder, args, create, made } = await setUp(t, 4);
  assert.equal((await create()).code, 0);
  write(folder, "chats.jsonl", jsonLines(requests(6)));
  const again = ["create", "chats.jsonl", "--out", "two.jsonl", ...args.slice(4), "--if-exists", "reuse"];
  const { code, stdout } = await run(folder, again);
  assert.equal(code, 0, stdout);
  assert.equal(made(), 6);
  const found = [...outcomes(folder, "two.jsonl").values()];
  assert.deepEqual(tally(found.map((outcome) => outcome.found === true)), { true: 2, false: 4 });
  const chatIdOf = (line) => outcomes(folder).get(line).chatId;
  for (const { line, chatId } of found) if (line <= 4) assert.equal(chatId, chatIdOf(line));
  assert.match(stdout, /\n2 of those created were found, not made, by this run\.\n/);

  write(folder, "chats.jsonl", jsonLines([requestAt(1), requestAt(1)]));
  const equal = await run(folder, ["validate", "chats.jsonl"]);
  assert.match(equal.stdout, /groupEqual: .* and would be made a second time/);
  const planned = await run(folder, [...again, "--resume", "--dry-run", "--allow-duplicates"]);
  assert.match(planned.stderr, /groupEqual: .* line 1: both lines use one group\./);
  assert.match(
    planned.stdout,
    /^At most 1 chat would be created .*\nGroups that are there already would be used/,
  );
});

test("of several chats that are the same the newest is used, and the others are told", async (t) => {
  const { folder, args, create, made } = await setUp(t, 2);
  assert.equal((await create()).code, 0);
  const other = (out, ...more) => ["create", "chats.jsonl", "--out", out, ...args.slice(4), ...more];
  assert.equal((await run(folder, other("two.jsonl"))).code, 0);
  const { stdout } = await run(folder, other("three.jsonl", "--if-exists", "reuse"));
  assert.match(
    stdout,
    /\n1 of those created was found, not made, by this run\. 1 other chat is the same: the outcomes file names it \(duplicates\)\.\n/,
  );
  const { stdout: json } = await run(folder, other("four.jsonl", "--if-exists", "reuse", "--json"));
  const { created, found, duplicates } = JSON.parse(json);
  assert.deepEqual([created, found, duplicates, made()], [2, 1, 1, 3]);
  write(folder, "chats.jsonl", jsonLines([requestAt(1), requestAt(1)]));
  const equal = other("five.jsonl", "--if-exists", "reuse", "--allow-duplicates", "--json");
  assert.equal(JSON.parse((await run(folder, equal)).stdout).duplicates, 1, "one chat, of two lines");
});

test("--verify says who is missing, by line and position, and --add-missing adds them", async (t) => {
  const { folder, graph, create } = await setUp(t, 4);
  graph.configure({ maxMembersKept: 2, memberRatePerSecond: null });
  const verified = await create("--verify");
  assert.equal(verified.code, 1);
  assert.match(
    verified.stdout,
    /^All chats are there\. 4 lines: 4 created.*\nNobody is missing in 2 chats\.\nSomebody is missing in 2 chats: line 2 \(\/members\/2\), line 4 \(\/members\/2\)\. --resume --add-missing adds them/,
  );
  assert.doesNotMatch(verified.stdout + read(folder, "out.jsonl"), /contoso/);
  const missing = records(folder).filter(({ record }) => record === "members");
  assert.deepEqual(missing.map(({ line, missing: places }) => [line, places]).sort(), [
    [1, []],
    [2, [2]],
    [3, []],
    [4, [2]],
  ]);

  const added = await create("--resume", "--add-missing", "--json");
  const { members } = JSON.parse(added.stdout);
  assert.deepEqual([added.code, members], [0, { complete: 4, uncertain: 0, incomplete: 0, failures: [] }]);
  const { chats } = graph;
  assert.deepEqual(
    chats.map(({ members: { length } }) => length),
    chats.map(({ chatType }) => (chatType === "group" ? 3 : 2)),
  );
  const before = graph.requests.length;
  assert.equal((await create("--resume", "--verify")).code, 0);
  assert.equal(graph.requests.length, before, "those of whom all is known are not read again");
});

test("who cannot be added stays missing, with the reason; members that cannot be read are not known", async (t) => {
  const { folder, graph, args, create } = await setUp(t, 40);
  graph.configure({ maxMembersKept: 2, memberRatePerSecond: null });
  graph.fault({
    match: { method: "POST", pathPattern: "/members$" },
    ...{ times: "always", answer: "rosterFixed" },
  });
  const first = await create("--add-missing");
  assert.equal(first.code, 3);
  assert.match(first.stdout, /\nNobody was added any more: /);
  assert.match(
    first.stdout,
    /\nNobody is missing in 20 chats\.\nSomebody is missing in 20 chats: .* more\. /,
  );
  const adds = graph.requests.filter(({ method, path }) => method === "POST" && path.endsWith("/members"));
  assert.ok(adds.length >= 3 && adds.length <= 10, `${adds.length} were to be added`);
  const refused = await run(
    folder,
    ["create", "chats.jsonl", "--out", "two.jsonl", ...args.slice(4), "--verify"],
    createOnly,
  );
  assert.equal(refused.code, 3);
  assert.match(
    refused.stdout,
    /\nNobody was looked for any more: .*Chat\.ReadBasic.*\nOf 40 chats it is not known/,
  );
  const reads = graph.requests.filter(
    ({ method, path, headers }) =>
      method === "GET" && path.endsWith("/members") && headers.authorization.endsWith("create-only"),
  );
  assert.ok(reads.length >= 3 && reads.length <= 10, `${reads.length} were read`);
});

test("a member who may be there under another address is looked for again, and not said to be there", async (t) => {
  const { graph, create } = await setUp(t, 2);
  const listed = ["adele@contoso.com", "another@contoso.com", "third@contoso.com"];
  graph.fault({
    match: { method: "GET", pathPattern: "/members$" },
    ...{ times: "always", status: 200, headers: { "Content-Type": "application/json" } },
    body: { value: listed.map((email, index) => ({ id: `${index}`, userId: `u${index}`, email })) },
  });
  const first = await create("--verify");
  assert.equal(first.code, 1);
  assert.match(
    first.stdout,
    / 2 created[;.].*\nIn 2 chats a member is listed under another address, or is missing/,
  );
  assert.doesNotMatch(first.stdout, /Nobody is missing/);
  const before = graph.requests.length;
  const { code, stdout } = await create("--resume", "--verify", "--json");
  const { complete, uncertain, incomplete } = JSON.parse(stdout).members;
  assert.deepEqual([code, complete, uncertain, incomplete], [1, 0, 2, 0]);
  assert.equal(graph.requests.length, before + 2);
});

const { lookFor } = await sourceModule("command/sending/look.ts");

/** One look for groups that were sent at ten o'clock, over a list of chats: `[id, createdDateTime, match]`. */
async function looked(chats, { groups = 1, taken = [], isReuse = false, ...context } = {}) {
  const found = [];
  const calls = [];
  await lookFor(
    Array.from({ length: groups }, (_, index) => ({
      ...{
        line: index + 1,
        index,
        slot: index === 0 ? "group.a" : `group.a#${index + 1}`,
        sentAt: "2026-11-30T10:00:00Z",
      },
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
  const { folder, graph, args } = await setUp(t, 1);
  const request = requestAt(1);
  const lines = ["m1", "m2"].map((message) => ({ request, message }));
  write(folder, "chats.jsonl", jsonLines(lines));
  const twice = [...args, "--allow-duplicates", "--if-exists", "reuse"];
  const lose = () => graph.fault({ match: groups, status: 504, after: true });
  const said = () => graph.chats.map(({ messages }) => messages.map(({ body }) => body.content).sort());
  lose();
  const { code, stdout } = await run(folder, [...twice, "--on-unknown", "look"]);
  assert.equal(code, 0, stdout);
  assert.deepEqual(said(), [["m1", "m2"]]);
  assert.doesNotMatch(stdout, /other chat/);

  graph.reset();
  lose();
  const other = twice.with(3, "two.jsonl");
  assert.equal((await run(folder, other)).code, 1);
  const { code: resumed } = await run(folder, [...other, "--resume", "--on-unknown", "look"]);
  assert.deepEqual([resumed, said()], [0, [["m1", "m2"]]]);
});
