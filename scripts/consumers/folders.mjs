// Where the projects that use the package are: their sources, and where they are installed, built and run.

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { root } from "../setup/paths.mjs";

/** Whether it is about the projects whose toolchains are too large for every run. */
export const isSlow = process.env.CONSUMERS === "slow";

const name = isSlow ? "slow-consumers" : "consumers";

/** The sources, under git. */
export const sources = join(root, "tests", name);

/** The installed copies, outside git. */
export const home = join(root, "build", name);

/** The folders of both that hold one project a folder; the package is installed beside the projects in each. */
export const kinds = isSlow ? ["projects"] : ["projects", "examples"];

/** What ran: one file per consumer while the tests run, and all in one afterwards. */
export const resultsFolder = join(home, "results");
export const resultsFile = join(root, "build", `${name}.json`);

const stampFile = join(home, "installed.json");

/** The files below a folder, without those of installed packages. */
export function filesBelow(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((path) => !path.split(sep).includes("node_modules"))
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile())
    .sort();
}

function hashOf(files) {
  const digest = createHash("sha256");
  for (const file of files)
    digest.update(relative(root, file)).update("\0").update(readFileSync(file)).update("\0");
  return digest.digest("hex");
}

/** What is to be installed: the projects' tools and the package, each by the hash of what decides it. */
export function wantedStamp() {
  const manifests = filesBelow(sources).filter((path) => /[\\/]package(-lock)?\.json$/.test(path));
  return { tools: hashOf(manifests), package: hashOf(filesBelow(join(root, "pkg"))) };
}

export function installedStamp() {
  return existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, "utf8")) : {};
}

export { stampFile };
