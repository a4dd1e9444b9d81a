// Every snippet of the README in JavaScript or TypeScript, those of pages included, passes the strictest checks.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { compile, compilers, root } from "./helpers/compile.mjs";
import { snippetsOf } from "./helpers/snippets.mjs";

const snippets = snippetsOf(readFileSync(join(root, "README.md"), "utf8"));

/** Of a page, its module scripts. */
const scriptsOf = (html) =>
  [...html.matchAll(/<script type="module">\n(.*?)<\/script>/gs)].map(([, code]) => code);

/** Named by their line, so that a message leads to the snippet. */
const files = (languages, extension) =>
  Object.fromEntries(
    snippets
      .filter(({ language }) => languages.includes(language))
      .flatMap(({ language, code, line }) =>
        (language === "html" ? scriptsOf(code) : [code]).map((script) => [
          `line-${line}.${extension}`,
          `${script}\nexport {};\n`,
        ]),
      ),
  );

const sets = [
  ["Node", files(["js"], "mjs"), "node"],
  ["pages", files(["html"], "mjs"), "dom"],
  ["TypeScript", files(["ts"], "mts"), "dom"],
];

for (const compiler of Object.keys(compilers)) {
  for (const [name, set, platform] of sets) {
    test(`${compiler} takes the snippets for ${name}`, async () => {
      assert.ok(Object.keys(set).length > 0);
      const options = { compiler, mode: "nodenext, ES modules", platform };
      options.options = { allowJs: true, checkJs: true };
      assert.deepEqual(await compile(`readme ${compiler} ${name}`, set, options), []);
    });
  }
}

test("every fence says its language", () => {
  const languages = new Set(snippets.map(({ language }) => language));
  assert.deepEqual([...languages].sort(), ["html", "js", "rust", "sh", "text", "ts"]);
});
