// The bytes of the package keep to a budget, so that growth is a decision: tests/fixtures/size-budget.json.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../../scripts/setup.mjs";
import { fileSizes, readBudget } from "../../scripts/size/files.mjs";

const budget = readBudget();
const sizes = fileSizes();
const advice = `If it is meant, "npm run size -- --budget" makes it the budget; "npm run size" says what the bytes are.`;

for (const [name, { raw, brotli }] of Object.entries(sizes)) {
  test(`${name} keeps to its budget`, () => {
    const allowed = budget[name];
    assert.ok(allowed, `${name} has no budget. ${advice}`);
    for (const [kind, bytes] of Object.entries({ raw, brotli })) {
      const tooMany = bytes - allowed[kind];
      assert.ok(
        tooMany <= 0,
        `${name} has ${bytes} bytes ${kind}, ${tooMany} more than its budget. ${advice}`,
      );
    }
  });
}

test("the budget names scripts and the module of the package, and no file that is gone", () => {
  const { files } = JSON.parse(readFileSync(join(root, "pkg", "package.json"), "utf8"));
  const counted = files.filter((name) => /\.(?:c?js|wasm)$/.test(name)).sort();
  assert.deepEqual(Object.keys(sizes), counted);
  assert.deepEqual(Object.keys(budget).sort(), counted);
});
