// Where the token comes from, when it is asked for again, and that nobody sees it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { sourceModule } from "../tables/helpers/modules.mjs";
import { interrupt, start } from "./helpers/installed.mjs";
import { read, requestAt, requests, write } from "./helpers/requests.mjs";
import { setUp as setUpRuns } from "./helpers/setting.mjs";

const { tokenOf } = await sourceModule("command/token-text.ts");
const count = 60;

/** A token command that prints one line of tokens.txt after the other, and writes down the claims it was asked for. */
const script = `
import { appendFileSync, existsSync, readFileSync } from "node:fs";
const runs = existsSync("runs.txt") ? readFileSync("runs.txt", "utf8").split("\\n").length - 1 : 0;
appendFileSync("runs.txt", (process.env.GRAPH_CLAIMS ?? "none") + "\\n");
const tokens = readFileSync("tokens.txt", "utf8").split("\\n");
console.log("\\n  " + tokens[Math.min(runs, tokens.length - 1)] + "  ");
`;

const as = (token) => ({ env: { GRAPH_TOKEN: token } });

/** `tokens` are those that the token command gives, one after the other. */
async function setUp(t, ...tokens) {
  const setting = await setUpRuns(t, requests(count));
  const { folder, graph, create } = setting;
  write(folder, "token.mjs", script);
  write(folder, "tokens.txt", tokens.join("\n"));
  return {
    ...setting,
    withCommand: (command = `"${process.execPath}" token.mjs`) =>
      create("--token-command", command, { env: {} }),
    tokensSeen: () => [...new Set(graph.requests.map(({ headers }) => headers.authorization))],
    runs: () => read(folder, "runs.txt").trim().split("\n"),
  };
}

test("a token command is run once, and its output trimmed", async (t) => {
  const { graph, withCommand, tokensSeen, runs } = await setUp(t, '{ "accessToken": "first-token" }');
  const { code, stderr } = await withCommand();
  assert.equal(code, 0, stderr);
  assert.deepEqual(tokensSeen(), ["Bearer first-token"]);
  assert.deepEqual(runs(), ["none"]);
  assert.equal(graph.chats.length, count);
});

test("a token that runs out is replaced, and no line fails", async (t) => {
  const { graph, withCommand, tokensSeen, runs } = await setUp(t, "first-token", "second-token");
  const match = { path: "/$batch", token: "first-token" };
  graph.fault({ match, skip: 2, times: "always", answer: "tokenExpired" });
  const { code, stdout } = await withCommand();
  assert.equal(code, 0, stdout);
  assert.equal(graph.chats.length, count);
  assert.deepEqual(runs(), ["none", "none"]);
  assert.deepEqual(tokensSeen(), ["Bearer first-token", "Bearer second-token"]);
});

/** Prints a token; the next times another one, but waits for a file, as for somebody who signs in. */
const slowScript = `
import { existsSync, writeFileSync } from "node:fs";
const print = (token) => console.log(token);
if (!existsSync("ran.txt")) {
  writeFileSync("ran.txt", "");
  print("first-token");
} else {
  process.stderr.write("Sign in.\\n");
  const timer = setInterval(() => {
    if (!existsSync("signed-in.txt")) return;
    clearInterval(timer);
    print("second-token");
  }, 20);
}
`;

for (const [title, lines, refused, left] of [
  [
    "chats that Graph refused were not created",
    requests(count),
    "/.batch$",
    { waiting: count, messagesWaiting: 0 },
  ],
  [
    "a message that Graph refused was not sent",
    [{ request: requestAt(1), message: "Hi" }],
    "/messages$",
    { waiting: 0, messagesWaiting: 1 },
  ],
]) {
  test(`${title}, though the run ends before there is another token`, async (t) => {
    const { folder, graph, args } = await setUpRuns(t, lines);
    write(folder, "token.mjs", slowScript);
    graph.fault({ match: { pathPattern: refused }, times: "always", answer: "tokenExpired" });
    const command = `exec "${process.execPath}" token.mjs`;
    const { child, ended } = start(folder, [...args, "--json", "--token-command", command], { env: {} });
    await new Promise((resolve) => {
      child.stderr.on("data", (text) => text.includes("Sign in.") && resolve());
    });
    await interrupt(child);
    child.kill("SIGINT");
    child.stdout.once("data", () => write(folder, "signed-in.txt", ""));
    const { code, stdout } = await ended;
    const { waiting, unknown, messages } = JSON.parse(stdout);
    assert.deepEqual(
      { code, waiting, unknown, messagesWaiting: messages.waiting, messagesUnknown: messages.unknown },
      { code: 130, unknown: 0, messagesUnknown: 0, ...left },
    );
  });
}

