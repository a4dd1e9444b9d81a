// Choosing the parts of a test run, and what a run comes to.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { parts, selectParts, testFiles } from "../../scripts/test/parts.mjs";
import { nodeRows, summaryTable } from "../../scripts/test/summary.mjs";

const root = await mkdtemp(join(tmpdir(), "msgraph-chats-"));
after(() => rm(root, { recursive: true }));
await mkdir(join(root, "tests/js/deep/node_modules"), { recursive: true });
await mkdir(join(root, "tests/browser"), { recursive: true });
for (const path of [
  "b.test.mjs",
  "a.test.mjs",
  "helper.mjs",
  "deep/c.test.mjs",
  "deep/node_modules/d.test.mjs",
]) {
  await writeFile(join(root, "tests/js", path), "");
}
await writeFile(join(root, "tests/browser/page.test.mjs"), "");

const part = (name) => parts.find((each) => each.name === name);
const file = (path, rest) => ({
  file: join(root, path),
  passed: 0,
  failed: 0,
  skipped: 0,
  durationMs: 5,
  ...rest,
});

test("no name selects all parts; names select theirs, in the order in which parts run", () => {
  assert.deepEqual(selectParts([]), parts);
  assert.deepEqual(selectParts(["js", "rust"]), [part("rust"), part("js")]);
});

test("an unknown name is refused with the names that there are", () => {
  assert.throws(() => selectParts(["js", "jest"]), {
    message: /no part named jest; the parts are: check rust /,
  });
});

test("test files are found in folders below, sorted, without those of dependencies", () => {
  const found = ["tests/js/a.test.mjs", "tests/js/b.test.mjs", "tests/js/deep/c.test.mjs"];
  assert.deepEqual(testFiles(part("js"), root), found);
  assert.deepEqual(testFiles(part("types"), root), []);
});

test("each part is the sum of its files", () => {
  const files = [
    file("tests/js/a.test.mjs", { passed: 3, skipped: 1 }),
    file("tests/js/deep/c.test.mjs", { passed: 1, failed: 1 }),
    file("tests/browser/page.test.mjs", { passed: 2 }),
  ];
  const selected = [part("js"), part("types"), part("browser")];
  assert.deepEqual(nodeRows({ selected, blocked: new Set(), results: { code: 1, files }, root }), [
    { name: "js", result: "failed", tests: 5, failed: 1, skipped: 1, durationMs: 10 },
    { name: "types", result: "no tests" },
    { name: "browser", result: "passed", tests: 2, failed: 0, skipped: 0, durationMs: 5 },
  ]);
});

test("a part whose files ran no test has failed, as has one that could not run", () => {
  const rows = nodeRows({
    selected: [part("js"), part("browser")],
    blocked: new Set([part("browser")]),
    results: { code: 0, files: [] },
    root,
  });
  assert.deepEqual(
    rows.map(({ name, result }) => [name, result]),
    [
      ["js", "failed"],
      ["browser", "not run"],
    ],
  );
  assert.match(summaryTable(rows), /Not passed: js, browser\.$/);
});

test("a crash of the runner is a failure of its own", () => {
  const files = [file("tests/js/a.test.mjs", { passed: 1 })];
  const rows = nodeRows({ selected: [part("js")], blocked: new Set(), results: { code: 9, files }, root });
  assert.deepEqual(rows.at(-1), { name: "node --test", result: "failed" });
});

test("the table is aligned and says so when everything passed", () => {
  const rows = [
    { name: "rust", result: "passed", durationMs: 61_000 },
    { name: "js", result: "passed", tests: 12, failed: 0, skipped: 2, durationMs: 1_500 },
  ];
  assert.equal(
    summaryTable(rows),
    [
      "part  result  tests          time",
      "rust  passed                 1 min 1 s",
      "js    passed  12, 2 skipped  1.5 s",
      "",
      "Everything passed.",
    ].join("\n"),
  );
});
