// The package and the local Graph judge the same 10,000 requests, each by its own means, and must agree.

import assert from "node:assert/strict";
import { test } from "node:test";
import { checkBody } from "../standin/check-body.mjs";
import { crossedRequests } from "../standin/crossed.mjs";
import { toWire } from "../standin/to-wire.mjs";
import { fixtureFiles } from "./helpers/fixtures.mjs";
import { importPackage } from "./helpers/packed.mjs";

const seed = 1;
const count = 10_000;

const { validateChat, buildChat, ChatError } = await importPackage();

const isError = ({ severity }) => severity === "error";

const judged = [...crossedRequests(seed, count)].map((generated) => {
  const { request, options } = generated;
  const wire = toWire(request, options);
  const { apiVersion: version, cloud, caller } = options;
  const check = (body) => checkBody(body, { version, cloud, caller });
  return { ...generated, wire, check, refused: check(wire), issues: validateChat(request, options) };
});

/** Fails once, with the first few of all that differ. */
function assertNone(differences) {
  const shown = differences
    .slice(0, 10)
    .map(({ index, options, request, wire, ...found }) =>
      [
        `body ${index} of seed ${seed}`,
        `  options ${JSON.stringify(options)}`,
        `  request ${JSON.stringify(request)?.slice(0, 2000)}`,
        `  wire    ${JSON.stringify(wire)?.slice(0, 2000)}`,
        ...Object.entries(found).map(([name, value]) => `  ${name.padEnd(8)}${JSON.stringify(value)}`),
      ].join("\n"),
    );
  assert.equal(differences.length, 0, `${differences.length} of ${count} differ:\n${shown.join("\n")}`);
}

const described = ({ index, options, request, wire }, found) => ({ index, options, request, wire, ...found });

test("an error is found exactly where the local Graph refuses", () => {
  const differences = judged
    .filter(({ issues, refused }) => issues.some(isError) !== (refused !== null))
    .map((item) => described(item, { issues: item.issues, refused: item.refused }));
  assertNone(differences);
});

test("Graph's own form is judged as the form that was given", () => {
  const differences = judged.flatMap((item) => {
    const issues = validateChat(item.wire, item.options);
    return issues.some(isError) === (item.refused !== null)
      ? []
      : [described(item, { issues, refused: item.refused })];
  });
  assertNone(differences);
});

test("the local Graph takes every body that is built", () => {
  const differences = judged
    .filter(({ issues }) => !issues.some(isError))
    .flatMap((item) => {
      const body = buildChat(item.request, item.options);
      const refused = item.check(body);
      return refused === null ? [] : [described(item, { body, refused })];
    });
  assertNone(differences);
});

test("what has errors is not built", () => {
  const differences = judged
    .filter(({ issues }) => issues.some(isError))
    .flatMap((item) => {
      try {
        return [described(item, { body: buildChat(item.request, item.options) })];
      } catch (error) {
        assert.ok(error instanceof ChatError);
        assert.equal(error.kind, "validation");
        assert.deepEqual(error.issues, item.issues);
        return [];
      }
    });
  assertNone(differences);
});

test("a built body is right, and comes out equal when it is built again", () => {
  const differences = judged
    .filter(({ issues }) => !issues.some(isError))
    .flatMap((item) => {
      const text = JSON.stringify(buildChat(item.request, item.options));
      const body = JSON.parse(text);
      const errors = validateChat(body, item.options).filter(isError);
      if (errors.length > 0) return [described(item, { body, errors })];
      const again = JSON.stringify(buildChat(body, item.options));
      return again === text ? [] : [described(item, { body, again })];
    });
  assertNone(differences);
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
