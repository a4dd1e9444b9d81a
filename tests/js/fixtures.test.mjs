// Every fixture through the packed package: exact issues in order, exact bodies.

import assert from "node:assert/strict";
import { test } from "node:test";
import { outcomeOf } from "./helpers/failure.mjs";
import { fixtureCases, graphExamples } from "./helpers/fixtures.mjs";
import { isError, judge } from "./helpers/judge.mjs";
import { importPackage, requirePackage } from "./helpers/packed.mjs";

const esm = await importPackage();
const cjs = requirePackage();

const rules = [...fixtureCases("rules"), ...fixtureCases("rules/loneSurrogates")];
const bodies = fixtureCases("building");
const examples = graphExamples();

const essence = (issues) => issues.map(({ code, severity, path }) => ({ code, severity, path }));

/** Runs `check` for each case; fails with all that differ. */
function assertAll(cases, check) {
  assert.ok(cases.length > 0);
  const differences = cases.flatMap((item) => {
    const { error } = outcomeOf(() => check(item));
    return error ? [`${item.file} «${item.name}»: ${error.message}`] : [];
  });
  assert.equal(differences.length, 0, `of ${cases.length} cases these differ:\n${differences.join("\n")}`);
}

/** Checks what a case of a rule finds fault with. */
function assertIssues(issues, { issues: expected }) {
  assert.deepEqual(essence(issues), essence(expected));
  for (const [index, issue] of issues.entries()) {
    for (const part of expected[index].messageIncludes ?? []) {
      assert.ok(issue.message.includes(part), `the message lacks ${part}: ${issue.message}`);
    }
    assert.deepEqual(Object.keys(issue), ["code", "severity", "path", "message", "docsUrl"]);
    assert.ok(URL.canParse(issue.docsUrl), `no page about ${issue.code}`);
  }
}

/** Every so many, so that the other copy of the code is known to be the same. */
const sample = (cases) => cases.filter((_, index) => index % 7 === 0);

test("every rule reports what its cases say, and what has errors throws them all, warnings too", () => {
  assertAll(rules, (item) => {
    assertIssues(esm.validateChat(item.request, item.options), item);
    // Wrong options are another error there.
    if (outcomeOf(() => esm.buildChat({}, item.options)).error.kind !== "usage") {
      judge(() => item.request, item.options);
    }
  });
});

test("every body comes out as its case says", () => {
  assertAll(bodies, ({ request, options, body, text }) => {
    assert.equal(JSON.stringify(esm.buildChat(request, options)), text);
    assert.equal(JSON.stringify(body), text);
    judge(() => request, options);
  });
});

test("Graph's own examples have no errors and come out equal", () => {
  assert.equal(examples.length, 12);
  assertAll(examples, ({ request, options }) => {
    assert.deepEqual(esm.validateChat(request, options).filter(isError), []);
    assert.equal(JSON.stringify(esm.buildChat(request, options)), JSON.stringify(request));
  });
});

test("a sample of them through CommonJS", () => {
  assertAll(sample(rules), (item) => assertIssues(cjs.validateChat(item.request, item.options), item));
  assertAll(sample(bodies), ({ request, options, text }) => {
    assert.equal(JSON.stringify(cjs.buildChat(request, options)), text);
  });
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
