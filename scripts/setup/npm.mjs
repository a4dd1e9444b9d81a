// Set-up of the npm packages that build and test the product, exactly as package-lock.json names them.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runQuietly, ScriptError, step } from "../run.mjs";
import { root } from "./paths.mjs";
import { majorVersion } from "./versions.mjs";

const oldestNode = 20;

export function requireNode(version = process.version) {
  if (majorVersion(version) >= oldestNode) return;
  throw new ScriptError(
    `Node ${version} is too old: install Node ${oldestNode} or newer from https://nodejs.org, then run this again.`,
  );
}

export async function installPackages() {
  if (!isStale(readLock("package-lock.json"), readLock("node_modules/.package-lock.json"))) return;
  await step("Installing npm packages", () => runQuietly("npm", ["ci"], { cwd: root }));
}

/**
 * Whether `npm ci` must run: `installed`, which npm keeps inside node_modules, is absent or differs from what
 * is locked. Optional packages may be absent, because most of them are for other kinds of machine.
 */
export function isStale(locked, installed) {
  if (installed === null) return true;
  const wanted = Object.entries(locked.packages).filter(([path]) => path !== "");
  const agrees = ([path, { version, integrity, optional }]) => {
    const found = installed.packages[path];
    if (found === undefined) return optional === true;
    return found.version === version && found.integrity === integrity;
  };
  return !wanted.every(agrees) || Object.keys(installed.packages).some((path) => !(path in locked.packages));
}

function readLock(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), "utf8"));
  } catch {
    return null;
  }
}
