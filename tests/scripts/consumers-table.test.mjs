// The table in docs/where-it-runs.md of what the package was tested in.

import assert from "node:assert/strict";
import { test } from "node:test";
import { differences, renderTable } from "../../scripts/consumers/table.mjs";
import { withTable } from "../../scripts/docs/table.mjs";

const passed = (name, versions = []) => ({ name, result: "passed", versions });
const page = (table) =>
  withTable("before\n<!-- consumers:start -->\nold\n<!-- consumers:end -->\nafter\n", "consumers", table);

test("each tool is named once, with the numbers of its versions that tell what breaks", () => {
  const versions = [
    { tool: "Node", version: "20.20.2" },
    { tool: "Node", version: "24.1.0" },
    { tool: "esbuild", version: "0.28.2" },
  ];
  const results = [passed("Node, `import`", versions), { name: "Bun", result: "failed", versions: [] }];
  assert.equal(
    renderTable(results),
    "| Where | Tested with |\n| --- | --- |\n| Node, `import` | Node 20, 24; esbuild 0.28 |",
  );
});

test("the table goes between its marks, and a text without them is refused", () => {
  assert.equal(page("new"), "before\n<!-- consumers:start -->\n\nnew\n\n<!-- consumers:end -->\nafter\n");
  assert.throws(() => withTable("nothing", "consumers", ""), /lacks/);
});

test("names that differ are told, versions that differ are not, and what was skipped is excused", () => {
  const before = [passed("Deno", [{ tool: "Deno", version: "2.1.0" }]), passed("Bun"), passed("Parcel")];
  const now = [
    passed("Deno", [{ tool: "Deno", version: "3.0.0" }]),
    passed("Vite"),
    { name: "Parcel", result: "skipped", versions: [] },
  ];
  const text = page(renderTable(before));
  assert.deepEqual(differences(text, before), []);
  assert.deepEqual(differences(text, now), [
    "docs/where-it-runs.md does not name: Vite.",
    "docs/where-it-runs.md names what did not run: Bun.",
  ]);
});
