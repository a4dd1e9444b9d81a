// Nothing points back: what a file may import is said by the two orders in CONTRIBUTING.md, for the Rust and for JavaScript.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const contributing = readFileSync(join(root, "CONTRIBUTING.md"), "utf8");

/** The order that CONTRIBUTING.md says behind these words: what stands further left knows nothing of what stands further right. */
function orderBehind(words) {
  const order = contributing.split(words)[1]?.match(/`([^`]+ ← [^`]+)`/)?.[1];
  assert.ok(order, `CONTRIBUTING.md says the order of layers behind "${words}"`);
  return order.split(" ← ");
}

const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => existsSync(join(root, file)));
const read = (file) => readFileSync(join(root, file), "utf8");
const withoutComments = (text) => text.replaceAll(/\/\/.*|\/\*[\s\S]*?\*\//g, "");

/** The names at the start of what `{` opens: of `{a::b, c::{d}}` a and c. */
function namesInBraces(text) {
  const names = [];
  let depth = 0;
  for (const [part] of text.matchAll(/[{}]|,|\w+(?=\W)/g)) {
    if (part === "{") depth += 1;
    else if (part === "}") depth -= 1;
    else if (part === "," && depth === 1) names.push("");
    else if (depth === 1 && (names.length === 0 || names.at(-1) === ""))
      names[Math.max(names.length - 1, 0)] = part;
    if (depth === 0) break;
  }
  return names;
}

/** The first names below the crate that a Rust file uses, whether by `crate::` or by enough `super::`. */
function rustImports(file, text) {
  const code = withoutComments(text);
  const inside = file
    .replace(/^src\//, "")
    .replace(/(\/mod)?\.rs$/, "")
    .split("/");
  const found = [];
  for (const match of code.matchAll(/\b(crate|super)::((?:super::)*)(\{|\w+)/g)) {
    const [, start, supers, next] = match;
    const up = start === "crate" ? inside.length : 1 + supers.length / "super::".length;
    // A `mod tests` inside a file is one deeper than the file, so that this errs to the safe side only at the top.
    if (up < inside.length) continue;
    found.push(...(next === "{" ? namesInBraces(code.slice(match.index + match[0].length - 1)) : [next]));
  }
  return found;
}

test("Rust: no layer uses one that comes after it", () => {
  const order = orderBehind("The Rust");
  const wrong = [];
  for (const file of files.filter((name) => /^src\/\w+\/.*\.rs$/.test(name))) {
    const layer = file.split("/")[1];
    const place = order.indexOf(layer);
    if (place < 0)
      wrong.push(`${file}: the layer ${layer} is not in the order of CONTRIBUTING.md; give it its place`);
    for (const used of rustImports(file, read(file))) {
      const other = order.indexOf(used);
      if (other > place) {
        wrong.push(
          `${file} uses ${used}, which comes after ${layer}: move what it needs of it down into ${layer} or below`,
        );
      } else if (other < 0 && used !== "super") {
        wrong.push(`${file} uses crate::${used}: name the layer that it stands in instead`);
      }
    }
  }
  assert.deepEqual(wrong, []);
});

const scripts = files.filter((file) => /^(src|www|scripts|tests\/standin)\/.*\.(js|mjs|ts|tsx)$/.test(file));

const importOf = /(?:^|\n)\s*(?:import|export)\b(\s+type\b)?[^"';]*"(\.[^"]+)"|\bimport\(\s*"(\.[^"]+)"\)/g;

/** The files that a script imports by a relative path; types are gone when it runs, and cannot make a circle then. */
function imports(file, { types = true } = {}) {
  const found = withoutComments(read(file)).matchAll(importOf);
  const targets = [...found]
    .filter(([, type]) => types || !type)
    .map(([, , path, dynamic]) => posix.normalize(posix.join(posix.dirname(file), path ?? dynamic)));
  // Declarations are imported by the name of what they declare.
  return targets.map((path) => (existsSync(join(root, path)) ? path : path.replace(/\.js$/, ".ts")));
}

test("JavaScript: no folder imports from one that comes after it", () => {
  const order = orderBehind("JavaScript");
  const placeOf = (file) => {
    const within = order.filter((folder) => file.startsWith(`${folder}/`));
    return order.indexOf(within.sort((a, b) => b.length - a.length)[0]);
  };
  const wrong = [];
  for (const file of scripts) {
    if (placeOf(file) < 0)
      wrong.push(`${file} is in no folder of CONTRIBUTING.md's order: give it its place`);
    for (const target of imports(file).filter((path) => scripts.includes(path))) {
      if (placeOf(target) > placeOf(file)) {
        wrong.push(
          `${file} imports ${target}, which comes after it: move what it needs to where both may import it`,
        );
      }
    }
  }
  assert.deepEqual(wrong, []);
});

test("JavaScript: no files import each other in a circle", () => {
  const done = new Set();
  const circles = [];
  const visit = (file, path) => {
    if (path.includes(file)) {
      circles.push(
        `${[...path.slice(path.indexOf(file)), file].join(" → ")}: move what they share to a file of its own`,
      );
    } else if (!done.has(file)) {
      for (const target of imports(file, { types: false }).filter((name) => scripts.includes(name)))
        visit(target, [...path, file]);
      done.add(file);
    }
  };
  for (const file of scripts) visit(file, []);
  assert.deepEqual(circles, []);
});

test("what Rust files use is found in each way of writing it", () => {
  const uses = (file, text) => rustImports(file, text);
  assert.deepEqual(uses("src/text/a.rs", "use crate::client::Port;"), ["client"]);
  assert.deepEqual(uses("src/text/a.rs", "use crate::{graph::{Cloud, x}, rules};"), ["graph", "rules"]);
  assert.deepEqual(uses("src/text/json/a.rs", "use super::super::super::rules::Role;"), ["rules"]);
  assert.deepEqual(uses("src/text/json/mod.rs", "use super::search; // crate::rules"), []);
  assert.deepEqual(uses("src/text/mod.rs", "fn f() { super::rules::g() }"), ["rules"]);
});
