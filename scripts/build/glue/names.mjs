// Calls imports and exports of the module by the short names that wasm-opt gave them.

import { replaced, unexpected } from "./replace.mjs";

/** Each function that the glue gives the module: name, `function`, and all until the comma after it. */
const given = /^ {8}(\w+): function(\([\s\S]*?^ {8}\}(?:, arguments\); \})?,\n)/gm;

/** What else the glue imports for the module: `import * as import1 from "…/environment.js"`. */
const namespaces = /^import \* as (import\d+) from "(.*)"$/gm;

const opening = "    const import0 = {\n        __proto__: null,\n";
const closing = /^ {4}\};\n {4}return \{\n(?: {8}.*,\n)+ {4}\};\n/m;

/**
 * The glue for a module of these names, all of whose imports are of one module, `names.module`. Functions that the
 * module no longer imports are left out; one that is missing is an error, as is an export that the module has not.
 */
export function renamed(glue, { module, imports, exports }) {
  const from = (where) => glue.indexOf(where);
  const start = from(opening);
  const end = closing.exec(glue)?.index;
  if (start < 0 || end === undefined) throw unexpected(opening);
  const functions = new Map();
  const rest = glue
    .slice(start + opening.length, end)
    .replace(given, (_, name, text) => functions.set(name, text) && "");
  if (rest !== "") throw unexpected(rest);
  const spaces = new Map([...glue.matchAll(namespaces)].map(([, space, path]) => [path, space]));

  const entry = ([path, name, short]) => {
    if (spaces.has(path)) return `        ${short}: ${spaces.get(path)}.${name},\n`;
    if (functions.has(name)) return `        ${short}${functions.get(name)}`;
    throw unexpected(`${name} of ${path}`);
  };
  const object = `    return { ${JSON.stringify(module)}: {\n${imports.map(entry).join("")}    } };\n`;
  const whole = replaced(glue, glue.slice(start, end) + closing.exec(glue)[0], object);

  const short = new Map(exports);
  return whole.replace(/\bwasm\.(\w+)/g, (_, name) => {
    if (!short.has(name)) throw unexpected(`export ${name}`);
    return `wasm.${short.get(name)}`;
  });
}
