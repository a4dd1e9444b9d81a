// How Rust's compiler is called for the module, for the package and for `npm run size` alike.

import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { runQuietly } from "../run.mjs";
import { root, toolEnvironment } from "../setup/paths.mjs";

/** The environment of the tools, with the flags of the compiler. */
export async function compilerEnvironment() {
  const tools = toolEnvironment();
  const home = tools.CARGO_HOME ?? join(homedir(), ".cargo");
  // Where the crates are is known when they are there.
  await runQuietly("cargo", ["fetch", "--locked", "--target", "wasm32-unknown-unknown"], {
    cwd: root,
    env: tools,
  });
  const sources = join(home, "registry", "src");
  const registries = existsSync(sources) ? readdirSync(sources).map((name) => join(sources, name)) : [];
  const flags = [
    // Paths of the machine that builds have no place in what is published.
    ...[root, home, ...registries].map((path) => `--remap-path-prefix=${path}=`),
    // LLVM copies expressions into branches to save a few instructions; the module is nearly one percent larger by it, and
    // takes as many instructions for a member.
    "-Cllvm-args=-enable-pre=0",
    // Pointers that run through a list beside its index take more bytes than they save time.
    "-Cllvm-args=-disable-lsr",
    // Moving more than 8 bytes is one instruction instead of a load and a store for every 8: nearly two percent, for one or two
    // percent of the time that a body takes.
    ...["memcpy", "memmove"].map((kind) => `-Cllvm-args=-max-store-${kind}=1`),
    "-Cllvm-args=-max-store-memset=2",
    // Depth is bounded wherever something calls itself, so this is plenty; and the addresses of data, which lie behind the
    // stack, are a byte shorter than behind the usual megabyte.
    "-Clink-arg=-zstack-size=131072",
  ];
  return { ...tools, RUSTFLAGS: [tools.RUSTFLAGS, ...flags].filter(Boolean).join(" ") };
}
