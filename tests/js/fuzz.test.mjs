// Random values through the boundary: whatever comes, checking never throws, building throws ChatError only, and both agree.
// FUZZ_INPUTS=10000000 FUZZ_SEED=7 node --test tests/js/fuzz.test.mjs runs more, or others.

import assert from "node:assert/strict";
import { test } from "node:test";
import { importPackage } from "./helpers/packed.mjs";
import { randomValues } from "./helpers/random-values.mjs";

const { validateChat, buildChatJson, ChatError } = await importPackage();

const inputs = Number(process.env.FUZZ_INPUTS ?? 30_000);
const seed = Number(process.env.FUZZ_SEED ?? 1);

/** Checks and builds one value; gives what came of it. */
function judge(value) {
  const issues = validateChat(value);
  const wrong = issues.some((issue) => issue.severity === "error");
  let text;
  try {
    text = buildChatJson(value);
  } catch (error) {
    assert.ok(error instanceof ChatError, "building throws a ChatError and nothing else");
    assert.equal(error.kind, "validation");
    assert.ok(wrong, "what cannot be built has an error");
    assert.deepEqual(error.issues, issues);
    return "wrong";
  }
  assert.ok(!wrong, "what has an error cannot be built");
  const body = JSON.parse(text);
  assert.equal(JSON.stringify(body), text, "the text is what JSON.stringify would write");
  assert.deepEqual(
    validateChat(body).filter((issue) => issue.severity === "error"),
    [],
    "what was built is right",
  );
  assert.equal(buildChatJson(body), text, "what was built is built again as it is");
  return "right";
}

test(`${inputs} random values, seed ${seed}`, () => {
  const next = randomValues(seed);
  const counts = { right: 0, wrong: 0 };
  for (let index = 0; index < inputs; index++) {
    const value = next();
    try {
      counts[judge(value)] += 1;
    } catch (error) {
      error.message = `input ${index} of seed ${seed}: ${error.message}`;
      throw error;
    }
  }
  // A generator that makes nothing but rubbish, or nothing wrong, would prove little.
  assert.ok(counts.right > inputs / 10, `${counts.right} right`);
  assert.ok(counts.wrong > inputs / 10, `${counts.wrong} wrong`);
});
