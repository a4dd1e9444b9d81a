// Set-up of Rust: its version, the wasm32 target, rustfmt and clippy, and the commands that make the package.

import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask, runQuietly, ScriptError, step } from "../run.mjs";
import { root, toolEnvironment, toolFolder, wasmBindgenVersion, wasmPackVersion } from "./paths.mjs";

const target = "wasm32-unknown-unknown";

/** Rust itself is the one thing that is not installed for the user: it belongs to the machine. */
export async function requireRust() {
  const oldest = /^rust-version = "(.*)"$/m.exec(readFileSync(join(root, "Cargo.toml"), "utf8"))[1];
  const printed = await ask("rustc", ["--version"], options());
  if (printed === null || (await ask("cargo", ["--version"], options())) === null) {
    throw new ScriptError(
      `Rust is missing: install Rust ${oldest} or newer as https://rustup.rs says, then run this again.`,
    );
  }
  const found = /\d+\.\d+\.\d+/.exec(printed)?.[0] ?? "0.0.0";
  if (isOlder(found, oldest)) {
    throw new ScriptError(
      `Rust ${found} is too old: this needs ${oldest} or newer. Run "rustup update stable", then run this again.`,
    );
  }
}

/** Whether a version such as `1.94.1` is older than `1.95`. */
export function isOlder(found, oldest) {
  const [major, minor] = found.split(".").map(Number);
  const [wantedMajor, wantedMinor] = oldest.split(".").map(Number);
  return major < wantedMajor || (major === wantedMajor && minor < wantedMinor);
}

export async function addWasmTarget() {
  const folder = await ask("rustc", ["--print", "target-libdir", "--target", target], options());
  if (folder !== null && existsSync(folder.trim())) return;
  await addByRustup("target", target);
}

export async function addLintComponents() {
  if ((await ask("cargo", ["fmt", "--version"], options())) === null)
    await addByRustup("component", "rustfmt");
  if ((await ask("cargo", ["clippy", "--version"], options())) === null)
    await addByRustup("component", "clippy");
}

async function addByRustup(kind, name) {
  await step(`Adding Rust's ${kind} ${name}`, async () => {
    if ((await ask("rustup", ["--version"], options())) === null) {
      throw new ScriptError(
        `Rust lacks the ${kind} ${name}, and there is no rustup to add it: install Rust as https://rustup.rs says, then run this again.`,
      );
    }
    await runQuietly("rustup", [kind, "add", name], options());
  });
}

/** wasm-pack, and wasm-bindgen in the version that the crate uses. */
export async function installWasmTools() {
  await installCargoTool("wasm-pack", wasmPackVersion);
  // Without --locked: wasm-bindgen-cli's own lock file asks for a crate version that is not served any more.
  await installCargoTool("wasm-bindgen-cli", wasmBindgenVersion(), {
    command: "wasm-bindgen",
    locked: false,
  });
}

/** Compiles a command into its own versioned folder of the cache, unless exactly that version is at hand. */
export async function installCargoTool(crate, version, { command = crate, args = [], locked = true } = {}) {
  const printed = await ask(command, [...args, "--version"], options());
  if (printed?.includes(version) || existsSync(join(toolFolder(crate, version), "bin"))) return;
  await step(`Compiling ${crate} ${version}, once for this machine: some minutes`, async () => {
    const targetFolder = await mkdtemp(join(tmpdir(), "msgraph-chats-"));
    try {
      const folder = toolFolder(crate, version);
      const flags = [
        "--version",
        `=${version}`,
        "--root",
        folder,
        "--force",
        ...(locked ? ["--locked"] : []),
      ];
      // A folder without a project: cargo must not read our configuration for somebody else's crate.
      const env = { ...toolEnvironment(), CARGO_TARGET_DIR: targetFolder };
      await runQuietly("cargo", ["install", crate, ...flags], { cwd: targetFolder, env });
    } finally {
      await rm(targetFolder, { recursive: true, force: true });
    }
  });
}

const options = () => ({ cwd: root, env: toolEnvironment() });
