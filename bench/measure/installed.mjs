// How many packages a peer brings along, and how many bytes they are on disk.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "../../scripts/setup.mjs";
import { peers } from "../peers.mjs";
import { exactRow } from "./rounds.mjs";

const folder = fileURLToPath(new URL("../", import.meta.url));

export function installedRows() {
  const { packages } = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8"));
  const counts = {};
  const sizes = {};
  for (const { id, packages: named } of peers) {
    const paths = withDependencies(packages, named);
    counts[id] = paths.size;
    sizes[id] = [...paths].reduce((sum, path) => sum + bytesBelow(join(folder, path)), 0);
  }
  counts[peers[0].id] = 1;
  sizes[peers[0].id] = bytesBelow(join(root, "pkg"));
  return [
    exactRow({ id: "packages", title: "Packages installed", unit: "count", better: "less" }, counts),
    exactRow({ id: "installed", title: "Size installed", unit: "bytes", better: "less" }, sizes),
  ];
}

/** The paths in the lock file of packages and all that they depend on; each package once. */
function withDependencies(packages, names) {
  const found = new Set();
  const visit = (name, from) => {
    const path = resolved(packages, name, from);
    if (path === undefined || found.has(path)) return;
    found.add(path);
    const { dependencies = {} } = packages[path];
    for (const dependency of Object.keys(dependencies)) visit(dependency, path);
  };
  for (const name of names) visit(name, "");
  return found;
}

/** Where Node finds a package from a folder of the lock file: beside it, or further up. */
function resolved(packages, name, from) {
  const path = from === "" ? `node_modules/${name}` : `${from}/node_modules/${name}`;
  if (path in packages || from === "") return path in packages ? path : undefined;
  return resolved(packages, name, from.slice(0, Math.max(0, from.lastIndexOf("node_modules/") - 1)));
}

/** Without the packages below, which count by themselves. */
function bytesBelow(path) {
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => name !== "node_modules")
    .reduce((sum, entry) => {
      const below = join(path, entry.name);
      return sum + (entry.isDirectory() ? bytesBelow(below) : statSync(below).size);
    }, 0);
}
