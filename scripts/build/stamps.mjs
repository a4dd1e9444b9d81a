// Whether what was made is still of what it would be made of now: each stage of the build keeps a hash of its inputs.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { root } from "../setup/paths.mjs";

const stampFile = (stage) => join(root, "build", "stamps", stage);

export const isFresh = (stage, hash) =>
  existsSync(stampFile(stage)) && readFileSync(stampFile(stage), "utf8") === hash;

export function markFresh(stage, hash) {
  mkdirSync(dirname(stampFile(stage)), { recursive: true });
  writeFileSync(stampFile(stage), hash);
}

/** A hash of files, given by path from the root, and of all that is in folders among them, but for those `except`. */
export function hashOf(paths, except = []) {
  const digest = createHash("sha256");
  const excluded = except.map((path) => join(root, path));
  for (const path of paths.flatMap((path) => filesBelow(join(root, path), excluded)).sort()) {
    const name = relative(root, path).split(sep).join("/");
    digest.update(name).update("\0").update(readFileSync(path)).update("\0");
  }
  return digest.digest("hex");
}

/** The files of a folder, or the file itself; none when it is not there, among those excluded, or npm's. */
export function filesBelow(path, excluded = []) {
  if (excluded.includes(path) || basename(path) === "node_modules" || !existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => filesBelow(join(path, name), excluded));
}
