// The package and the local Graph judge the same 10,000 generated bodies, each by its own means, and must agree.

import assert from "node:assert/strict";
import { test } from "node:test";
import { checkBody } from "../standin/check-body.mjs";
import { generateBodies } from "../standin/generate-bodies.mjs";
import { importPackage } from "./helpers/packed.mjs";

const seed = 1;
const count = 10_000;

const { validateChat, buildChat, ChatError } = await importPackage();

const isError = ({ severity }) => severity === "error";

const judged = [...generateBodies(seed, count)].map((generated) => {
  const { request, wire, options } = generated;
  const { apiVersion: version, cloud, caller } = options;
  const check = (body) => checkBody(body, { version, cloud, caller });
  return { ...generated, check, refused: check(wire), issues: validateChat(request, options) };
});

/** Fails once, with the first few of all that differ. */
function assertNone(differences) {
  const shown = differences
    .slice(0, 10)
    .map(({ index, form, defects, options, wire, ...found }) =>
      [
        `body ${index} of seed ${seed} (${form}, ${defects.map(({ code }) => code).join() || "nothing done to it"})`,
        `  options ${JSON.stringify(options)}`,
        `  wire    ${JSON.stringify(wire)?.slice(0, 2000)}`,
        ...Object.entries(found).map(([name, value]) => `  ${name.padEnd(8)}${JSON.stringify(value)}`),
      ].join("\n"),
    );
  assert.equal(differences.length, 0, `${differences.length} of ${count} differ:\n${shown.join("\n")}`);
}

const described = ({ index, form, defects, options, wire }, found) => ({
  ...{ index, form, defects, options, wire },
  ...found,
});

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

test("warnings alone stop nothing, and both verdicts are common in every form", () => {
  for (const form of ["wire", "short", "mixed"]) {
    const ofForm = judged.filter((item) => item.form === form);
    const refused = ofForm.filter((item) => item.refused !== null).length;
    assert.ok(refused > ofForm.length / 5, `${refused} of ${ofForm.length} refused in the form ${form}`);
    assert.ok(
      refused < (ofForm.length * 4) / 5,
      `${refused} of ${ofForm.length} refused in the form ${form}`,
    );
    const warned = ofForm.filter(({ issues }) => issues.length > 0 && !issues.some(isError));
    assert.ok(warned.length > 0);
    assert.ok(warned.every((item) => item.refused === null));
  }
});
