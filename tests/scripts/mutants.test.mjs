// The mutants and the simulation's options: each place to break is still there, and says what it breaks once.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { mutants } from "../../scripts/mutants/list.mjs";
import { changed } from "../../scripts/mutants.mjs";
import { root } from "../../scripts/setup/paths.mjs";
import { simulationTest, simulationVariables } from "../../scripts/simulate.mjs";

test("each mutant changes one place of its file", () => {
  assert.equal(new Set(mutants.map(({ name }) => name)).size, mutants.length);
  assert.ok(mutants.length >= 12);
  for (const mutant of mutants) {
    const text = readFileSync(join(root, mutant.file), "utf8");
    for (const place of [mutant, ...(mutant.also ? [mutant.also] : [])]) {
      assert.notEqual(changed(text, place, mutant.name), text, mutant.name);
    }
  }
});

test("a place that is not there is a mistake", () => {
  assert.throws(() => changed("a b", { search: "c", replace: "" }, "x"), /x: its text stands 0 times/);
  assert.throws(() => changed("a a", { search: "a", replace: "" }, "x"), /x: its text stands 2 times/);
});

test("the options of the simulation", () => {
  assert.deepEqual(simulationVariables(["--seed", "7"]), { SIMULATION_SEED: "7" });
  assert.deepEqual(simulationVariables(["--seeds=5", "--from", "9"]), {
    SIMULATION_SEEDS: "5",
    SIMULATION_FROM: "9",
  });
  assert.equal(simulationVariables([]).SIMULATION_FROM, "0");
  assert.deepEqual(simulationVariables(["--bulk", "--seed", "7"]), { SIMULATION_SEED: "7" });
  assert.equal(simulationTest(["--bulk"]), "bulk::every_seed_keeps_every_promise");
  assert.equal(simulationTest([]), "every_seed_keeps_every_promise");
  for (const args of [["--seed", "x"], ["--seeds", "-1"], ["--other"], ["5"]]) {
    assert.throws(() => simulationVariables(args));
  }
});
