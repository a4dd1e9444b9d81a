// Chats that Graph installs an app in (202): their operations are asked, and what they say is not lost.

import assert from "node:assert/strict";
import { test } from "node:test";
import { run, start, token } from "./helpers/installed.mjs";
import { jsonLines, outcomes, recorded, requestAt, write } from "./helpers/requests.mjs";
import { setUp as setUpRuns } from "./helpers/setting.mjs";

const app = "05F59CEC-A742-4A50-A62E-202A57E478A4";
/** The environment of a run in which one time of waiting is over at once. */
const hurried = (passingMs) => {
  const code = `const later = setTimeout; globalThis.setTimeout = (work, ms, ...more) => later(work, ms === ${passingMs} ? 1 : ms, ...more);`;
  return {
    GRAPH_TOKEN: token,
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}`,
  };
};
/** Half a minute lies between two looks at an operation. */
const env = hurried(30_000);
const location = "/teamsAsync/operations('17')";
const asked = { method: "GET", pathPattern: "operations" };

/** A list of groups with an app and a message. */
async function setUp(t, count = 1) {
  const lines = Array.from({ length: count }, (_, index) => ({
    request: { ...requestAt(2 * index + 1), installedApps: [app] },
    message: `Hello ${index}`,
  }));
  const setting = await setUpRuns(t);
  const { folder, graph } = setting;
  write(folder, "chats.jsonl", jsonLines(lines));
  // So long that nothing ends by it.
  const args = [...setting.args, "--timeout-ms", "3600000"];
  return {
    ...{ folder, graph, args, said: setting.said },
    create: (...more) => run(folder, [...args, ...more], { env }),
    begin: () => start(folder, args, { env }),
    json: async (...more) => JSON.parse((await run(folder, [...args, "--json", ...more], { env })).stdout),
    /** Graph takes the groups over without saying their ids, or in a chat that it names. */
    accept: (at, more) =>
      graph.fault({
        match: { inner: true, chatType: "group" },
        ...{ times: count, after: true, status: 202, headers: { Location: at }, ...more },
      }),
    /** What an operation says from now on. */
    operation: (body, more) =>
      graph.fault({
        ...{ match: asked, times: "always", status: 200, headers: { "Content-Type": "application/json" } },
        ...{ body: { id: "17", ...body }, ...more },
      }),
    count: (name) => graph.requests.filter(({ path }) => path.includes(name)).length,
  };
}

const failed = { status: "failed", error: { code: "Forbidden", message: "The app is blocked." } };

test("where the operation fails and names no chat, groups are unknown, and found they are without their app", async (t) => {
  const { folder, create, json, accept, operation, said } = await setUp(t, 2);
  accept(location);
  operation(failed);
  const first = await create();
  assert.equal(first.code, 1);
  assert.match(
    first.stdout,
    /2 lines: 2 unknown.*\n {2}2 × Forbidden \(lines 1 and 2\): .*\n2 may or may not exist: --resume --on-unknown look/,
  );
  assert.doesNotMatch(first.stdout, /asks again|without its|without their/);
  const looked = await create("--resume", "--on-unknown", "look");
  assert.equal(looked.code, 1, looked.stdout);
  assert.match(
    looked.stdout,
    /^All chats are there.*\n2 of those created are there without their app, .* names the chats\.\n/,
  );
  const { status, found, error } = outcomes(folder).get(1);
  assert.deepEqual([status, found, error.code], ["created", true, "Forbidden"]);
  assert.deepEqual(said(), ["Hello 0", "Hello 1"]);
  const again = await create("--resume");
  assert.equal(again.code, 0, "it was said once");
  assert.match(again.stdout, /\n2 of those created .* Earlier runs found that out/);
  assert.equal((await json("--resume")).withoutApp, 2);
});

test("--on-unknown look in the run itself comes after the operations, and a failure is counted once", async (t) => {
  const { create, accept, operation } = await setUp(t);
  accept(location);
  operation(failed);
  const { code, stdout } = await create("--on-unknown", "look");
  assert.equal(code, 1);
  assert.match(stdout, /1 line: 1 created.*\n1 of those created is there without its app/);
  assert.match(stdout, /\n {2}1 × Forbidden \(line \d+\): .*\n1 message: 1 sent\./);
});

for (const [signal, code] of [
  ["SIGKILL", null],
  ["SIGINT", 130],
]) {
  test(`${signal} while an app is installed: a look asks the operation first, and uses the chat that it names`, async (t) => {
    const { folder, graph, begin, json, accept, operation, count, said } = await setUp(t);
    accept(location);
    graph.fault({ match: asked, hold: "operation" });
    const { child, ended } = begin();
    await graph.held("operation");
    await recorded(folder, ({ status }) => status === "accepted");
    child.kill(signal);
    assert.equal((await ended).code, code);
    graph.release("operation");
    operation({ status: "succeeded", targetResourceId: graph.chats[0].id });
    const { exitCode, created, accepted, found } = await json("--resume", "--on-unknown", "look");
    assert.deepEqual([exitCode, created, accepted, found], [0, 1, 0, 0]);
    const lists = graph.requests.filter(({ path }) => path === "/chats").length;
    assert.deepEqual([lists, count("operations") > 0, said()], [0, true, ["Hello 0"]]);
  });
}

test("an operation that may not be read stops the run with the reason, and is asked again", async (t) => {
  const { folder, create, json, accept, operation, said } = await setUp(t);
  accept(location);
  operation({ error: { code: "Forbidden", message: "No." } }, { status: 403, times: 2 });
  const first = await create();
  assert.equal(first.code, 3, first.stdout);
  assert.match(
    first.stdout,
    /\nFor 1 chat it is not known whether the app is installed: .*Chat\.ReadBasic.* --resume --verify asks again\.\n/,
  );
  assert.match(first.stdout, /\nGraph has not said the id of 1 chat, .* --resume --on-unknown look looks/);
  const second = await json("--resume", "--on-unknown", "look");
  const { exitCode, appUnknown, accepted, found } = second;
  assert.deepEqual(
    [exitCode, appUnknown.count, appUnknown.failure.status, accepted, found],
    [3, 1, 403, 1, 1],
  );
  assert.match(second.stopped, /Chat\.ReadBasic/);
  assert.equal(outcomes(folder).get(1).operationLocation, location, "what was found keeps it");
  assert.deepEqual(said(), ["Hello 0"]);
  operation(failed);
  const third = await json("--resume");
  assert.deepEqual([third.exitCode, third.accepted, third.withoutApp], [1, 0, 1]);
});

test("where the operation fails in a chat that nobody knows, the group is unknown and its message waits", async (t) => {
  const { create, json, accept, operation } = await setUp(t);
  accept("/chats('19:nowhere@thread.v2')/operations('17')", { after: false });
  operation(failed);
  const { code, stdout } = await create();
  assert.equal(code, 1);
  assert.match(
    stdout,
    /1 line: 1 unknown.*\n {2}1 × Forbidden \(line \d+\): .*\n1 may or may not exist: .*\n1 message: 1 waiting\./,
  );
  const { unknown, messages } = await json("--resume");
  assert.deepEqual([unknown, messages.waiting], [1, 1]);
});

test("where the operation fails after a message found no chat, the group is unknown", async (t) => {
  const { json, accept, operation } = await setUp(t);
  accept("/chats('19:nowhere@thread.v2')/operations('17')", { after: false });
  operation({ error: { code: "Forbidden", message: "No." } }, { status: 403, times: 1 });
  const first = await json();
  assert.deepEqual([first.accepted, first.messages.failed], [1, 1]);
  operation(failed);
  const { created, unknown, withoutApp, messages } = await json("--resume");
  assert.deepEqual([created, unknown, withoutApp, messages.waiting], [0, 1, 0, 1]);
});

test("a chat that Graph never names is counted, and nobody is told to ask again", async (t) => {
  const { create, json, accept, operation } = await setUp(t);
  accept(location);
  operation({ status: "succeeded" });
  const { stdout } = await create();
  assert.match(stdout, /\nGraph has not said the id of 1 chat, .* --resume --on-unknown look looks for it/);
  assert.doesNotMatch(stdout, /asks again/);
  const { exitCode, created, withoutId } = await json("--resume");
  assert.deepEqual([exitCode, created, withoutId], [1, 1, 1]);
});

test("without messages and --verify nobody waits for apps, and it is said how to; one that is not there in time is no success", async (t) => {
  const { folder, graph, args, create, json, accept, operation, count } = await setUp(t);
  write(folder, "chats.jsonl", jsonLines([{ ...requestAt(1), installedApps: [app] }]));
  accept("/chats('19:one@thread.v2')/operations('17')");
  const first = await create();
  assert.deepEqual([first.code, count("operations")], [0, 0]);
  const howTo =
    /\n1 of those created is accepted: .* --resume --verify waits for it, which takes Chat\.ReadBasic\./;
  assert.match(first.stdout, howTo);

  const verify = [...args, "--resume", "--verify"];
  const members = { value: requestAt(1).members.map((user) => ({ email: user.user ?? user })) };
  const json200 = { status: 200, headers: { "Content-Type": "application/json" }, times: "always" };
  graph.fault({ match: { method: "GET", pathPattern: "/members$" }, ...json200, body: members });
  const open = await run(folder, verify, { env: hurried(600_000) });
  assert.equal(open.code, 1, open.stdout);
  assert.match(
    open.stdout,
    /\nFor 1 chat it is not known whether the app is installed: .* --resume --verify asks again\.\n/,
  );
  assert.match(open.stdout, /\nNobody is missing in 1 chat\./);
  assert.doesNotMatch(open.stdout, howTo, "what to do is said once");
  operation({ status: "succeeded" });
  const { exitCode, accepted } = await json("--resume", "--verify");
  assert.deepEqual([exitCode, accepted], [0, 0]);
});
