// The pages of the documentation, and the fenced pieces of code in them.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../js/helpers/packed.mjs";

/** README.md and what is in docs/, each as `{ name, text }`. */
export const pages = ["README.md", ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`)]
  .filter((name) => name.endsWith(".md"))
  .map((name) => ({ name, text: readFileSync(join(root, name), "utf8") }));

/**
 * Each fence of a Markdown text as `{ language, words, code, line }`: `words` are those that follow the language,
 * `line` is that of the first line of code.
 */
export function snippetsOf(markdown) {
  const snippets = [];
  let open = null;
  for (const [index, line] of markdown.split("\n").entries()) {
    const fence = /^ {0,3}```(.*)$/.exec(line);
    if (open === null && fence) {
      const [language = "", ...words] = fence[1].trim().split(/\s+/);
      open = { language, words, lines: [], line: index + 2 };
    } else if (fence) {
      const { lines, ...rest } = open;
      snippets.push({ ...rest, code: `${lines.join("\n")}\n` });
      open = null;
    } else {
      open?.lines.push(line);
    }
  }
  if (open !== null) throw new Error(`The fence before line ${open.line} is not closed.`);
  return snippets;
}
