// Every fixture through the packed package: exact issues in order, exact bodies.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { fixtureCases, graphExamples } from "./helpers/fixtures.mjs";
import { importPackage, requirePackage } from "./helpers/packed.mjs";

const esm = await importPackage();
const cjs = requirePackage();

const rules = [...fixtureCases("rules"), ...fixtureCases("rules/loneSurrogates")];
const bodies = fixtureCases("building");
const examples = graphExamples();

const essence = ({ code, severity, path }) => ({ code, severity, path });

/** What a case of a rule finds fault with, or nothing. */
function differencesOfRule({ validateChat }, { file, name, request, options, issues: expected }) {
  const issues = validateChat(request, options);
  if (!isDeepStrictEqual(issues.map(essence), expected.map(essence))) {
    return [
      `${file} «${name}»`,
      `  found    ${JSON.stringify(issues.map(essence))}`,
      `  expected ${JSON.stringify(expected.map(essence))}`,
    ];
  }
  return issues.flatMap((issue, index) => [
    ...(expected[index].messageIncludes ?? [])
      .filter((part) => !issue.message.includes(part))
      .map((part) => `${file} «${name}»: the message lacks ${part}: ${issue.message}`),
    ...(Object.keys(issue).join() === "code,severity,path,message,docsUrl"
      ? []
      : [`${file} «${name}»: an issue has the properties ${Object.keys(issue)}`]),
    ...(URL.canParse(issue.docsUrl) ? [] : [`${file} «${name}»: no page about ${issue.code}`]),
  ]);
}

/** The same of a case of building. */
function differencesOfBody({ buildChat }, { file, name, request, options, body, text }) {
  const found = JSON.stringify(buildChat(request, options));
  const same = found === text && JSON.stringify(body) === text;
  return same ? [] : [`${file} «${name}»`, `  found    ${found}`, `  expected ${text}`];
}

function assertNone(differences, ran) {
  assert.ok(ran > 0);
  assert.equal(differences.length, 0, `of ${ran} cases these differ:\n${differences.join("\n")}`);
}

/** Every so many, so that the other copy of the code is known to be the same. */
const sample = (cases) => cases.filter((_, index) => index % 7 === 0);

test("every rule reports what its cases say", () => {
  assertNone(
    rules.flatMap((item) => differencesOfRule(esm, item)),
    rules.length,
  );
});

test("every body comes out as its case says", () => {
  assertNone(
    bodies.flatMap((item) => differencesOfBody(esm, item)),
    bodies.length,
  );
});

test("Graph's own examples have no errors and come out equal", () => {
  assert.equal(examples.length, 12);
  const differences = examples.flatMap(({ file, request, options }) => {
    const errors = esm.validateChat(request, options).filter(({ severity }) => severity === "error");
    const text = JSON.stringify(request);
    return [
      ...errors.map(({ code, path }) => `${file}: ${code} at ${path}`),
      ...differencesOfBody(esm, { file, name: "as it is", request, options, body: request, text }),
    ];
  });
  assertNone(differences, examples.length);
});

test("a sample of them through CommonJS", () => {
  assertNone(
    [
      ...sample(rules).flatMap((item) => differencesOfRule(cjs, item)),
      ...sample(bodies).flatMap((item) => differencesOfBody(cjs, item)),
    ],
    sample(rules).length,
  );
});

test("what has errors throws them all, warnings too", () => {
  const wrong = rules.filter(({ issues, options }) => {
    const known = Object.keys(options ?? {}).length === 0;
    return known && issues.some(({ severity }) => severity === "error");
  });
  assert.ok(wrong.length > 100);
  for (const { file, name, request, issues } of wrong) {
    assert.throws(
      () => esm.buildChat(request),
      (error) => {
        assert.ok(error instanceof esm.ChatError);
        assert.deepEqual([error.kind, error.outcome, error.attempts], ["validation", "notCreated", 0]);
        assert.deepEqual(error.issues.map(essence), issues.map(essence), `${file} «${name}»`);
        assert.deepEqual(error.issues, esm.validateChat(request));
        return true;
      },
    );
  }
});

test("input is left as it was, and the result is the caller's own", () => {
  for (const { request, options } of [...examples, ...sample(bodies)]) {
    const before = structuredClone(request);
    const body = esm.buildChat(request, options);
    esm.validateChat(request, options);
    assert.deepEqual(request, before);
    body.members.length = 0;
    assert.notEqual(esm.buildChat(request, options).members.length, 0);
  }
});
