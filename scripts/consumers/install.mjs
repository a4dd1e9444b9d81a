// Installs the tools of the projects under tests/consumers, and the packed package beside the projects.

import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { runQuietly, step } from "../run.mjs";
import { root } from "../setup/paths.mjs";
import {
  home,
  installedStamp,
  kinds,
  manifests,
  resultsFolder,
  sources,
  stampFile,
  wantedStamp,
} from "./folders.mjs";

/** Installs what is not up to date, and forgets the results of the last run. Wants a built package. */
export async function installConsumers() {
  const wanted = wantedStamp();
  const installed = installedStamp();
  mkdirSync(home, { recursive: true });
  rmSync(resultsFolder, { recursive: true, force: true });
  if (installed.tools !== wanted.tools) {
    rmSync(stampFile, { force: true });
    await step("Installing the tools of the projects that use the package", installTools);
    installed.package = undefined;
  }
  if (installed.package !== wanted.package) {
    rmSync(stampFile, { force: true });
    await step("Installing the packed package", installPackage);
  }
  writeFileSync(stampFile, JSON.stringify(wanted));
}

async function installTools() {
  for (const kind of kinds) rmSync(join(home, kind), { recursive: true, force: true });
  for (const manifest of [...manifests(), join(root, ".npmrc")]) {
    const copy = join(home, relative(manifest.startsWith(sources) ? sources : root, manifest));
    mkdirSync(dirname(copy), { recursive: true });
    cpSync(manifest, copy);
  }
  // None of the tools needs its install script: their programs come in packages of their own.
  await runQuietly("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: home });
}

async function installPackage() {
  for (const name of readdirSync(home).filter((name) => name.endsWith(".tgz"))) rmSync(join(home, name));
  const packed = await runQuietly("npm", ["pack", join(root, "pkg"), "--json"], { cwd: home });
  const [{ filename }] = JSON.parse(packed.slice(packed.indexOf("[")));
  for (const kind of kinds) {
    const folder = join(home, kind);
    mkdirSync(folder, { recursive: true });
    rmSync(join(folder, "node_modules"), { recursive: true, force: true });
    const manifest = { private: true, dependencies: { "msgraph-chats": `file:../${filename}` } };
    writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
    await runQuietly("npm", ["install", "--no-package-lock", "--no-audit", "--no-fund"], { cwd: folder });
  }
}
