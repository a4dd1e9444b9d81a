// The README is true: its snippets for Node run, its tables name every option, field, kind and known answer.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, test } from "node:test";
import { promisify } from "node:util";
import { snippetsOf } from "../types/helpers/snippets.mjs";
import { clientOf, failure, localGraph, token } from "./helpers/local-graph.mjs";
import { project, root } from "./helpers/packed.mjs";
import { oneOnOne } from "./helpers/stubs.mjs";

const readme = readFileSync(join(root, "README.md"), "utf8");
const environment = new URL("./helpers/readme-environment.mjs", import.meta.url).href;

/** Runs a snippet in a project that has the package; gives what it prints and its exit code. */
async function runSnippet(t, code, graph) {
  const folder = mkdtempSync(join(project(), "readme-"));
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
  "When the outcome is unknown": {
    fault: { match: { chatType: "group" }, status: 504, after: true },
    code: 0,
    stdout: /^perhaps 19:\S+ with 2 members$/m,
  },
};

const snippets = snippetsOf(readme);
const headingOf = ({ line }) =>
  readme
    .split("\n", line)
    .findLast((text) => /^##+ /.test(text))
    ?.replace(/^#+ /, "");

describe("each snippet for Node runs", { concurrency: 2 }, () => {
  for (const [index, snippet] of snippets.entries()) {
    if (snippet.language !== "js") continue;
    const heading = headingOf(snippet);
    const printed = snippets[index + 1]?.language === "text" ? snippets[index + 1].code : null;
    const sends = snippet.code.includes("new ChatsClient");

    test(`line ${snippet.line}, ${heading}`, async (t) => {
      const graph = await localGraph(t);
      const { code, stdout, stderr } = await runSnippet(t, snippet.code, graph);
      assert.equal(stderr, "");
      assert.equal(code, 0);
      if (printed !== null) assert.equal(stdout, printed);
      assert.equal(graph.requests.length > 0, sends);
      if (sends) assert.ok(graph.chats.length > 0);
    });

    if (!(heading in troubles)) continue;
    test(`line ${snippet.line}, ${heading}, when it comes to that`, async (t) => {
      const graph = await localGraph(t);
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
    const headings = snippets.filter(({ language }) => language === "js").map(headingOf);
    assert.deepEqual(
      Object.keys(troubles).filter((heading) => !headings.includes(heading)),
      [],
    );
  });
});

test("each answer in the table of hints has a hint", async (t) => {
  const table = readme.split("<!-- hints:start -->")[1].split("<!-- hints:end -->")[0];
  const rows = [...table.matchAll(/^\| (\d+) \| (.+?) \| .+ \|$/gm)].map(([, status, text]) => [
    +status,
    text,
  ]);
  assert.ok(rows.length > 20);
  const graph = await localGraph(t);
  const client = clientOf(graph, { maxAttempts: 1 });
  const without = [];
  for (const [status, text] of rows) {
    const message = text.startsWith("anything") ? "Something else." : text;
    graph.fault({ status, body: JSON.stringify({ error: { code: "BadRequest", message } }) });
    const error = await failure(client.createChat(oneOnOne));
    assert.equal(error.status, status);
    if (!error.hint || !error.docsUrl) without.push([status, text]);
  }
  assert.deepEqual(without, []);
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
  const rows = readme.split("\n").filter((line) => line.startsWith("|"));
  const code = rows.flatMap((row) => [...row.matchAll(/`([^`]+)`/g)].map(([, text]) => text)).join("\n");
  const missing = wanted.filter((name) => name !== "name" && !new RegExp(`\\b${name}\\b`).test(code));
  assert.deepEqual(missing, []);
});

test("every link within the README leads to a heading", () => {
  const anchorOf = (heading) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-");
  const anchors = [...readme.matchAll(/^##+ (.+)$/gm)].map(([, heading]) => anchorOf(heading));
  const links = [...readme.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
  assert.ok(links.length > 10);
  assert.deepEqual(
    links.filter((anchor) => !anchors.includes(anchor)),
    [],
  );
});
