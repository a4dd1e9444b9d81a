// Every snippet of the documentation in JavaScript or TypeScript, those of pages included, passes the strictest checks.

import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "./helpers/compile.mjs";
import { pages, snippetsOf } from "./helpers/snippets.mjs";

const snippets = pages.flatMap(({ name, text }) =>
  snippetsOf(text).map((snippet) => ({ ...snippet, page: name.replace(/^docs\/|\.md$/g, "") })),
);

/** Of a page, its module scripts. */
const scriptsOf = (html) =>
  [...html.matchAll(/<script type="module">\n(.*?)<\/script>/gs)].map(([, code]) => code);

/** Named by their page and line, so that a message leads to the snippet. */
const files = (languages, extension) =>
  Object.fromEntries(
    snippets
      // Those of a framework run where that is installed, in tests/consumers.
      .filter(({ language, words }) => languages.includes(language) && !words.includes("tested"))
      .flatMap(({ language, code, page, line }) =>
        (language === "html" ? scriptsOf(code) : [code]).map((script) => [
          `${page}-${line}.${extension}`,
          `${script}\nexport {};\n`,
        ]),
      ),
  );

const sets = [
  ["Node", files(["js"], "mjs"), "node"],
  ["pages", files(["html"], "mjs"), "dom"],
  ["TypeScript", files(["ts"], "mts"), "dom"],
];

for (const [name, set, platform] of sets) {
  test(`the snippets for ${name} compile`, async () => {
    assert.ok(Object.keys(set).length > 0);
    const options = { allowJs: true, checkJs: true };
    assert.deepEqual(await compile(`docs ${name}`, set, { platform, options }), []);
  });
}

test("every fence says its language", () => {
  const known = ["csv", "html", "js", "json", "powershell", "rust", "sh", "text", "ts"];
  const unknown = snippets.filter(({ language }) => !known.includes(language));
  assert.deepEqual(
    unknown.map(({ page, line }) => `${page}, line ${line}`),
    [],
  );
});
