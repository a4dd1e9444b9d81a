// What the tests of the consumers share: a test per project, its fresh copy, the local Graph, and a record of what ran.

import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { test } from "node:test";
import {
  home,
  installedStamp,
  resultsFolder,
  sources,
  wantedStamp,
} from "../../scripts/consumers/folders.mjs";
import { startGraph } from "../standin/index.mjs";

/** Long enough for the slowest build on a busy machine; a test that hangs must still end. */
const testTimeoutMs = 300_000;

/** What the scenario gives everywhere, beside the id of the chat. */
const expected = {
  issues: ["topicNotAllowed /topic"],
  binds: [
    "https://graph.microsoft.com/v1.0/users('ada@contoso.com')",
    "https://graph.microsoft.com/v1.0/users('grace@contoso.com')",
  ],
  status: "created",
  refused: "graph 404 notCreated",
  several: ["0 created", "1 created"],
  names: ["ChatError", "ChatsClient", "ChatError"],
};

let count = 0;

/**
 * A test of one row of the table in docs/where-it-runs.md. `work` gets `graph`, a local Graph that ends with the test; `tested`, which
 * notes a tool and its version for the table; and the test's context `t`. `skip` says why it cannot run here.
 */
export function consumer(group, name, { skip = false }, work) {
  const number = count++;
  const record = {
    group,
    file: basename(process.argv[1]),
    number,
    name,
    versions: [],
    result: skip ? "skipped" : "failed",
  };
  save(record);
  test(name, { timeout: testTimeoutMs, skip }, async (t) => {
    assertInstalled();
    const graph = await startGraph();
    t.after(() => graph.close());
    const tested = (tool, version) => record.versions.push({ tool, version });
    await work({ t, graph, tested });
    record.result = "passed";
    save(record);
  });
}

/** Test files may run in processes of their own, so that each record is a file. */
function save(record) {
  mkdirSync(resultsFolder, { recursive: true });
  const file = `${record.file}-${record.number}.json`;
  writeFileSync(join(resultsFolder, file), JSON.stringify(record));
}

/** `npm test` has just installed them; whoever runs one file by itself may have forgotten to. */
let isInstalled = process.env.CONSUMERS_INSTALLED === "1";

/** Throws unless the projects have the package that was built last. */
function assertInstalled() {
  if (isInstalled) return;
  const advice = 'Install the projects first: "node scripts/consumers.mjs" or "npm run consumers:slow".';
  assert.deepEqual(installedStamp(), wantedStamp(), advice);
  isInstalled = true;
}

/** A fresh copy of a project's sources, if it has any, without what an earlier run built; gives its folder. */
export function project(path) {
  const folder = join(home, path);
  // Nested packages are npm's; caches beside them are of earlier runs.
  for (const name of readdirIfThere(folder)) {
    if (name !== "node_modules") rmSync(join(folder, name), { recursive: true });
  }
  const isCache = (name) => name.startsWith(".") && name !== ".bin" && name !== ".package-lock.json";
  for (const name of readdirIfThere(join(folder, "node_modules")).filter(isCache)) {
    rmSync(join(folder, "node_modules", name), { recursive: true });
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  const filter = (source) => basename(source) !== "node_modules";
  if (existsSync(join(sources, path))) cpSync(join(sources, path), folder, { recursive: true, filter });
  cpSync(new URL("scenario.mjs", import.meta.url), join(folder, "scenario.mjs"));
  assertFromTarball(folder);
  return folder;
}

/** The same, with an entry from entries/ and a page with a script in place of what the project has not. */
export function usualProject(
  path,
  { entry = "index.js", script = 'type="module" src="./src/index.js"' } = {},
) {
  const folder = project(path);
  const keep = { force: false };
  cpSync(new URL(`entries/${entry}`, import.meta.url), join(folder, "src", "index.js"), keep);
  const page = join(folder, "index.html");
  if (!existsSync(page)) writeFileSync(page, pageWith(script));
  return folder;
}

const pageWith = (script) => `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>A page that uses the package</title></head>
  <body><script ${script}></script></body>
</html>
`;

function readdirIfThere(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The repository's own node_modules has a link to pkg/, which must not be what a project finds. */
function assertFromTarball(folder) {
  const found = realpathSync(createRequire(join(folder, "package.json")).resolve("msgraph-chats"));
  assert.ok(found.startsWith(realpathSync(home)), `${folder} finds ${found}`);
}

/** Asserts that an outcome of the scenario is right, and that its chats exist. */
export function assertScenario(outcome, graph) {
  const { chatId, ...rest } = outcome;
  assert.deepEqual(rest, expected);
  const chat = graph.chats.find(({ id }) => id === chatId);
  assert.equal(chat?.chatType, "oneOnOne");
  assert.equal(chat.members.length, 2);
  assert.equal(graph.chats.at(-1).topic, "Several");
}
