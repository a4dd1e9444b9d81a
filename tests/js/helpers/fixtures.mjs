// The fixtures that the native tests read too.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./packed.mjs";

const folder = join(root, "tests", "fixtures");

/** The JSON files of a folder below tests/fixtures: `[name, content]`, sorted. */
export function fixtureFiles(name) {
  const files = readdirSync(join(folder, name)).filter((file) => file.endsWith(".json"));
  return files
    .sort()
    .map((file) => [`${name}/${file}`, JSON.parse(readFileSync(join(folder, name, file), "utf8"))]);
}

/** The cases of such a folder, each with the name of its file. */
export const fixtureCases = (name) =>
  fixtureFiles(name).flatMap(([file, { cases }]) => cases.map((item) => ({ file, ...item })));

/** Graph's own examples: request and the version that they are for. */
export const graphExamples = () =>
  fixtureFiles("graph/examples").map(([file, { request }]) => ({
    file,
    request,
    options: { apiVersion: file.includes("/beta-") ? "beta" : "v1.0" },
  }));
