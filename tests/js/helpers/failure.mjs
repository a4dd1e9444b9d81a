// The one way to read a failure: it is a ChatError, and its fields are what is expected.

import assert from "node:assert/strict";
import { importPackage } from "./packed.mjs";

const { ChatError } = await importPackage();

/** Fails unless `error` is a ChatError with these fields; a text is also right where it matches a RegExp. `of` names the case. */
export function assertFailure(error, expected = {}, of = "") {
  assert.ok(error instanceof ChatError, `${of}: not a ChatError, but ${error?.stack ?? String(error)}`);
  const found = Object.entries(expected).map(([field, wanted]) => {
    const isMatch = wanted instanceof RegExp && wanted.test(error[field]);
    return [field, isMatch ? wanted : error[field]];
  });
  assert.deepEqual({ of, ...Object.fromEntries(found) }, { of, ...expected });
  return error;
}

/** The error that a promise is rejected with. */
export async function failure(promise, expected, of) {
  const error = await promise.then(
    (value) => assert.fail(`${of ?? ""}: expected an error, got ${JSON.stringify(value)}`),
    (error) => error,
  );
  return assertFailure(error, expected, of);
}

/** The error that a function throws. */
export function thrown(work, expected, of) {
  const { value, error } = outcomeOf(work);
  assert.ok(error !== undefined, `${of ?? ""}: expected an error, got ${JSON.stringify(value)}`);
  return assertFailure(error, expected, of);
}

/** `{ value }` or `{ error }` of a function. */
export function outcomeOf(work) {
  try {
    return { value: work() };
  } catch (error) {
    return { error };
  }
}
