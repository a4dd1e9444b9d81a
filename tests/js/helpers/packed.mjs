// The package as its users get it: packed, unpacked into a project of its own, and imported by its name.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = fileURLToPath(new URL("../../../", import.meta.url));
export const pkg = join(root, "pkg");

const prefix = "msgraph-chats-packed-";
const dayMs = 24 * 60 * 60 * 1000;

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort();
}

function hashOfPackage() {
  const digest = createHash("sha256");
  for (const path of filesBelow(pkg)) digest.update(path).update("\0").update(readFileSync(path));
  return digest.digest("hex").slice(0, 20);
}

/** Packs into `folder`; gives what npm says of the tarball. */
function pack(folder) {
  const output = execFileSync("npm", ["pack", pkg, "--json", "--pack-destination", folder], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  return JSON.parse(output)[0];
}

function createProject(folder) {
  const { filename } = pack(folder);
  const home = join(folder, "node_modules", "msgraph-chats");
  mkdirSync(home, { recursive: true });
  execFileSync("tar", ["-xzf", join(folder, filename), "-C", home, "--strip-components=1"]);
  renameSync(join(folder, filename), join(folder, "package.tgz"));
  writeFileSync(join(folder, "package.json"), '{ "name": "project", "private": true }\n');
  writeFileSync(join(folder, "esm.mjs"), 'export * from "msgraph-chats";\n');
  writeFileSync(join(folder, "cjs.cjs"), 'module.exports = require("msgraph-chats");\n');
}

/** Projects of packages that were since built anew; another run may still be reading a young one. */
function removeOld() {
  for (const name of readdirSync(tmpdir()).filter((name) => name.startsWith(prefix))) {
    const path = join(tmpdir(), name);
    try {
      if (Date.now() - statSync(path).mtimeMs > dayMs) rmSync(path, { recursive: true, force: true });
    } catch {
      // Another run was faster.
    }
  }
}

/** The folder of a project that has the package in its `node_modules`: one per content of `pkg/`. */
export function project() {
  const folder = join(tmpdir(), `${prefix}${hashOfPackage()}`);
  if (existsSync(folder)) return folder;
  removeOld();
  const made = mkdtempSync(join(tmpdir(), `${prefix}new-`));
  createProject(made);
  try {
    renameSync(made, folder);
  } catch (error) {
    // Test files run at the same time; whichever was first has made the same.
    if (!existsSync(folder)) throw error;
    rmSync(made, { recursive: true, force: true });
  }
  return folder;
}

/** The package, imported as an ES module. */
export const importPackage = () => import(pathToFileURL(join(project(), "esm.mjs")).href);

/** The package, required as CommonJS. */
export const requirePackage = () => createRequire(import.meta.url)(join(project(), "cjs.cjs"));

/** A second copy of the project, as a program has when two of its dependencies bring their own. */
export function copyOfProject() {
  const copy = mkdtempSync(join(tmpdir(), `${prefix}copy-`));
  cpSync(project(), copy, { recursive: true });
  return copy;
}
