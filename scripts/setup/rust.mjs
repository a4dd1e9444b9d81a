// Set-up of Rust: the wasm32 target, rustfmt and clippy, and the two commands that make the package.

import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask, runQuietly, ScriptError, step } from "../run.mjs";
import { root, toolEnvironment, toolFolder, wasmBindgenVersion, wasmPackVersion } from "./paths.mjs";
import { printedVersion } from "./versions.mjs";

const target = "wasm32-unknown-unknown";

/** Rust itself is the one thing that is not installed for the user: it belongs to the machine. */
export async function requireRust() {
  if ((await ask("cargo", ["--version"], options())) === null) {
    throw new ScriptError("Rust is missing: install it as https://rustup.rs says, then run this again.");
  }
}

export async function addWasmTarget() {
  const folder = await ask("rustc", ["--print", "target-libdir", "--target", target], options());
  if (folder !== null && existsSync(folder.trim())) return;
  await step(`Adding Rust's ${target} target`, async () => {
    await requireRustup(`the target ${target}`);
    await runQuietly("rustup", ["target", "add", target], options());
  });
}

export async function addLintComponents() {
  for (const [component, args] of [
    ["rustfmt", ["fmt", "--version"]],
    ["clippy", ["clippy", "--version"]],
  ]) {
    if ((await ask("cargo", args, options())) !== null) continue;
    await step(`Adding Rust's ${component}`, async () => {
      await requireRustup(component);
      await runQuietly("rustup", ["component", "add", component], options());
    });
  }
}

async function requireRustup(wanted) {
  if ((await ask("rustup", ["--version"], options())) !== null) return;
  throw new ScriptError(
    `Rust lacks ${wanted} and there is no rustup to add it: install Rust as https://rustup.rs says, then run this again.`,
  );
}

/** wasm-pack, and wasm-bindgen in the version that the crate uses. */
export async function installWasmTools() {
  await installCargoTool({
    crate: "wasm-pack",
    command: "wasm-pack",
    version: wasmPackVersion,
    locked: true,
  });
  // Without --locked: wasm-bindgen-cli's own lock file asks for a crate version that is not served any more.
  await installCargoTool({
    crate: "wasm-bindgen-cli",
    command: "wasm-bindgen",
    version: wasmBindgenVersion(),
    locked: false,
  });
}

/** Compiles a command into its own versioned folder of the cache, unless exactly that version is at hand. */
export async function installCargoTool({ crate, command, version, locked }) {
  const printed = await ask(command, ["--version"], options());
  if (printed !== null && printedVersion(printed) === version) return;
  await step(`Compiling ${crate} ${version}, once for this machine: two or three minutes`, async () => {
    const targetFolder = await mkdtemp(join(tmpdir(), "msgraph-chats-"));
    try {
      const folder = toolFolder(crate, version);
      const args = ["install", crate, "--version", `=${version}`, "--root", folder, "--force"];
      // A folder without a project: cargo must not read our configuration for somebody else's crate.
      const env = { ...toolEnvironment(), CARGO_TARGET_DIR: targetFolder };
      await runQuietly("cargo", locked ? [...args, "--locked"] : args, { cwd: targetFolder, env });
    } finally {
      await rm(targetFolder, { recursive: true, force: true });
    }
  });
}

function options() {
  return { cwd: root, env: toolEnvironment() };
}
