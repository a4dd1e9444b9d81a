// Where the projects that use the package are: their sources, and where they are installed, built and run.

import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { filesBelow, hashOf } from "../build/stamps.mjs";
import { root } from "../setup/paths.mjs";

/** Whether it is about the projects whose toolchains are too large for every run. */
const isSlow = process.env.CONSUMERS === "slow";

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

export const stampFile = join(home, "installed.json");

/** What decides which tools are installed. */
export const manifests = () => filesBelow(sources).filter((path) => /[\\/]package(-lock)?\.json$/.test(path));

/** What is to be installed: the projects' tools and the package, each by the hash of what decides it. */
export function wantedStamp() {
  return { tools: hashOf(manifests().map((path) => relative(root, path))), package: hashOf(["pkg"]) };
}

export function installedStamp() {
  return existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, "utf8")) : {};
}
