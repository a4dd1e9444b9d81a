// `npm run simulate -- --seeds N [--from S]` runs the simulation of tests/simulation on N seeds, the first being S;
// `npm run simulate -- --seed X` shows one run step by step; `--bulk` makes them runs over many requests, `--weather` such that
// are judged by how near Graph's limit they keep, `--presence` such that look for groups and reuse them. A failure names its seed. It is optimised more than in `npm test`.

import { parseArgs } from "node:util";
import { isMain, main, run, ScriptError } from "./run.mjs";
import { root, toolEnvironment } from "./setup/paths.mjs";

const options = {
  seeds: { type: "string" },
  from: { type: "string" },
  seed: { type: "string" },
  bulk: { type: "boolean", default: false },
  weather: { type: "boolean", default: false },
  presence: { type: "boolean", default: false },
};

function parse(args) {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new ScriptError(
      `${error.message}\nUse --seeds N, --from S, or --seed X; and --bulk, --weather or --presence.`,
    );
  }
}

/** The test that is the simulation. */
function simulationTest(args) {
  const { bulk, weather, presence } = parse(args);
  const module = presence ? "presence::" : weather ? "weather::drawn::" : bulk ? "bulk::" : "one::";
  return `${module}every_seed_keeps_every_promise`;
}

/** The environment that tells the simulation what to run. */
function simulationVariables(args) {
  const { bulk: _bulk, weather: _weather, presence: _presence, ...values } = parse(args);
  for (const [name, value] of Object.entries(values)) {
    if (!/^\d{1,15}$/.test(value)) throw new ScriptError(`--${name} must be a whole number.`);
  }
  if (values.seed !== undefined) return { SIMULATION_SEED: values.seed };
  return { SIMULATION_SEEDS: values.seeds ?? "1000000", SIMULATION_FROM: values.from ?? "0" };
}

if (isMain(import.meta)) {
  await main(async () => {
    // A backtrace says nothing that the trace of the run does not say better.
    const args = process.argv.slice(2);
    const env = { ...toolEnvironment(), RUST_BACKTRACE: "0", ...simulationVariables(args) };
    const test = ["--", "--exact", simulationTest(args), "--nocapture"];
    await run("cargo", ["test", "--release", "--test", "simulation", ...test], { cwd: root, env });
  });
}