test("what Graph refused before Ctrl-C is not sent with the token that comes after it", async (t) => {
  const { folder, graph, args } = await setUpRuns(t, requests(count));
  write(folder, "token.mjs", slowScript);
  graph.fault({ match: { path: "/$batch" }, answer: "tokenExpired" });
  const command = `exec "${process.execPath}" token.mjs`;
  const { child, ended } = start(folder, [...args, "--json", "--token-command", command], { env: {} });
  await new Promise((resolve) => {
    child.stderr.on("data", (text) => text.includes("Sign in.") && resolve());
  });
  await interrupt(child);
  write(folder, "signed-in.txt", "");
  const { code, stdout } = await ended;
  const { waiting, unknown } = JSON.parse(stdout);
  assert.deepEqual([code, waiting, unknown, graph.chats.length], [3, count, 0, 0]);
});

test("--if-exists reuse: a chat that Graph refused with 401 is no refused list, and the others are created", async (t) => {
  const { graph, create } = await setUp(t, "first-token", "", "second-token");
  graph.fault({ match: { method: "POST", path: "/chats" }, answer: "tokenExpired" });
  const one = ["--batch-size", "1", "--concurrency", "1", "--if-exists", "reuse", "--json"];
  const command = `"${process.execPath}" token.mjs`;
  const { code, stdout } = await create("--token-command", command, ...one, { env: {} });
  const { created, stopped = null } = JSON.parse(stdout);
  assert.deepEqual([code, created, stopped, graph.chats.length], [1, count - 1, null, count - 1]);
});

test("a claims challenge is handed to the token command", async (t) => {
  const { graph, withCommand, runs } = await setUp(t, "standin-claims-challenge", "second-token");
  const { code, stdout } = await withCommand();
  assert.equal(code, 0, stdout);
  assert.equal(graph.chats.length, count);
  const [first, second, ...others] = runs();
  assert.deepEqual([first, others], ["none", []]);
  assert.equal(typeof JSON.parse(second).access_token, "object");
});

test("a claims challenge to a token that cannot be asked for another says what to give", async (t) => {
  const { ends } = await setUp(t);
  assert.match(
    await ends(3, as("standin-claims-challenge")),
    /\nStopped: .* give --token-command, .* environment variable GRAPH_CLAIMS .* --resume\.\n/,
  );
});

for (const [title, command, sentence] of [
  ["fails", "exit 3", "The token command failed with exit code 3."],
  ["prints nothing", "true", "The token command printed nothing."],
  [
    "prints something else",
    "echo sign in first",
    "What the token command printed is several words or lines, which no token is: give the token alone.",
  ],
]) {
  test(`a token command that ${title} stops the run before anything is sent`, async (t) => {
    const { graph, withCommand } = await setUp(t);
    const { code, stdout, stderr } = await withCommand(command);
    assert.deepEqual([code, stdout, stderr], [3, "", `${sentence}\n`]);
    assert.equal(graph.requests.length, 0);
  });
}

test("Ctrl-C while the token command runs says that nothing was sent", async (t) => {
  const { folder, graph, args } = await setUp(t);
  write(folder, "waits.mjs", 'process.stderr.write("Sign in.\\n"); setInterval(() => {}, 1_000);');
  const command = `exec "${process.execPath}" waits.mjs`;
  const { child, ended } = start(folder, [...args, "--token-command", command], { env: {} });
  child.stderr.once("data", () => child.kill("SIGINT"));
  const { code, stdout, stderr } = await ended;
  assert.deepEqual([code, stdout, stderr], [130, "", "Sign in.\nInterrupted: nothing was sent.\n"]);
  assert.equal(graph.requests.length, 0);
});

test("texts that hold a token, and what is said of those that do not", () => {
  for (const text of [
    JSON.stringify({ accessToken: "my-token", expiresOn: "2027-01-01 00:00:00.000000" }),
    JSON.stringify({ token_type: "Bearer", access_token: "my-token" }, null, 2),
    JSON.stringify("my-token"),
    "Authorization: bearer my-token",
    "\uFEFFBearer  my-token\r\n\r\n",
  ]) {
    assert.equal(tokenOf(text, "It"), "my-token");
  }
  for (const [text, what] of [
    ['{ "expiresOn": "x" }', /^It is JSON without accessToken or access_token: /],
    ['{ "accessToken": ', /^It begins like JSON, but is not valid JSON: /],
    ["Bearer", /^It is empty: sign in/],
    ["System.Security.SecureString", /^It is a SecureString .*docs\/tokens\.md/],
    ["t\u00f6ken", /^It holds characters that no token has: /],
  ]) {
    assert.throws(() => tokenOf(text, "It"), { message: what, exitCode: 3 });
  }
});

test("a token that Graph does not take stops the run; another one goes on", async (t) => {
  const { folder, made, create, statuses, tokensSeen, ends } = await setUp(t);
  const secret = "standin-wrong-audience";
  const { code, stdout, stderr } = await create(as(secret));
  assert.equal(code, 3);
  assert.match(
    stdout,
    /^Not all chats are there\. 60 lines: 60 waiting.*\nStopped: The token is for another audience than https:\/\/graph\.microsoft\.com: .*\n--resume goes on from here\.\n$/,
  );
  assert.doesNotMatch(stdout + stderr + read(folder, "out.jsonl"), new RegExp(secret));
  await ends(0, "--resume", as("Bearer another-token"));
  assert.deepEqual(tokensSeen(), [`Bearer ${secret}`, "Bearer another-token"]);
  assert.deepEqual([made(), statuses()], [count, { created: count }]);
});

