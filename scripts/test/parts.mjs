// The parts of `npm test`: what each needs, which files it runs, and what a run comes to.

import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { ScriptError } from "../run.mjs";

/**
 * In the order in which they run. `kind` "node" parts are test files in `folder`, run by one `node --test`;
 * `needsBuild` parts cannot run when the package could not be built.
 */
export const parts = [
  { name: "check", kind: "check" },
  { name: "rust", kind: "rust" },
  { name: "scripts", kind: "node", folder: "tests/scripts", needsValgrind: true },
  { name: "standin", kind: "node", folder: "tests/standin", needsBuild: true },
  { name: "js", kind: "node", folder: "tests/js", needsBuild: true },
  { name: "tables", kind: "node", folder: "tests/tables", needsBuild: true },
  { name: "command", kind: "node", folder: "tests/command", needsBuild: true },
  { name: "types", kind: "node", folder: "tests/types", needsBuild: true },
  { name: "browser", kind: "node", folder: "tests/browser", needsBuild: true, needsBrowser: true },
  {
    name: "consumers",
    kind: "node",
    folder: "tests/consumers",
    needsBuild: true,
    needsBrowser: true,
    needsConsumers: true,
  },
];

/** The parts that were asked for by name; all of them when none was. */
export function selectParts(names) {
  const unknown = names.filter((name) => !parts.some((part) => part.name === name));
  if (unknown.length > 0) {
    const known = parts.map(({ name }) => name).join(" ");
    throw new ScriptError(`There is no part named ${unknown.join(", ")}; the parts are: ${known}.`);
  }
  return names.length === 0 ? parts : parts.filter(({ name }) => names.includes(name));
}

/** The test files of a part, sorted, as paths from `root`; none when its folder is not there. */
export function testFiles({ folder }, root) {
  let entries;
  try {
    entries = readdirSync(join(root, folder), { recursive: true });
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
  return entries
    .filter((path) => path.endsWith(".test.mjs") && !path.split(sep).includes("node_modules"))
    .map((path) => `${folder}/${path.split(sep).join("/")}`)
    .sort();
}

/** Which part a test file belongs to, or undefined. */
export function partOfFile(file, root) {
  const path = relative(root, file).split(sep).join("/");
  return parts.find(({ folder }) => folder !== undefined && path.startsWith(`${folder}/`));
}
