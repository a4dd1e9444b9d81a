// Checks and builds a request in every way, which must agree: checking never throws, building throws ChatError alone.

import assert from "node:assert/strict";
import { outcomeOf } from "./failure.mjs";
import { importPackage } from "./packed.mjs";

const { validateChat, buildChatJson, ChatError } = await importPackage();

export const isError = ({ severity }) => severity === "error";

/**
 * The issues of the request that `make` gives and, where it is right, its body: `{ issues, body }`. One that is not
 * steady is another one each time that it is read.
 */
export function judge(make, options, { isSteady = true } = {}) {
  const issues = validateChat(make(), options);
  const isWrong = issues.some(isError);
  const { value: text, error } = outcomeOf(() => buildChatJson(make(), options));
  if (text === undefined) {
    assert.ok(error instanceof ChatError, `building threw ${error}`);
    assert.ok(error.kind === "validation" && error.outcome === "notCreated" && error.attempts === 0);
    assert.ok(error.issues.some(isError), "what cannot be built has an error");
    if (isSteady) assert.deepEqual(error.issues, issues);
    return { issues };
  }
  if (isSteady) assert.ok(!isWrong, "what has an error cannot be built");
  const body = JSON.parse(text);
  assert.equal(JSON.stringify(body), text, "the text is what JSON.stringify would write");
  assert.deepEqual(validateChat(body, options).filter(isError), [], "what was built is right");
  assert.equal(buildChatJson(body, options), text, "what was built is built again as it is");
  return { issues, body };
}
