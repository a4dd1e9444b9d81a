// `npm test`: sets up, checks, builds and runs every test. `npm test -- rust js` runs these parts only.

import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { check } from "./check.mjs";
import { duration, execute, isMain, main, ScriptError, step } from "./run.mjs";
import { root, setUp, setUpChromium, setUpFirefox, setUpValgrind, toolEnvironment } from "./setup.mjs";

/**
 * In the order in which they run, the longest of those for Node first, so that none is left alone at the end. Those with a
 * folder are files of tests, all run by one `node --test`; with `processes` they share as many, because each would start
 * browsers of its own.
 */
const parts = {
  check: { run: async () => (await check()).length === 0 },
  rust: { run: cargoTest },
  consumers: {
    folder: "tests/consumers",
    processes: 1,
    prepare: prepareConsumers,
    finish: checkConsumersTable,
  },
  browser: { folder: "tests/browser", processes: 2, prepare: prepareBrowser },
  scripts: { folder: "tests/scripts", prepare: setUpValgrind },
  types: { folder: "tests/types" },
  command: { folder: "tests/command" },
  tables: { folder: "tests/tables" },
  js: { folder: "tests/js" },
  standin: { folder: "tests/standin" },
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
    const files = ready.flatMap(([name, part]) => testFiles(name, part));
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

async function prepareBrowser() {
  await setUpChromium();
  await setUpFirefox();
  const { builtPage } = await import("../tests/browser/built-page.mjs");
  await step("Building the page", builtPage);
}

async function prepareConsumers() {
  await setUpChromium();
  await setUpFirefox();
  await (await import("./consumers/install.mjs")).installConsumers();
}

async function checkConsumersTable() {
  (await import("./consumers/table.mjs")).checkTable();
}

/** The test files of a part, sorted, or the files that import them. */
function testFiles(part, { folder, processes }) {
  const files = readdirSync(join(root, folder), { recursive: true })
    .filter((path) => path.endsWith(".test.mjs") && !path.split(sep).includes("node_modules"))
    .map((path) => join(root, folder, path))
    .sort();
  if (processes === undefined) return files;
  const together = join(root, "build", "tests");
  mkdirSync(together, { recursive: true });
  return Array.from({ length: processes }, (_, number) => {
    const own = files.filter((_, index) => index % processes === number);
    const file = join(together, `${part}-${number + 1}.test.mjs`);
    writeFileSync(file, own.map((path) => `import ${JSON.stringify(pathToFileURL(path))};\n`).join(""));
    return file;
  });
}

async function nodeTest(files) {
  // More than there are cores: tests of pages and of the command wait half of the time, the former for a browser.
  const flags = ["--test", "--test-reporter=spec", `--test-concurrency=${availableParallelism() + 2}`];
  const env = { ...toolEnvironment(), CONSUMERS_INSTALLED: "1" };
  return (await execute(process.execPath, [...flags, ...files], { cwd: root, env })).code === 0;
}

if (isMain(import.meta)) await main(() => test(process.argv.slice(2)));
