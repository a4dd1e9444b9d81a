// What Graph refuses for a reason that is not in the lines: the run stops with code 3, the lines wait, and the same
// command with --resume goes on.

import assert from "node:assert/strict";
import { test } from "node:test";
import { run } from "./helpers/installed.mjs";
import { requestAt, requests } from "./helpers/requests.mjs";
import { setUp } from "./helpers/setting.mjs";

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
  const { folder, graph, args } = await setUp(t, groups(5));
  graph.fault({ match: { path: "/chats", inner: true }, ...noPrivileges });
  const { code, stdout } = await run(folder, args);
  assert.equal(code, 1, stdout);
  assert.match(stdout, /5 failed/);
});
