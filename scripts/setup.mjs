// Gets a fresh machine ready: npm packages, the wasm target and tools, browsers. What is there already is left alone.
// The other scripts call `setUp`; by itself: `node scripts/setup.mjs [--firefox]`.

import { isMain, main } from "./run.mjs";
import { chromiumPath, firefoxPath, installChromium, installFirefox } from "./setup/browsers.mjs";
import { installValgrind } from "./setup/debian.mjs";
import { installPackages, requireNode } from "./setup/npm.mjs";
import { root, toolEnvironment } from "./setup/paths.mjs";
import { addLintComponents, addWasmTarget, installWasmTools, requireRust } from "./setup/rust.mjs";

export { chromiumPath, firefoxPath, root, toolEnvironment };

/**
 * Each step says what it does while it does it, says nothing when it is done already, and throws a ScriptError
 * with one sentence of advice when it cannot.
 *
 * @param {object} needs
 * @param {boolean} [needs.build] Rust's wasm target, wasm-pack and wasm-bindgen. Default true.
 * @param {boolean} [needs.lint] rustfmt and clippy. Default false.
 * @param {boolean} [needs.browser] Chromium. Default false.
 * @param {boolean} [needs.firefox] Firefox. Default false.
 * @param {boolean} [needs.valgrind] Valgrind. Default false.
 */
export async function setUp({
  build = true,
  lint = false,
  browser = false,
  firefox = false,
  valgrind = false,
} = {}) {
  requireNode();
  if (build || lint) await requireRust();
  await installPackages();
  if (build || lint) await addWasmTarget();
  if (lint) await addLintComponents();
  if (build) await installWasmTools();
  if (browser) await installChromium();
  if (firefox) await installFirefox();
  if (valgrind) await installValgrind();
}

if (isMain(import.meta)) {
  await main(async () => {
    await setUp({ lint: true, browser: true, valgrind: true, firefox: process.argv.includes("--firefox") });
    console.log("Everything is set up.");
  });
}
