// The package and the local Graph judge the same 10,000 requests, each by its own means, and must agree.

import assert from "node:assert/strict";
import { test } from "node:test";
import { checkBody } from "../standin/check-body.mjs";
import { crossedRequests } from "../standin/crossed.mjs";
import { toWire } from "../standin/to-wire.mjs";
import { outcomeOf } from "./helpers/failure.mjs";
import { fixtureFiles } from "./helpers/fixtures.mjs";
import { isError, judge } from "./helpers/judge.mjs";
import { importPackage } from "./helpers/packed.mjs";

const seed = 1;
const count = 10_000;

const { validateChat } = await importPackage();

const judged = [...crossedRequests(seed, count)].map((generated) => {
  const { request, options } = generated;
  const wire = toWire(request, options);
  const { apiVersion: version, cloud, caller } = options;
  const check = (body) => checkBody(body, { version, cloud, caller });
  const { value, error } = outcomeOf(() => judge(() => request, options));
  return { ...generated, wire, check, refused: check(wire), issues: [], ...value, error };
});

/** Runs `check` for each; fails once, with the first few of all that differ. */
function assertAgree(check) {
  const differences = judged.flatMap((item) => {
    const { error } = outcomeOf(() => check(item));
    const { index, options, request, wire, issues, refused } = item;
    const shown = Object.entries({ options, request, wire, issues, refused }).map(
      ([name, value]) => `  ${name.padEnd(8)}${JSON.stringify(value)?.slice(0, 2000)}`,
    );
    return error ? [[`body ${index} of seed ${seed}: ${error.message}`, ...shown].join("\n")] : [];
  });
  const first = differences.slice(0, 10).join("\n");
  assert.equal(differences.length, 0, `${differences.length} of ${count} differ:\n${first}`);
}

test("an error is found exactly where the local Graph refuses, in Graph's own form too", () => {
  assertAgree(({ issues, refused, wire, options }) => {
    assert.equal(issues.some(isError), refused !== null, "as it was given");
    assert.equal(validateChat(wire, options).some(isError), refused !== null, "in Graph's own form");
  });
});

test("what has errors is not built; the local Graph takes every body that is, built again it is equal", () => {
  assertAgree(({ error, body, check }) => {
    if (error) throw error;
    if (body) assert.equal(check(body), null);
  });
});

test("warnings alone stop nothing, and the requests break every rule, alone too", () => {
  for (const [, { code }] of fixtureFiles("rules")) {
    const alone = judged.filter(
      ({ issues }) => issues.length > 0 && issues.every((issue) => issue.code === code),
    );
    assert.ok(alone.length >= 3, `${code} alone: ${alone.length}`);
    const isWarning = alone[0].issues[0].severity === "warning";
    assert.ok(
      alone.every(({ refused }) => (refused === null) === isWarning),
      code,
    );
  }
  const right = judged.filter(({ refused }) => refused === null).length;
  assert.ok(right > count / 5 && right < (count * 4) / 5, `${right} of ${count} are right`);
});
