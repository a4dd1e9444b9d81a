// What Graph refuses for a reason that is not in the lines: the run stops with code 3, the lines wait, and the same
// command with --resume goes on.

import assert from "node:assert/strict";
import { test } from "node:test";
import { sourceModule } from "../tables/helpers/modules.mjs";
import { requestAt, requests } from "./helpers/requests.mjs";
import { setUp } from "./helpers/setting.mjs";

const { advised } = await sourceModule("command/advice.ts");
const groups = (count) => Array.from({ length: count }, (_, index) => requestAt(2 * index + 1));
const list = { method: "GET", pathPattern: "/chats$", inner: "any" };
const refusal = (status, code, message) => ({
  ...{ times: "always", status, headers: { "Content-Type": "application/json" } },
  body: { error: { code, message } },
});
const noPrivileges = refusal(
  ...[403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation."],
);

async function stopsAndGoesOn({ graph, create, made }, count, reason, ...options) {
  const { code, stdout } = await create(...options);
  const before = made();
  assert.equal(code, 3, stdout);
  assert.match(stdout, new RegExp(`${count - before} waiting.*\nStopped: ${reason}`));
  assert.doesNotMatch(stdout, /failed/);
  graph.reset();
  const resumed = await create(...options, "--resume");
  assert.equal(resumed.code, 0, resumed.stdout);
  assert.equal(made(), count - before);
}

for (const [title, lines] of [
  ["one group", groups(1)],
  ["five groups", groups(5)],
  ["groups among other chats, which are created", requests(7)],
]) {
  test(`--if-exists reuse: a list of chats that is refused in whatever words is not in the lines: ${title}`, async (t) => {
    const setting = await setUp(t, lines);
    setting.graph.fault({ match: list, ...noPrivileges });
    await stopsAndGoesOn(setting, lines.length, "Listing chats needs", "--if-exists", "reuse");
  });
}

for (const count of [1, 2, 5]) {
  test(`the token of an application that may not create chats: ${count}`, async (t) => {
    const setting = await setUp(t, groups(count));
    const match = { method: "POST", path: "/chats", inner: "any" };
    setting.graph.fault({ match, ...refusal(412, "PreconditionFailed", "Not supported.") });
    await stopsAndGoesOn(setting, count, "");
  });

  test(`a batch that is refused as a whole: ${count}`, async (t) => {
    const setting = await setUp(t, groups(count));
    setting.graph.fault({ match: { path: "/$batch" }, ...noPrivileges });
    await stopsAndGoesOn(setting, count, "");
  });
}

test("groups that are refused each by itself fail", async (t) => {
  const { graph, ends } = await setUp(t, groups(5));
  graph.fault({ match: { path: "/chats", inner: true }, ...noPrivileges });
  const stdout = await ends(1);
  assert.match(stdout, /5 failed/);
});

const cut = { cut: "beforeAnswer", times: "always" };

/** GET requests of these paths meet the fault until it is over; the chats stay. */
function whileFaulty(graph, path, fault, skip = 0) {
  let isOver = false;
  let count = 0;
  const match = ({ method, path: asked }) => {
    if (isOver || method !== "GET" || !path.test(asked)) return false;
    count += 1;
    return count > skip;
  };
  graph.fault({ match, times: "always", ...fault });
  return () => {
    isOver = true;
  };
}

test("a network that fails for the look stops with code 3, and an error of Graph's does not", async (t) => {
  const { graph, create, made, ends } = await setUp(t, groups(1));
  const quick = ["--on-unknown", "look", "--max-attempts", "1", "--json"];
  graph.fault({ match: { method: "POST" }, cut: "afterCreate" });
  const endCut = whileFaulty(graph, /\/chats$/, cut);
  const first = JSON.parse((await create(...quick)).stdout);
  assert.deepEqual([first.exitCode, first.unknown, first.lookFailure?.kind], [3, 1, "network"]);
  assert.equal(typeof first.stopped, "string");
  const { exitCode } = JSON.parse((await create("--resume", ...quick)).stdout);
  assert.equal(exitCode, 3);
  endCut();
  const endError = whileFaulty(graph, /\/chats$/, { status: 500 });
  const answered = JSON.parse((await create("--resume", ...quick)).stdout);
  assert.deepEqual([answered.exitCode, answered.stopped, answered.lookFailure.status], [1, null, 500]);
  endError();
  await ends(0, "--resume", ...quick);
  assert.equal(made(), 1);
});

test("--if-exists reuse: where the network fails for the list of chats, lines wait", async (t) => {
  const setting = await setUp(t, groups(5));
  setting.graph.fault({ match: { path: "/$batch" }, ...cut });
  await stopsAndGoesOn(setting, 5, "", "--if-exists", "reuse", "--max-attempts", "1");
});

test("--if-exists reuse: where the answer with the list of chats is left out of a batch, lines wait", async (t) => {
  const { graph, create, made, ends } = await setUp(t, groups(5));
  graph.fault({ match: list, drop: true, times: "always" });
  const reuse = ["--if-exists", "reuse", "--json"];
  const { exitCode, failed, waiting } = JSON.parse((await create(...reuse)).stdout);
  assert.deepEqual([exitCode, failed, waiting, made()], [1, 0, 5, 0]);
  graph.reset();
  await ends(0, ...reuse, "--resume");
  assert.equal(made(), 5);
});

for (const [title, count, skip] of [
  ["all of few", 2, 0],
  ["three in a row, later", 12, 4],
]) {
  test(`a network that fails while members are read stops with code 3: ${title}`, async (t) => {
    const { graph, ends } = await setUp(t, requests(count));
    const end = whileFaulty(graph, /\/members$/, cut, skip);
    const verify = ["--verify", "--max-attempts", "1"];
    const stdout = await ends(3, ...verify);
    assert.match(stdout, /\nNobody was looked for any more: /);
    end();
    await ends(0, "--resume", ...verify);
  });
}

for (const [title, answer, count] of [
  [
    "a page of a proxy",
    { status: 200, headers: { "Content-Type": "text/html" }, body: "<p>Sign in</p>" },
    300,
  ],
  ["a redirect", { status: 302, headers: { Location: "https://sign-in.example/" }, body: "" }, 300],
  [
    "a redirect of all of few",
    { status: 302, headers: { Location: "https://sign-in.example/" }, body: "" },
    1,
  ],
]) {
  test(`answers that are not Graph's stop the run, and what was sent is unknown: ${title}`, async (t) => {
    const { graph, create } = await setUp(t, groups(count));
    graph.fault({ match: { method: "POST" }, times: "always", ...answer });
    const { code, stdout } = await create();
    assert.equal(code, 3, stdout);
    assert.match(stdout, /\nStopped: The answers are not Graph's: check the base URL, a proxy, a sign-in/);
    if (answer.status === 302)
      assert.match(stdout, /: The answer is a redirect, which is not followed\. The/);
    const [, unknown] = /(\d+) unknown/.exec(stdout);
    assert.ok(Number(unknown) <= 60, stdout);
  });
}

test("the summary names the lines that Graph refused, and nobody", async (t) => {
  const { graph, create } = await setUp(t, groups(9));
  const refused = ({ body }) => /"Plan (3|11)"/.test(JSON.stringify(body));
  const match = (request) => request.path === "/chats" && refused(request);
  graph.fault({ match, ...refusal(400, "BadRequest", "Something about Adele.") });
  const { code, stdout } = await create();
  assert.equal(code, 1, stdout);
  assert.match(
    stdout,
    /\n {2}2 × 400 BadRequest \(lines 2 and 6\): Graph gives no reason that is known here\. .* requestId /,
  );
  assert.doesNotMatch(stdout, /Adele/);
});

test("advice that names an option of the package names the switch", () => {
  for (const [hint, said] of [
    ["Check baseUrl.", "Check --base-url."],
    [
      "Raise maxAttempts, maxRetryAfterMs or timeoutMs.",
      "Raise --max-attempts, --max-retry-after-ms or --timeout-ms.",
    ],
    ['Use onUnknown: "repeat".', "Use --on-unknown repeat."],
  ]) {
    assert.equal(
      advised({ kind: "graph", status: 404, hint }, { cloud: "global", isExpired: () => false }).hint,
      said,
    );
  }
});
