// `npm run mutants -- --file src/client/retry.rs`: cargo-mutants breaks the crate in one small way after the other, and tells
// which ways no native test notices. .cargo/mutants.toml says what is left out. It is no part of `npm test`: each way is
// compiled and tested, so name a file or two, or use --in-diff for a change of yours.

import { join } from "node:path";
import { isMain, main, run } from "./run.mjs";
import { root, toolEnvironment, toolFolder } from "./setup/paths.mjs";
import { installCargoTool, requireRust } from "./setup/rust.mjs";

const version = "27.1.0";

/** A broken client breaks a promise within few seeds; the tests of coverage want many more, and are for the sound one. */
const variables = { SIMULATION_SEEDS: "2000", RUST_BACKTRACE: "0" };

if (isMain(import.meta)) {
  await main(async () => {
    await requireRust();
    await installCargoTool("cargo-mutants", version);
    const program = join(toolFolder("cargo-mutants", version), "bin", "cargo-mutants");
    const args = ["mutants", "--output", join("target", "mutants"), ...process.argv.slice(2)];
    await run(program, args, { cwd: root, env: { ...toolEnvironment(), ...variables } });
  });
}
