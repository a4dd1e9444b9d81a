// Where things are: the repository's root, the cache of compiled tools, and the environment that finds them.

import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root folder. */
export const root = fileURLToPath(new URL("../../", import.meta.url)).replace(/[\\/]$/, "");

/** wasm-pack is no dependency of the crate, so its version is kept here. */
export const wasmPackVersion = "0.15.1";

/** The wasm-bindgen version that Cargo.lock pins: the command must be exactly as old as the crate. */
export const wasmBindgenVersion = () => lockedVersion("wasm-bindgen");

/** The version of a crate in Cargo.lock. */
export function lockedVersion(crate) {
  const lock = readFileSync(join(root, "Cargo.lock"), "utf8").replaceAll("\r\n", "\n");
  return lock.split(`\nname = "${crate}"\nversion = "`)[1].split('"')[0];
}

/** One folder per tool and version, outside the repository, so that a second clone compiles nothing. */
export function toolFolder(crate, version, env = process.env) {
  const cache = env.XDG_CACHE_HOME || join(homedir(), ".cache");
  return join(cache, "msgraph-chats", "tools", `${crate}-${version}`);
}

/** The folders to look for commands in, first one wins. */
function toolFolders(env) {
  return [
    join(toolFolder("wasm-pack", wasmPackVersion, env), "bin"),
    join(toolFolder("wasm-bindgen-cli", wasmBindgenVersion(), env), "bin"),
    join(root, "node_modules", ".bin"),
  ];
}

/**
 * The environment in which cargo, wasm-pack, wasm-bindgen and wasm-opt are found. A shell that never read the
 * profile rustup wrote does not know cargo's own folder, so it comes last.
 */
export function toolEnvironment(env = process.env) {
  const cargoBin = join(env.CARGO_HOME || join(homedir(), ".cargo"), "bin");
  return { ...env, PATH: [...toolFolders(env), env.PATH, cargoBin].filter(Boolean).join(delimiter) };
}
