// Snippets of the documentation that run in a project: those marked `tested`, with the project's name behind.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/setup/paths.mjs";
import { snippetsOf } from "../types/helpers/snippets.mjs";

/** Writes the snippet of a page for a project into a file. */
export function writeSnippet(page, name, file) {
  const snippets = snippetsOf(readFileSync(join(root, "docs", page), "utf8"));
  const snippet = snippets.find(({ words }) => words.includes("tested") && words.includes(name));
  assert.ok(snippet, `${page} has a snippet for ${name}`);
  writeFileSync(file, snippet.code);
}
