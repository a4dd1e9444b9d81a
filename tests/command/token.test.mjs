// Where the token comes from, when it is asked for again, and that nobody sees it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { graphProcess } from "./helpers/graph-process.mjs";
import { run, temporaryFolder } from "./helpers/installed.mjs";
import { jsonLines, outcomes, read, requests, tally, write } from "./helpers/requests.mjs";

const count = 60;

/** A token command that prints one line of tokens.txt after the other, and writes down the claims it was asked for. */
const script = `
import { appendFileSync, existsSync, readFileSync } from "node:fs";
const runs = existsSync("runs.txt") ? readFileSync("runs.txt", "utf8").split("\\n").length - 1 : 0;
appendFileSync("runs.txt", (process.env.GRAPH_CLAIMS ?? "none") + "\\n");
const tokens = readFileSync("tokens.txt", "utf8").split("\\n");
console.log("\\n  " + tokens[Math.min(runs, tokens.length - 1)] + "  ");
`;

async function setUp(t, tokens) {
  const folder = temporaryFolder(t);
  const graph = await graphProcess(t);
  write(folder, "chats.jsonl", jsonLines(requests(count)));
  write(folder, "token.mjs", script);
  write(folder, "tokens.txt", tokens.join("\n"));
  const args = ["create", "chats.jsonl", "--out", "out.jsonl", "--base-url", graph.url];
  const withCommand = (command = `"${process.execPath}" token.mjs`) =>
    run(folder, [...args, "--token-command", command], { env: {} });
  const tokensSeen = async () => tally((await graph.requests()).map(({ headers }) => headers.authorization));
  return {
    folder,
    graph,
    args,
    withCommand,
    tokensSeen,
    runs: () => read(folder, "runs.txt").trim().split("\n"),
  };
}

test("a token command is run once, and its output trimmed", async (t) => {
  const { graph, withCommand, tokensSeen, runs } = await setUp(t, ["first-token"]);
  const { code, stderr } = await withCommand();
  assert.equal(code, 0, stderr);
  assert.deepEqual(Object.keys(await tokensSeen()), ["Bearer first-token"]);
  assert.deepEqual(runs(), ["none"]);
  assert.equal((await graph.chats()).count, count);
});

test("a token that runs out is replaced, and no line fails", async (t) => {
  const { graph, withCommand, tokensSeen, runs } = await setUp(t, ["first-token", "second-token"]);
  const match = { path: "/$batch", token: "first-token" };
  await graph.fault({ match, skip: 2, times: "always", answer: "tokenExpired" });
  const { code, stdout } = await withCommand();
  assert.equal(code, 0, stdout);
  assert.equal((await graph.chats()).count, count);
  assert.deepEqual(runs(), ["none", "none"]);
  assert.deepEqual(Object.keys(await tokensSeen()), ["Bearer first-token", "Bearer second-token"]);
});

test("a claims challenge is handed to the token command", async (t) => {
  const { graph, withCommand, runs } = await setUp(t, ["standin-claims-challenge", "second-token"]);
  const { code, stdout } = await withCommand();
  assert.equal(code, 0, stdout);
  assert.equal((await graph.chats()).count, count);
  const [first, second, ...others] = runs();
  assert.deepEqual([first, others], ["none", []]);
  assert.equal(typeof JSON.parse(second).access_token, "object");
});

const unusable = [
  ["fails", "exit 3", "The token command failed with exit code 3."],
  ["prints nothing", "true", "The token command printed nothing."],
  ["prints something else", "echo sign in first", "The token holds characters that no token has."],
];
for (const [title, command, sentence] of unusable) {
  test(`a token command that ${title} stops the run before anything is sent`, async (t) => {
    const { graph, withCommand } = await setUp(t, [""]);
    const { code, stdout, stderr } = await withCommand(command);
    assert.deepEqual([code, stdout, stderr], [3, "", `${sentence}\n`]);
    assert.equal((await graph.requests()).length, 0);
  });
}

test("a token that Graph does not take stops the run; another one goes on", async (t) => {
  const { folder, graph, args } = await setUp(t, [""]);
  const secret = "standin-wrong-audience";
  const refused = await run(folder, args, { env: { GRAPH_TOKEN: secret } });
  assert.equal(refused.code, 3);
  assert.match(
    refused.stdout,
    /^0 of 60 chats created; .*\n(.*\n)*Stopped: .*\n60 are left: --resume goes on with them\.\n$/,
  );
  assert.doesNotMatch(refused.stdout + refused.stderr + read(folder, "out.jsonl"), new RegExp(secret));
  assert.ok((await graph.requests()).length < 5);
  const resumed = await run(folder, [...args, "--resume"], { env: { GRAPH_TOKEN: "another-token" } });
  assert.equal(resumed.code, 0, resumed.stdout);
  assert.equal((await graph.chats()).count, count);
  assert.deepEqual(tally([...outcomes(folder).values()].map(({ status }) => status)), { created: count });
});
