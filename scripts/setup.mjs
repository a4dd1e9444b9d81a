// Gets a fresh machine ready: npm packages, the wasm target and tools, browsers. What is there already is left alone.
// The other scripts call `setUp`; `npm run setup` does all of it.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMain, main, runQuietly, ScriptError, step } from "./run.mjs";
import { root, toolEnvironment } from "./setup/paths.mjs";
import {
  installChromium,
  installProgram,
  installValgrind,
  programPath,
  programs,
} from "./setup/programs.mjs";
import { addLintComponents, addWasmTarget, installWasmTools, requireRust } from "./setup/rust.mjs";

export { root, toolEnvironment };

const oldestNode = 20;

/** Where the browsers are, or null. */
export const chromiumPath = (env) => programPath(programs.chromium, env);
export const headlessPath = (env) => programPath(programs.headlessShell, env) ?? chromiumPath(env);
export const firefoxPath = (env) => programPath(programs.firefox, env);

/**
 * Each step says what it does while it does it, says nothing when it is done already, and throws a ScriptError
 * with one sentence of advice when it cannot.
 *
 * @param {object} needs
 * @param {boolean} [needs.build] Rust's wasm target, wasm-pack and wasm-bindgen. Default true.
 * @param {boolean} [needs.lint] rustfmt and clippy. Default false.
 */
export async function setUp({ build = true, lint = false } = {}) {
  requireNode();
  if (build || lint) await requireRust();
  await installPackages();
  if (build || lint) await addWasmTarget();
  if (lint) await addLintComponents();
  if (build) await installWasmTools();
}

export const setUpChromium = installChromium;
export const setUpFirefox = () => installProgram(programs.firefox);
export const setUpValgrind = installValgrind;

export function requireNode(version = process.version) {
  if (Number(/\d+/.exec(version)[0]) >= oldestNode) return;
  throw new ScriptError(
    `Node ${version} is too old: install Node ${oldestNode} or newer from https://nodejs.org, then run this again.`,
  );
}

/** The npm packages exactly as package-lock.json names them; a copy of what was installed says whether they are. */
async function installPackages() {
  const lock = readFileSync(join(root, "package-lock.json"), "utf8");
  const installed = join(root, "node_modules", ".installed-lock.json");
  if (existsSync(installed) && readFileSync(installed, "utf8") === lock) return;
  await step("Installing npm packages", () => runQuietly("npm", ["ci"], { cwd: root }));
  writeFileSync(installed, lock);
}

if (isMain(import.meta)) {
  await main(async () => {
    await setUp({ lint: true });
    await setUpChromium();
    await setUpFirefox();
    await setUpValgrind();
    console.log("Everything is set up.");
  });
}
