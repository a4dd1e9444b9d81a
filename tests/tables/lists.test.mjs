// Lists as people have them: what each comes to by the reader, the rules and the search for equal groups together.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { importPackage } from "../js/helpers/packed.mjs";
import { readAll, runs, tables } from "./helpers/modules.mjs";

const { validateChat } = await importPackage();
const folder = new URL("../fixtures/tables/", import.meta.url);
const expectations = JSON.parse(readFileSync(new URL("expectations.json", folder), "utf8"));
const names = readdirSync(folder).filter((name) => name !== "expectations.json");

/** The lines without errors, and the codes of the errors of the others, by line. */
function judged(lines) {
  const plan = new runs.ListPlan();
  const right = [];
  const wrong = {};
  lines.forEach((line, index) => {
    const issues = tables.issuesOf(line, validateChat);
    const equal = tables.isWrong(issues) ? undefined : plan.see(line.line, index, runs.keyOf(line.request));
    const codes = [...issues, ...(equal ? [equal] : [])]
      .filter(({ severity }) => severity === "error")
      .map(({ code }) => code);
    if (codes.length === 0) right.push(line.line);
    else wrong[line.line] = codes;
  });
  return { right, wrong };
}

test("every list has an expectation", () => {
  assert.deepEqual(names.sort(), Object.keys(expectations).sort());
});

for (const name of names) {
  const { refused, notices = [], ...expected } = expectations[name];
  for (const size of [1, 64, 65_536]) {
    test(`${name}, ${size} bytes at a time`, () => {
      const list = readAll(readFileSync(new URL(name, folder)), size);
      if (refused) {
        assert.match(list.refused, new RegExp(refused));
        return;
      }
      assert.equal(list.refused, undefined);
      assert.deepEqual(judged(list.lines), expected);
      assert.deepEqual(
        list.notices.map(({ code }) => code),
        notices,
      );
    });
  }
}
