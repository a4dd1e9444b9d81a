// `npm run check`: formatting, lints, documentation and types, for both languages; a warning is an error.

import { isMain, main, runQuietly, ScriptError, step } from "./run.mjs";
import { root, setUp, toolEnvironment } from "./setup.mjs";

// It exists on wasm32 only: natively its exports would be symbols that nothing provides.
const wasmCrate = "msgraph-chats-wasm";
const native = ["--workspace", "--exclude", wasmCrate];
const wasm = ["--workspace", "--features", "msgraph-chats/bindings", "--target", "wasm32-unknown-unknown"];
const ownDocumentation = ["--no-deps", "--document-private-items"];
const noWarnings = ["--", "-D", "warnings"];

const checks = [
  ["Rust formatting (rustfmt)", "cargo", ["fmt", "--all", "--check"]],
  ["Rust lints, native (clippy)", "cargo", ["clippy", ...native, "--all-targets", ...noWarnings]],
  ["Rust lints, wasm32 (clippy)", "cargo", ["clippy", ...wasm, ...noWarnings]],
  ["Rust documentation, native (rustdoc)", "cargo", ["doc", ...native, ...ownDocumentation]],
  ["Rust documentation, wasm32 (rustdoc)", "cargo", ["doc", ...wasm, ...ownDocumentation]],
  ["The package (tsc)", "tsc", ["--project", "src/js"]],
  [
    "Its declarations, for whoever has an old library and none of ours (tsc)",
    "tsc",
    ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--types", "", "--module", "nodenext"].concat(
      "--lib",
      "es2018",
      "src/js/types.d.ts",
      "src/js/slim.d.ts",
    ),
  ],
  ["The command (tsc)", "tsc", ["--project", "src/js/command"]],
  ["What the command and the page share (tsc)", "tsc", ["--project", "src/js/tables"]],
  ["JavaScript, TypeScript, JSON and CSS (Biome)", "biome", ["ci", "--error-on-warnings", ...colors(), "."]],
];

/** Runs every check, also after one failed, and gives the titles of those that failed. */
export async function check() {
  const env = { ...toolEnvironment(), RUSTDOCFLAGS: "-D warnings" };
  const failed = [];
  const runAll = async (checks) => {
    for (const [title, command, args] of checks) {
      try {
        await step(title, () => runQuietly(command, args, { cwd: root, env }));
      } catch (error) {
        if (!(error instanceof ScriptError)) throw error;
        console.error(error.message);
        failed.push(title);
      }
    }
  };
  // Cargo lets one of its commands run at a time.
  const isRust = ([, command]) => command === "cargo";
  await Promise.all([runAll(checks.filter(isRust)), runAll(checks.filter((check) => !isRust(check)))]);
  return failed;
}

function colors() {
  return process.stdout.isTTY ? [] : ["--colors=off"];
}

if (isMain(import.meta)) {
  await main(async () => {
    await setUp({ build: false, lint: true });
    const failed = await check();
    if (failed.length > 0)
      throw new ScriptError(`Failed: ${failed.join(", ")}. "npm run fix" fixes what it can.`);
  });
}
