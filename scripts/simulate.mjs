// `npm run simulate -- --seeds N [--from S]` runs the simulation of tests/simulation on N seeds, the first being S;
// `npm run simulate -- --seed X` shows one run step by step. A failure names its seed. It is optimised, unlike in `npm test`.

import { parseArgs } from "node:util";
import { isMain, main, run, ScriptError } from "./run.mjs";
import { root, toolEnvironment } from "./setup/paths.mjs";

const options = { seeds: { type: "string" }, from: { type: "string" }, seed: { type: "string" } };

/** The environment that tells the simulation what to run. */
export function simulationVariables(args) {
  let values;
  try {
    ({ values } = parseArgs({ args, options }));
  } catch (error) {
    throw new ScriptError(`${error.message}\nUse --seeds N, --from S, or --seed X.`);
  }
  for (const [name, value] of Object.entries(values)) {
    if (!/^\d{1,15}$/.test(value)) throw new ScriptError(`--${name} must be a whole number.`);
  }
  if (values.seed !== undefined) return { SIMULATION_SEED: values.seed };
  return { SIMULATION_SEEDS: values.seeds ?? "1000000", SIMULATION_FROM: values.from ?? "0" };
}

if (isMain(import.meta)) {
  await main(async () => {
    // A backtrace says nothing that the trace of the run does not say better.
    const env = { ...toolEnvironment(), RUST_BACKTRACE: "0", ...simulationVariables(process.argv.slice(2)) };
    const test = ["--", "--exact", "every_seed_keeps_every_promise", "--nocapture"];
    await run("cargo", ["test", "--release", "--test", "simulation", ...test], { cwd: root, env });
  });
}
