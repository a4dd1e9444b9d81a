// `npm run fuzz -- [--target requests|answers] [--inputs N] [--seconds S] [--keep]`: coverage-guided fuzzing of the properties
// in tests/properties, with libFuzzer and the stable compiler. It starts from the fixtures and from what earlier runs found under
// target/fuzz. An input that fails is written to target/fuzz/failures. With --keep, nothing is run, but what was found is reduced
// to a few short inputs that reach as much, in tests/fixtures/corpus, which `cargo test` replays.
//
// It needs a C++ compiler, and takes about a minute to build.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { answerSeeds, requestSeeds } from "./fuzz/seeds.mjs";
import { ask, execute, isMain, main, run, runQuietly, ScriptError, step } from "./run.mjs";
import { root, toolEnvironment } from "./setup/paths.mjs";

const targets = { requests: requestSeeds, answers: answerSeeds };
const folder = join(root, "target", "fuzz");
const failures = join(folder, "failures");
const keptFile = (target) => join(root, "tests", "fixtures", "corpus", `${target}.jsonl`);

/** What `cargo fuzz run -s none` gives the compiler: counters at each branch, and comparisons traced. */
const instrumentation = [
  "--cfg fuzzing",
  "-Cpasses=sancov-module",
  ...["level=4", "inline-8bit-counters", "pc-table", "trace-compares"].map(
    (feature) => `-Cllvm-args=-sanitizer-coverage-${feature}`,
  ),
  "-Ccodegen-units=1",
].join(" ");

const options = {
  target: { type: "string" },
  inputs: { type: "string", default: "1000000" },
  seconds: { type: "string", default: "0" },
  keep: { type: "boolean", default: false },
};

async function build() {
  const version = await ask("rustc", ["-vV"], { env: toolEnvironment() });
  const host = /^host: (.+)$/m.exec(version ?? "")?.[1];
  if (!host) throw new ScriptError("rustc was not found; `npm run setup` says what to do.");
  const env = { ...toolEnvironment(), CARGO_TARGET_DIR: join(folder, "build"), RUSTFLAGS: instrumentation };
  // With a target named, build scripts and macros are not instrumented.
  await run("cargo", ["build", "--release", "--target", host], { cwd: join(root, "fuzz"), env });
  return (target) => join(folder, "build", host, "release", target);
}

function emptyFolder(...names) {
  const path = join(folder, ...names);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  return path;
}

/** A folder with what fuzzing starts from: the seeds, and what was kept of earlier runs. */
function writeSeeds(target) {
  const seeds = emptyFolder("seeds", target);
  const kept = existsSync(keptFile(target)) ? readFileSync(keptFile(target), "utf8").split("\n") : [];
  const texts = [...targets[target](), ...kept.filter(Boolean).map((line) => JSON.parse(line))];
  for (const [index, text] of texts.entries()) writeFileSync(join(seeds, `${index}`), text);
  return seeds;
}

async function fuzz(program, target, { inputs, seconds }) {
  const found = join(folder, "found", target);
  for (const path of [found, failures]) mkdirSync(path, { recursive: true });
  const flags = [
    `-runs=${inputs}`,
    `-max_total_time=${seconds}`,
    "-max_len=4096",
    "-timeout=10",
    "-print_final_stats=1",
    "-verbosity=0",
    `-dict=${join(root, "fuzz", "words.dict")}`,
    `-artifact_prefix=${join(failures, `${target}-`)}`,
  ];
  const { code } = await execute(program, [...flags, found, writeSeeds(target)]);
  if (code !== 0) throw new ScriptError(`An input of ${target} failed; it is in target/fuzz/failures.`);
}

/** Keeps few inputs that together reach what all of them reach: a text on each line, as JSON. */
async function keep(program, target) {
  const chosen = emptyFolder("chosen", target);
  const from = [join(folder, "found", target), writeSeeds(target)].filter(existsSync);
  // Which branches are reached counts here, not how often: that would keep thousands.
  const flags = ["-set_cover_merge=1", "-use_counters=0", "-max_len=400", "-verbosity=0"];
  await step(`choosing among the inputs of ${target}`, () =>
    runQuietly(program, [...flags, chosen, ...from]),
  );
  // The properties read bytes as text in the same way, so nothing is lost.
  const texts = readdirSync(chosen).map((name) => readFileSync(join(chosen, name), "utf8"));
  const lines = [...new Set(texts)].sort().map((text) => JSON.stringify(text));
  writeFileSync(keptFile(target), `${lines.join("\n")}\n`);
  console.log(`${lines.length} inputs of ${target} are kept.`);
}

if (isMain(import.meta)) {
  await main(async () => {
    const { values } = parseArgs({ options });
    const chosen = values.target === undefined ? Object.keys(targets) : [values.target];
    for (const target of chosen) {
      if (!Object.hasOwn(targets, target)) throw new ScriptError(`There is no target named ${target}.`);
    }
    const program = await build();
    for (const target of chosen) {
      await (values.keep ? keep(program(target), target) : fuzz(program(target), target, values));
    }
  });
}
