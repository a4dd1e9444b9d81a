// `npm run mutants [-- --seeds N] [WORD…]`: breaks the client in the ways of scripts/mutants/list.mjs, one at a time and in a
// copy of the crate under target/mutants, and demands that the simulation finds each. With words, only mutants whose name has
// one of them. It is no part of `npm test`, since each one is compiled: some minutes in all.

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { mutants } from "./mutants/list.mjs";
import { duration, execute, isMain, main, ScriptError, step } from "./run.mjs";
import { root, toolEnvironment } from "./setup/paths.mjs";

/** From so many seeds on, the simulation also demands that everything that can happen did. */
const seedsByDefault = "20000";
const parts = ["Cargo.toml", "Cargo.lock", "src", "wasm", "tests/simulation"];
const folder = join(root, "target", "mutants");
const crate = join(folder, "crate");

function copyCrate() {
  rmSync(crate, { recursive: true, force: true });
  mkdirSync(crate, { recursive: true });
  for (const part of parts) cpSync(join(root, part), join(crate, part), { recursive: true });
}

/** The text with one place changed; a place that is not there exactly once is a mistake in the list. */
export function changed(text, { search, replace }, name) {
  const pieces = text.split(search);
  if (pieces.length !== 2)
    throw new ScriptError(`${name}: its text stands ${pieces.length - 1} times in its file.`);
  return pieces.join(replace);
}

const everySeed = "every_seed_keeps_every_promise";

/** Compiles and runs simulations in the copy: null when they passed, else how they failed. */
async function simulate(name, seeds, tests) {
  const env = {
    ...toolEnvironment(),
    CARGO_TARGET_DIR: join(folder, "target"),
    RUSTFLAGS: "--cap-lints warn",
    RUST_BACKTRACE: "0",
    // Few seeds are run of each, so that compiling is what takes the time.
    CARGO_PROFILE_TEST_OPT_LEVEL: "0",
    SIMULATION_SEEDS: seeds,
  };
  const cargo = (args) =>
    execute("cargo", ["test", "--test", "simulation", ...args], { cwd: crate, env, quiet: true });
  const built = await cargo(["--no-run"]);
  if (built.code !== 0) throw new ScriptError(`${name}: it does not compile.\n${built.output}`);
  const { code, output } = await cargo(["--", "--exact", ...tests]);
  return code === 0 ? null : reason(output);
}

/** The simulation that must find a mutant. */
const testOf = ({ test = everySeed }) => test;

/** The seed and the first thing that was wrong with it. */
function reason(output) {
  const found = /^seed (\d+):\n(.*)$/m.exec(output);
  if (found) return `seed ${found[1]}: ${found[2]}`;
  const unreached = /did not reach:\n(.*)$/m.exec(output);
  if (unreached) return `not reached: ${unreached[1]}`;
  return /panicked at .*\n(.*)$/m.exec(output)?.[1] ?? "it failed";
}

async function run(args) {
  const options = { seeds: { type: "string", default: seedsByDefault } };
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const chosen = mutants.filter(
    ({ name }) => !positionals.length || positionals.some((word) => name.includes(word)),
  );
  if (chosen.length === 0) throw new ScriptError("No mutant has such a name.");
  const started = performance.now();
  copyCrate();
  const sound = await step("unbroken", () =>
    simulate("unbroken", values.seeds, [...new Set(chosen.map(testOf))]),
  );
  if (sound !== null) throw new ScriptError(`The simulation fails on the client as it is: ${sound}`);

  const rows = [];
  for (const mutant of chosen) {
    const path = join(crate, mutant.file);
    const text = readFileSync(path, "utf8");
    const places = [mutant, ...(mutant.also ? [mutant.also] : [])];
    writeFileSync(
      path,
      places.reduce((broken, place) => changed(broken, place, mutant.name), text),
    );
    try {
      rows.push({
        name: mutant.name,
        found: await step(mutant.name, () => simulate(mutant.name, values.seeds, [testOf(mutant)])),
      });
    } finally {
      writeFileSync(path, text);
    }
  }
  console.log(`\n${table(rows)}`);
  const survived = rows.filter(({ found }) => found === null).length;
  console.log(
    `\n${rows.length - survived} of ${rows.length} found in ${duration(performance.now() - started)}`,
  );
  return survived === 0 ? 0 : 1;
}

function table(rows) {
  const width = Math.max(...rows.map(({ name }) => name.length));
  const line = ({ name, found }) =>
    `${name.padEnd(width)}  ${found === null ? "SURVIVED" : found.slice(0, 100)}`;
  return rows.map(line).join("\n");
}

if (isMain(import.meta)) await main(() => run(process.argv.slice(2)));
