// What the types accept and what they refuse: tests/types/cases, with both compilers, in every way of resolving modules;
// and that they accept Graph's own examples.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { graphExamples } from "../js/helpers/fixtures.mjs";
import { caseText, compile, compilers, modes } from "./helpers/compile.mjs";

const language = ["requests.ts", "client.ts", "no-dom.ts"];
const platform = ["requests.ts", "client.ts", "platform-signal.ts", "graph-types.ts", "azure-identity.ts"];

/** The older compiler takes long: one way is enough there; tests/consumers compile with it in three others. */
const everyWay = Object.keys(modes);
const ways = {
  "TypeScript 7": { dom: everyWay, node: everyWay },
  "TypeScript 5.9": { dom: ["nodenext, ES modules"], node: [] },
};

/** MSAL's declarations for CommonJS are an ES module's, which node16 refuses. */
const inPage = (mode) => (mode === "node16, CommonJS" ? [] : ["tokens-in-a-page.ts"]);

const texts = (names) => Object.fromEntries(names.map((name) => [name, caseText(name)]));

for (const compiler of Object.keys(compilers)) {
  describe(compiler, { concurrency: 2 }, () => {
    for (const mode of everyWay) {
      const check = async (name, files) => {
        const options = { compiler, mode, platform: name };
        const found = await compile(`cases ${compiler} ${mode} ${name}`, texts(files), options);
        assert.deepEqual(found, []);
      };
      const files = { dom: [...platform, ...inPage(mode)], node: platform };
      for (const [name, inMode] of Object.entries(ways[compiler])) {
        if (inMode.includes(mode)) test(`${mode}, platform: ${name}`, () => check(name, files[name]));
      }
    }

    // The language's own library is enough for these.
    test("each refusal is for the reason that stands beside it", async () => {
      const files = texts(language);
      const expected = Object.entries(files).flatMap(([file, text]) =>
        text.split("\n").flatMap((line, index) => {
          const reason = /^\/\/ @ts-expect-error (.+)$/.exec(line)?.[1];
          return reason ? [{ file, line: index + 2, reason }] : [];
        }),
      );
      assert.ok(expected.length > 30);
      const bare = Object.fromEntries(
        Object.entries(files).map(([file, text]) => [file, text.replaceAll("// @ts-expect-error", "//")]),
      );
      const found = await compile(`refusals ${compiler}`, bare, { compiler, platform: "none" });
      const problems = expected.flatMap(({ file, line, reason }) => {
        const messages = found.filter((one) => one.file === file && one.line === line);
        return messages.some(({ message }) => message.includes(reason))
          ? []
          : [{ file, line, reason, messages }];
      });
      assert.deepEqual(problems, []);
      assert.equal(found.length, expected.length);
    });
  });
}

test("Graph's own examples are requests: written in place, and as constants", async () => {
  const sources = graphExamples().map(({ file, request }, index) => {
    const text = JSON.stringify(request, null, 2);
    return `
// ${file}
buildChat(${text});
const example${index} = ${text} as const;
buildChat(example${index});
const request${index}: ChatRequest = ${text};
requests.push(request${index}, ${text});
`;
  });
  assert.equal(sources.length, 12);
  const head = `import { buildChat, type ChatRequest } from "msgraph-chats";\nconst requests: ChatRequest[] = [];\n`;
  const files = { "examples.ts": head + sources.join("") };
  assert.deepEqual(await compile("examples", files, { platform: "none" }), []);
});
