// `npm test`: sets up, checks, builds and runs every test. `npm test -- rust js` runs these parts only.

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { check } from "./check.mjs";
import { execute, isMain, main, ScriptError } from "./run.mjs";
import { chromiumPath, firefoxPath, root, setUp, toolEnvironment } from "./setup.mjs";
import { selectParts, testFiles } from "./test/parts.mjs";
import { nodeRows, summaryTable } from "./test/summary.mjs";

/** Runs the parts of these names, all of them when there are none, and gives the exit code. */
async function test(names) {
  const selected = selectParts(names);
  const byKind = (kind) => selected.filter((part) => part.kind === kind);
  await setUp({
    build: selected.some(({ needsBuild }) => needsBuild),
    lint: byKind("check").length > 0 || byKind("rust").length > 0,
  });

  const rows = [];
  for (const part of byKind("check"))
    rows.push(await timed(part.name, async () => (await check()).length === 0));
  for (const part of byKind("rust")) rows.push(await timed(part.name, cargoTest));
  rows.push(...(await nodeParts(byKind("node"))));

  console.log(`\n${summaryTable(rows)}`);
  return rows.every(({ result }) => result === "passed" || result === "no tests") ? 0 : 1;
}

async function cargoTest() {
  const args = ["test", "--workspace", "--exclude", "msgraph-chats-wasm"];
  const { code } = await execute("cargo", args, { cwd: root, env: toolEnvironment() });
  return code === 0;
}

/** All test files of all parts in one `node --test`, so that there is one set of closing lines. */
async function nodeParts(selected) {
  const rows = [];
  const blocked = new Set();
  const prepare = async (name, needs, work) => {
    const needing = selected.filter((part) => part[needs] && testFiles(part, root).length > 0);
    if (needing.length === 0) return;
    const row = await timed(name, () => work().then(() => true));
    if (row.result === "failed") for (const part of needing) blocked.add(part);
    if (row.result === "failed" || name === "build") rows.push(row);
  };
  await prepare("build", "needsBuild", async () => (await import("./build.mjs")).build());
  await prepare("browser's set-up", "needsBrowser", () => setUp({ build: false, browser: true }));
  await prepare("scripts' set-up", "needsValgrind", () => setUp({ build: false, valgrind: true }));
  await prepare("consumers' set-up", "needsConsumers", async () => {
    await setUp({ build: false, firefox: true });
    await (await import("./consumers/install.mjs")).installConsumers();
  });

  const runnable = selected.filter((part) => !blocked.has(part));
  const files = runnable.flatMap((part) => testFiles(part, root));
  const results = files.length > 0 ? await nodeTest(files, setUpVariables(runnable)) : { code: 0, files: [] };
  rows.push(...nodeRows({ selected, blocked, results, root }));
  if (runnable.some(({ needsConsumers }) => needsConsumers))
    rows.push(await timed("docs/where-it-runs.md", tableFits));
  return rows;
}

/** Whether docs/where-it-runs.md names what the consumers' tests ran, and nothing else. */
async function tableFits() {
  (await import("./consumers/table.mjs")).checkTable();
  return true;
}

async function nodeTest(files, variables) {
  const folder = await mkdtemp(join(tmpdir(), "msgraph-chats-"));
  const list = join(folder, "files.jsonl");
  const reporters = [
    ["spec", "stdout"],
    [pathToFileURL(join(root, "scripts", "test", "part-reporter.mjs")).href, list],
  ].flatMap(([reporter, to]) => [`--test-reporter=${reporter}`, `--test-reporter-destination=${to}`]);
  const env = { ...toolEnvironment(), ...variables };
  try {
    const { code } = await execute(process.execPath, ["--test", ...reporters, ...files], { cwd: root, env });
    const lines = (await readFile(list, "utf8")).split("\n").filter(Boolean);
    return { code, files: lines.map((line) => JSON.parse(line)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Tests start no search of their own: they are told what the set-up found and did. */
function setUpVariables(selected) {
  const found = {};
  if (selected.some(({ needsBrowser }) => needsBrowser)) {
    Object.assign(found, { CHROMIUM_PATH: chromiumPath(), FIREFOX_PATH: firefoxPath() });
  }
  if (selected.some(({ needsConsumers }) => needsConsumers)) found.CONSUMERS_INSTALLED = "1";
  return Object.fromEntries(Object.entries(found).filter(([, path]) => path !== null));
}

/** Does `work`, which tells whether all went well, and gives its row of the summary. */
async function timed(name, work) {
  const started = performance.now();
  console.log(`\n── ${name}`);
  let passed = false;
  try {
    passed = await work();
  } catch (error) {
    console.error(error instanceof ScriptError ? error.message : error);
  }
  return { name, result: passed ? "passed" : "failed", durationMs: performance.now() - started };
}

if (isMain(import.meta)) await main(() => test(process.argv.slice(2)));
