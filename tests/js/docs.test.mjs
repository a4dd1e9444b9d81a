// The documentation is true: its snippets for Node run, its tables name every option, field and kind, its links lead somewhere.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, normalize } from "node:path";
import { describe, test } from "node:test";
import { promisify } from "node:util";
import { brotliCompressSync } from "node:zlib";
import { answersTable } from "../../scripts/docs/answers.mjs";
import { withTable } from "../../scripts/docs/table.mjs";
import { pages, snippetsOf } from "../types/helpers/snippets.mjs";
import { atGraph, token } from "./helpers/local-graph.mjs";
import { project, root } from "./helpers/packed.mjs";

const textOf = (name) => pages.find((page) => page.name === name).text;
const environment = new URL("./helpers/snippet-environment.mjs", import.meta.url).href;

/** Runs a snippet in a project that has the package; gives what it prints and its exit code. */
async function runSnippet(t, code, graph) {
  const folder = mkdtempSync(join(project(), "snippet-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "snippet.mjs");
  writeFileSync(file, code);
  const env = { ...process.env, GRAPH_TOKEN: token, LOCAL_GRAPH: graph.url };
  try {
    return {
      code: 0,
      ...(await promisify(execFile)(process.execPath, ["--import", environment, file], { env })),
    };
  } catch ({ code, stdout, stderr }) {
    return { code, stdout, stderr };
  }
}

/** What goes wrong at Graph while a snippet runs that is about that, by the heading above it, and what it then says. */
const troubles = {
  Errors: {
    fault: { answer: "callerNotMember" },
    code: 1,
    stderr: /signed-in user must be among the members/,
  },
  "Was my group created?": {
    fault: { match: { chatType: "group" }, status: 504, after: true },
    code: 0,
    stdout: /^created true 0$/m,
  },
};

/** The snippets of all pages, each with its page and the heading above it. */
const snippets = pages.flatMap(({ name, text }) =>
  snippetsOf(text).map((snippet) => ({
    ...snippet,
    page: name,
    heading: text
      .split("\n", snippet.line)
      .findLast((line) => /^#+ /.test(line))
      .replace(/^#+ /, ""),
  })),
);

/** `js unrun` is for what needs a framework or a sign-in: it is type-checked alone. `js tested` runs in a project of tests/consumers. */
const isRun = ({ language, words }) =>
  language === "js" && !words.includes("unrun") && !words.includes("tested");

describe("each snippet for Node runs", { concurrency: 2 }, () => {
  for (const [index, snippet] of snippets.entries()) {
    if (!isRun(snippet)) continue;
    const { page, line, heading } = snippet;
    const printed = snippets[index + 1]?.language === "text" ? snippets[index + 1].code : null;
    const sends = snippet.code.includes("new ChatsClient");

    test(`${page}, line ${line}, ${heading}`, async (t) => {
      const { graph } = await atGraph(t);
      const { code, stdout, stderr } = await runSnippet(t, snippet.code, graph);
      assert.equal(stderr, "");
      assert.equal(code, 0);
      if (printed !== null) assert.equal(stdout, printed);
      assert.equal(graph.requests.length > 0, sends);
      if (sends) assert.ok(graph.chats.length > 0);
    });

    if (!(heading in troubles)) continue;
    test(`${page}, line ${line}, ${heading}, when it comes to that`, async (t) => {
      const { graph } = await atGraph(t);
      const expected = troubles[heading];
      const fault = graph.fault(expected.fault);
      const { code, stdout, stderr } = await runSnippet(t, snippet.code, graph);
      assert.equal(fault.hits, 1);
      assert.match(stdout, expected.stdout ?? /^$/);
      assert.match(stderr, expected.stderr ?? /^$/);
      assert.equal(code, expected.code);
    });
  }

  test("every heading with trouble has its snippet", () => {
    const headings = snippets.filter(isRun).map(({ heading }) => heading);
    assert.deepEqual(
      Object.keys(troubles).filter((heading) => !headings.includes(heading)),
      [],
    );
  });
});

test("the table of answers says what the package says", async () => {
  const page = textOf("docs/answers.md");
  assert.equal(page, withTable(page, "answers", await answersTable()), 'run "npm run fix"');
});

test("every option, field and kind of the types is in a table", () => {
  const ts = createRequire(join(root, "tests", "types", "package.json"))("typescript");
  const text = readFileSync(join(root, "pkg", "index.d.ts"), "utf8");
  const source = ts.createSourceFile("index.d.ts", text, ts.ScriptTarget.Latest, true);
  const declaration = (name) => source.statements.find((node) => node.name?.text === name);
  const members = (name) => declaration(name).members.flatMap(({ name }) => (name ? [name.getText()] : []));
  const names = ["GraphOptions", "ClientOptions", "CallOptions", "WaitOptions", "BulkOptions", "ChatError"];
  const progress = [...members("Attempt"), ...members("BulkProgress")];
  const kinds = declaration("ChatErrorKind").type.types.map(({ literal }) => literal.text);
  const wanted = [...names.flatMap(members), ...progress, ...kinds];
  assert.ok(wanted.length > 40);
  const rows = pages.flatMap(({ text }) => text.split("\n")).filter((line) => line.startsWith("|"));
  const code = rows.flatMap((row) => [...row.matchAll(/`([^`]+)`/g)].map(([, text]) => text)).join("\n");
  const missing = wanted.filter((name) => name !== "name" && !new RegExp(`\\b${name}\\b`).test(code));
  assert.deepEqual(missing, []);
});

test("every link leads to a file that is there, and to a heading in it", () => {
  const anchorsIn = (file) => {
    const headings = readFileSync(join(root, file), "utf8")
      .toLowerCase()
      .matchAll(/^#+ (.+)$/gm);
    return [...headings].map(([, heading]) => heading.replace(/[^\w\- ]/g, "").replaceAll(" ", "-"));
  };
  const broken = [];
  let count = 0;
  for (const { name, text } of pages) {
    for (const [, link] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https:/.test(link)) continue;
      count += 1;
      const [path, anchor] = link.split("#");
      const file = path === "" ? name : normalize(join(dirname(name), path));
      const isThere = existsSync(join(root, file));
      if (!isThere || (anchor && !anchorsIn(file).includes(anchor))) broken.push(`${name}: ${link}`);
    }
  }
  assert.ok(count > 30);
  assert.deepEqual(broken, []);
});

test("every file that CONTRIBUTING.md names is there", () => {
  const text = readFileSync(join(root, "CONTRIBUTING.md"), "utf8");
  const named = [...text.matchAll(/`((?:src|tests|scripts|docs|fuzz)\/[\w./-]*)`/g)].map(([, path]) => path);
  assert.ok(named.length > 40);
  assert.deepEqual(
    named.filter((path) => !existsSync(join(root, path))),
    [],
  );
});

test("the README is short and leads to every page, and each page says first what it is for", () => {
  const readme = textOf("README.md");
  assert.ok(Buffer.byteLength(readme) <= 14_000, `${Buffer.byteLength(readme)} bytes`);
  for (const { name, text } of pages) {
    if (name !== "README.md") assert.ok(readme.includes(`](${name})`), `README.md does not link to ${name}`);
    assert.match(text, /^# .+\n\n[A-Z].*[.:] ?.*\n/, name);
  }
});

test("the README says the sizes as they are", () => {
  const kB = (file) => brotliCompressSync(readFileSync(join(root, "pkg", file))).length / 1000;
  const said = textOf("README.md").matchAll(/^\| `(msgraph-chats\S*)` \| (\d+) kB(?:, and (\d+) kB more)?/gm);
  const sizes = Object.fromEntries([...said].map(([, name, ...numbers]) => [name, numbers.map(Number)]));
  for (const [number, actual] of [
    [sizes["msgraph-chats/slim"][0], kB("slim.js")],
    [sizes["msgraph-chats/slim"][1], kB("msgraph-chats.wasm")],
    [sizes["msgraph-chats"][0], kB("index.js")],
  ]) {
    assert.ok(
      Math.abs(number - actual) <= Math.max(1, actual / 20),
      `${number} kB is ${actual.toFixed(1)} kB`,
    );
  }
});