const jwt = (claims) =>
  ["{}", JSON.stringify(claims), ""].map((part) => Buffer.from(part).toString("base64url")).join(".");
const inSeconds = (seconds) => Math.floor(Date.now() / 1000) + seconds;
const graphAppId = "00000003-0000-0000-c000-000000000000";

const doubted = [
  [
    jwt({ exp: inSeconds(-7_200) }),
    /^The token ran out 2 h \d+ min ago, by its own expiry time and the clock of this computer: .*\n/,
  ],
  [
    jwt({ aud: "https://graph.windows.net", exp: inSeconds(7_200) }),
    /^The token is for another audience than https:\/\/graph\.microsoft\.com: get one for the scope .*\n/,
  ],
];

test("a token that speaks against itself is told of before anything is sent, and only told of", async (t) => {
  const { create } = await setUp(t);
  const said = [
    /\nStopped: The token has run out: get a new one first, then run the same command again with --resume\.\n/,
    /\nStopped: The token is for another audience than /,
  ];
  for (const [index, [token, doubt]] of doubted.entries()) {
    const { code, stdout, stderr } = await create(...(index > 0 ? ["--resume"] : []), as(token));
    assert.equal(code, 3);
    assert.match(stderr, doubt);
    assert.match(stdout, said[index]);
  }
  const right = jwt({ aud: graphAppId, exp: inSeconds(7_200) });
  const { stderr } = await create("--resume", as(right));
  assert.doesNotMatch(stderr, /The token/);
});

test("a dry run tells of a token that speaks against itself or is none, and is done all the same", async (t) => {
  const { create } = await setUp(t);
  const dry = async (token, ...more) => {
    const { code, stdout, stderr } = await create("--dry-run", ...more, as(token));
    assert.equal(code, 0);
    assert.match(stdout, /^60 chats would be created/);
    return stderr;
  };
  for (const [token, doubt] of doubted) assert.match(await dry(token), doubt);
  assert.match(await dry("two words"), /^The token in GRAPH_TOKEN is several words/);
  assert.match(await dry("token", "--token-command", "false"), /^Both GRAPH_TOKEN and --token-command /);
  for (const aud of [graphAppId, "https://graph.microsoft.com", "https://graph.microsoft.com/"])
    assert.equal(await dry(jwt({ aud, exp: inSeconds(7_200) })), "");
  for (const other of ["opaque", "a.bm9uZQ.c", jwt(null), " "]) assert.equal(await dry(other), "");
});

for (const secret of [
  "standin-no-permission",
  "standin-no-app-permission",
  "standin-no-licence",
  "standin-expired",
]) {
  test(`${secret}: few are sent, the reason is said once, and the lines wait`, async (t) => {
    const { graph, list, ends, json } = await setUp(t);
    list(requests(150));
    const { exitCode, waiting, stopped, failures } = await json(as(secret));
    assert.deepEqual([exitCode, waiting, failures], [3, 150, []]);
    assert.ok(stopped.length > 20);
    const sent = graph.requests.flatMap(({ body }) => body.requests ?? [body]);
    assert.ok(sent.length <= 60, `${sent.length} were sent`);

    const before = graph.requests.length;
    // Batches under way together may arrive in another order.
    await ends(0, "--resume", "--concurrency", "1", as("another-token"));
    assert.equal(graph.chats.length, 150);
    const tried = new Set(sent.map(({ body }) => JSON.stringify(body)));
    const order = graph.requests
      .slice(before)
      .flatMap(({ body }) => body.requests ?? [body])
      .map(({ body }) => tried.has(JSON.stringify(body)));
    assert.ok(order.indexOf(true) >= 90, "those that were tried come last");
  });
}

test("a token that is refused ends with code 3 however few the lines are, or the messages", async (t) => {
  const { list, ends } = await setUp(t);
  list([{ request: requestAt(1), message: "Hi" }]);
  for (const [secret, numbers] of [
    ["standin-expired", "1 line: 1 waiting"],
    ["standin-create-only", "1 line: 1 created"],
  ]) {
    const stdout = await ends(3, "--out", `${secret}.jsonl`, as(secret));
    assert.ok(stdout.includes(numbers), stdout);
  }
});

test("a refusal that is about one line ends nothing, nor does one after something was created", async (t) => {
  const { graph, ends } = await setUp(t);
  graph.fault({ match: { inner: true, chatType: "oneOnOne" }, times: "always", answer: "noLicence" });
  const stdout = await ends(1);
  assert.match(stdout, /60 lines: 30 created, 30 failed[;.]/);
  assert.match(stdout, /\n30 failed, .*--resume --retry-failed\.\n$/);
  const again = await ends(1, "--resume");
  assert.match(again, /60 lines: 30 created, 30 failed[;.].*\n30 failed, .*--retry-failed\.\n$/);
});
