// `npm run consumers:slow`: the projects of tests/slow-consumers, whose toolchains are too large for every run. What passed is written
// into the table in docs/where-it-runs.md, with the day.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { execute, isMain, main } from "./run.mjs";
import {
  chromiumPath,
  firefoxPath,
  root,
  setUp,
  setUpChromium,
  setUpFirefox,
  toolEnvironment,
} from "./setup.mjs";

/** Installs and tries the projects; `names` are the test files to run, all without any. */
async function tryThem(names) {
  process.env.CONSUMERS = "slow";
  await setUp({ build: true });
  await setUpChromium();
  await setUpFirefox();
  await (await import("./build.mjs")).build();
  await (await import("./consumers/install.mjs")).installConsumers();
  const folder = join(root, "tests", "slow-consumers");
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".test.mjs"))
    .filter((name) => names.length === 0 || names.includes(name.replace(".test.mjs", "")));
  const env = {
    ...toolEnvironment(),
    ...{ CHROMIUM_PATH: chromiumPath(), FIREFOX_PATH: firefoxPath(), CONSUMERS_INSTALLED: "1" },
  };
  const args = ["--test", "--test-concurrency=1", ...files.map((name) => join(folder, name))];
  const { code } = await execute(process.execPath, args, { cwd: root, env });
  const { collectResults, writeSlowConsumers } = await import("./consumers/table.mjs");
  writeSlowConsumers(collectResults(), new Date().toISOString().slice(0, 10));
  return code;
}

if (isMain(import.meta)) await main(() => tryThem(process.argv.slice(2)));
