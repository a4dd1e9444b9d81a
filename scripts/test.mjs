// `npm test`: sets up, checks, builds and runs every test. `npm test -- rust js` runs these parts only.

import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, sep } from "node:path";
import { check } from "./check.mjs";
import { duration, execute, isMain, main, ScriptError } from "./run.mjs";
import { root, setUp, setUpChromium, setUpFirefox, setUpValgrind, toolEnvironment } from "./setup.mjs";

/** In the order in which they run; those with a folder are files of tests for Node, all run by one `node --test`. */
const parts = {
  check: { run: async () => (await check()).length === 0 },
  rust: { run: cargoTest },
  scripts: { folder: "tests/scripts", prepare: setUpValgrind },
  standin: { folder: "tests/standin" },
  js: { folder: "tests/js" },
  tables: { folder: "tests/tables" },
  command: { folder: "tests/command" },
  types: { folder: "tests/types" },
  browser: { folder: "tests/browser", prepare: setUpChromium },
  consumers: { folder: "tests/consumers", prepare: prepareConsumers, finish: checkConsumersTable },
};

async function test(names) {
  const unknown = names.filter((name) => !Object.hasOwn(parts, name));
  if (unknown.length > 0) {
    throw new ScriptError(
      `There is no part named ${unknown.join(", ")}; the parts are: ${Object.keys(parts).join(" ")}.`,
    );
  }
  const selected = Object.entries(parts).filter(([name]) => names.length === 0 || names.includes(name));
  const forNode = selected.filter(([, { folder }]) => folder !== undefined);
  await setUp({ build: forNode.length > 0, lint: selected.some(([, { run }]) => run) });

  const failed = [];
  /** Does a piece of work and remembers when it fails; the others go on. */
  const attempt = async (title, work) => {
    const started = performance.now();
    console.log(`\n── ${title}`);
    let passed = false;
    try {
      passed = (await work()) !== false;
    } catch (error) {
      console.error(error instanceof ScriptError ? error.message : error);
    }
    console.log(`── ${title}: ${passed ? "passed" : "FAILED"} (${duration(performance.now() - started)})`);
    if (!passed) failed.push(title);
    return passed;
  };

  for (const [name, { run }] of selected) if (run) await attempt(name, run);
  const built = forNode.length === 0 || (await attempt("build", buildPackage));
  const ready = [];
  for (const [name, part] of built ? forNode : []) {
    if (!part.prepare || (await attempt(`${name}: set-up`, part.prepare))) ready.push([name, part]);
  }
  if (ready.length > 0) {
    const files = ready.flatMap(([, { folder }]) => testFiles(folder));
    await attempt(ready.map(([name]) => name).join(" "), () => nodeTest(files));
  }
  for (const [name, { finish }] of ready) if (finish) await attempt(`${name}: documentation`, finish);

  console.log(failed.length === 0 ? "\nEverything passed." : `\nFAILED: ${failed.join(", ")}.`);
  return failed.length === 0 ? 0 : 1;
}

/** The crate that is compiled to WebAssembly has nothing that runs natively. */
async function cargoTest() {
  const args = ["test", "--workspace", "--exclude", "msgraph-chats-wasm"];
  return (await execute("cargo", args, { cwd: root, env: toolEnvironment() })).code === 0;
}

async function buildPackage() {
  await (await import("./build.mjs")).build();
}

async function prepareConsumers() {
  await setUpChromium();
  await setUpFirefox();
  await (await import("./consumers/install.mjs")).installConsumers();
}

async function checkConsumersTable() {
  (await import("./consumers/table.mjs")).checkTable();
}

/** The test files in a folder and below, sorted. */
function testFiles(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .filter((path) => path.endsWith(".test.mjs") && !path.split(sep).includes("node_modules"))
    .map((path) => join(folder, path))
    .sort();
}

async function nodeTest(files) {
  const flags = ["--test", "--test-reporter=spec", `--test-concurrency=${availableParallelism()}`];
  const env = { ...toolEnvironment(), CONSUMERS_INSTALLED: "1" };
  return (await execute(process.execPath, [...flags, ...files], { cwd: root, env })).code === 0;
}

if (isMain(import.meta)) await main(() => test(process.argv.slice(2)));
