// Tables in the documentation that are written by programs: each stands between two comments that name it.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ScriptError } from "../run.mjs";
import { root } from "../setup/paths.mjs";

function partsOf(text, name) {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const [before, after] = [text.indexOf(start), text.indexOf(end)];
  if (before < 0 || after < before) throw new ScriptError(`The page lacks ${start} and ${end}.`);
  const from = before + start.length;
  return [text.slice(0, from), text.slice(from, after), text.slice(after)];
}

/** What stands between the comments of this name. */
export const tableIn = (text, name) => partsOf(text, name)[1].trim();

/** The text of a page with `table` between the comments of this name. */
export function withTable(text, name, table) {
  const [before, , after] = partsOf(text, name);
  return `${before}\n\n${table}\n\n${after}`;
}

/** Writes the table into a page, given by its path from the root. */
export function writeTable(page, name, table) {
  const path = join(root, page);
  writeFileSync(path, withTable(readFileSync(path, "utf8"), name, table));
}
