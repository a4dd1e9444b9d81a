// What happens to files during a run: a full disk, an outcomes file that goes away, two runs on one, a list that changes.
// Never a chat twice, never a lost line.

import assert from "node:assert/strict";
import fs, {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { hostname } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { sourceModule } from "../tables/helpers/modules.mjs";
import { run, start } from "./helpers/installed.mjs";
import { csvLines, jsonLines, outcomes, requests, write } from "./helpers/requests.mjs";
import { setUp as setUpRuns } from "./helpers/setting.mjs";

const count = 200;

async function setUp(t) {
  const setting = await setUpRuns(t, requests(count));
  const { folder, graph } = setting;
  const args = [...setting.args, "--json"];
  /** Holds a batch at Graph, with no other under way, while `meanwhile` happens; gives how the run ended. */
  const holding = async (skip, startArgs, meanwhile) => {
    graph.fault({ match: { path: "/$batch" }, skip, hold: "batch" });
    const { ended } = start(folder, [...startArgs, "--concurrency", "1"]);
    await graph.held("batch");
    await meanwhile();
    graph.release("batch");
    return await ended;
  };
  /** The same with the second one; gives the summary. */
  const during = async (meanwhile) => {
    const { stdout, stderr } = await holding(1, args, meanwhile);
    return stdout === "" ? assert.fail(stderr) : JSON.parse(stdout);
  };
  return { ...setting, args, holding, during };
}

/** The lock of a run that was killed. */
async function lockOfKilled(folder) {
  const gone = start(folder, ["--version"]);
  await gone.ended;
  write(folder, "out.jsonl.lock", JSON.stringify({ pid: gone.child.pid, host: hostname() }));
}

/** Ends what a test replaced in Node's modules, for those who imported it by name, too. */
const restored = (t) => () => {
  t.mock.restoreAll();
  syncBuiltinESMExports();
};

const numbersOf = ({ lines, created, failed, unknown, skipped, waiting }) => ({
  sum: created + failed + unknown + skipped + waiting === lines,
  lines,
});

test("a full disk: nothing more is sent, and what was made is not made again", async (t) => {
  const { made, json } = await setUp(t);
  const stopped = await json({ mostKiB: 24 });
  assert.equal(stopped.exitCode, 3);
  assert.match(
    stopped.stopped,
    /^out\.jsonl cannot be written \(E\w+\), and nothing more is sent: make room/,
  );
  assert.deepEqual(numbersOf(stopped), { sum: true, lines: count });
  const madeThen = made();
  assert.ok(madeThen > 0 && madeThen < count);
  assert.ok(stopped.created <= madeThen && madeThen <= stopped.created + stopped.unknown + stopped.waiting);

  const { created, unknown, waiting } = await json("--resume");
  assert.deepEqual([created + unknown, waiting], [count, 0]);
  made();
  assert.equal((await json("--resume")).created, created);
});

test("a disk without room for the first record sends nothing", async (t) => {
  const { folder, graph, args } = await setUp(t);
  const { code } = await run(folder, args.with(1, "-"), { mostKiB: 0, input: jsonLines(requests(2)) });
  assert.ok(code === 2 || code === 3);
  assert.equal(graph.requests.length, 0);
});

for (const [title, replace] of [
  ["removed", () => {}],
  ["replaced by another", (path) => writeFileSync(path, "something else\n")],
]) {
  test(`an outcomes file that is ${title} during the run is written anew`, async (t) => {
    const { folder, made, during, ends } = await setUp(t);
    const path = join(folder, "out.jsonl");
    const stopped = await during(() => {
      rmSync(path);
      replace(path);
    });
    assert.equal(stopped.exitCode, 3);
    const name = title === "removed" ? "out.jsonl" : "out.jsonl.rescued.jsonl";
    assert.match(stopped.stopped, /^out\.jsonl was removed during the run, and nothing more is sent: /);
    assert.deepEqual(numbersOf(stopped), { sum: true, lines: count });
    assert.equal(made(), stopped.created);
    assert.equal(
      [...outcomes(folder, name).values()].filter(({ status }) => status === "created").length,
      stopped.created,
    );
    await ends(0, "--out", name, "--resume");
    assert.equal(made(), count);
  });
}

test("an outcomes file that goes away with the last lines is written anew, too", async (t) => {
  const { folder, args, list, made, holding, ends } = await setUp(t);
  list(requests(1));
  const { code, stdout } = await holding(0, args, () =>
    renameSync(join(folder, "out.jsonl"), join(folder, "moved.jsonl")),
  );
  assert.equal(code, 3, stdout);
  assert.match(JSON.parse(stdout).stopped, /^out\.jsonl was removed during the run/);
  assert.equal(outcomes(folder).size, 1);
  await ends(0, "--resume");
  assert.equal(made(), 1);
});

test("an outcomes file that something else changes stops the run, and refuses to be resumed", async (t) => {
  const { folder, args, made, during } = await setUp(t);
  const stopped = await during(() => truncateSync(join(folder, "out.jsonl"), 10));
  assert.equal(stopped.exitCode, 3);
  assert.match(stopped.stopped, /^out\.jsonl was changed by something else, and nothing more is sent/);
  const before = made();
  const { code, stderr } = await run(folder, [...args, "--resume"]);
  assert.equal(code, 2);
  assert.match(stderr, /^out\.jsonl holds no whole record/);
  assert.equal(made(), before);
  assert.equal(statSync(join(folder, "out.jsonl")).size, 10, "it is left as it was found");
});

test("two runs on one outcomes file: the second sends nothing, by whatever name", async (t) => {
  const { folder, args, made, during } = await setUp(t);
  let seen;
  const first = await during(async () => {
    symlinkSync("out.jsonl", join(folder, "link.jsonl"));
    mkdirSync(join(folder, "sub"));
    seen = await Promise.all(
      ["out.jsonl", "link.jsonl", "./sub/../out.jsonl"].map((out) =>
        run(folder, [...args.with(3, out), "--resume"]),
      ),
    );
  });
  for (const { code, stderr } of seen) {
    assert.equal(code, 2);
    assert.match(stderr, /^Another run is writing to .*; if none is, delete /);
  }
  assert.equal(seen[0].stderr, "Another run is writing to out.jsonl; if none is, delete out.jsonl.lock.\n");
  assert.deepEqual([first.exitCode, made()], [0, count]);
  assert.equal(existsSync(join(folder, "out.jsonl.lock")), false);
});

test("of many runs that find the lock of a killed one, one alone sends", async (t) => {
  const { folder, create, made } = await setUp(t);
  await lockOfKilled(folder);
  const all = await Promise.all(Array.from({ length: 6 }, () => create()));
  assert.equal(all.filter(({ code }) => code === 0).length, 1, all.map(({ stderr }) => stderr).join(""));
  assert.equal(made(), count);
  assert.deepEqual(readdirSync(folder).sort(), ["chats.jsonl", "out.jsonl"]);
});

test("what a run leaves that was killed while it removed a lock is named", async (t) => {
  const { folder, args } = await setUp(t);
  await lockOfKilled(folder);
  mkdirSync(join(folder, "out.jsonl.lock.removing"));
  const { code, stderr } = await run(folder, args);
  assert.equal(code, 2);
  assert.match(
    stderr,
    /; if none is, delete out\.jsonl\.lock and the folder out\.jsonl\.lock\.removing\.\n$/,
  );
});

test("a run that was stopped while its lock was empty, and lost it to another, does not go on", async (t) => {
  const { lock } = await sourceModule("command/outcomes/lock.ts");
  const { folder } = await setUp(t);
  const path = join(folder, "out.jsonl");
  const others = JSON.stringify({ pid: process.ppid, host: hostname() });
  const { writeFileSync: write } = fs;
  let left = 2;
  t.mock.method(fs, "writeFileSync", (file, text, options) => {
    const descriptor = fs.openSync(file, options.flag);
    left -= 1;
    rmSync(file);
    // The first one that takes it has ended already, the second one has not.
    if (left === 0) write(file, others);
    write(descriptor, text);
    fs.closeSync(descriptor);
  });
  syncBuiltinESMExports();
  t.after(restored(t));
  assert.throws(() => lock(path), /Another run is writing to /);
  assert.deepEqual([left, readFileSync(`${path}.lock`, "utf8")], [0, others]);
});

test("a lock that another run makes in the place of an abandoned one stays", async (t) => {
  const { lock } = await sourceModule("command/outcomes/lock.ts");
  const { folder } = await setUp(t);
  await lockOfKilled(folder);
  const path = join(folder, "out.jsonl");
  const others = JSON.stringify({ pid: process.ppid, host: hostname() });
  const { readFileSync: read } = fs;
  t.mock.method(fs, "readFileSync", (file, ...rest) => {
    if (file !== `${path}.lock`) return read(file, ...rest);
    rmSync(file);
    try {
      return read(file, ...rest);
    } finally {
      writeFileSync(file, others);
    }
  });
  syncBuiltinESMExports();
  t.after(restored(t));
  assert.throws(() => lock(path), /Another run is writing to /);
  assert.equal(read(`${path}.lock`, "utf8"), others);
});

test("a list that is changed during the run: what it said at the start is sent, and the change is told", async (t) => {
  const { folder, graph, made, holding } = await setUp(t);
  write(folder, "chats.csv", csvLines(requests(count)));
  const args = ["create", "chats.csv", "--out", "out.jsonl", "--base-url", graph.url];
  const { code, stdout } = await holding(1, args, () =>
    write(folder, "chats.csv", csvLines(requests(count + 10).toReversed())),
  );
  assert.equal(code, 0, stdout);
  assert.match(stdout, /^All chats are there\. 200 lines: .*\nchats\.csv was changed during the run: /);
  assert.equal(made(), count);
  const resumed = await run(folder, [...args, "--resume"]);
  assert.match(resumed.stdout, /^All chats are there\. 210 lines: 210 created[;.]/);
  assert.equal(made(), count + 10);
});

test("nothing of the list is left behind, also when it is killed", async (t) => {
  const { folder, during } = await setUp(t);
  const temporary = join(folder, "tmp");
  mkdirSync(temporary);
  const before = process.env.TMPDIR;
  process.env.TMPDIR = temporary;
  t.after(() => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  });
  await during(() => assert.deepEqual(readdirSync(temporary), []));
  assert.equal(readFileSync(join(folder, "chats.jsonl"), "utf8"), jsonLines(requests(count)));
});
