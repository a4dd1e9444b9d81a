// What the lists of these tests are made of, and what they come to.

import assert from "node:assert/strict";
import { readAll } from "./modules.mjs";

export const [a, b, c] = ["adele", "alex", "megan"].map((name) => `${name}@contoso.com`);

export const pair = (...members) => ({ chatType: "oneOnOne", members });
export const group = (topic, members = [a, b, c]) => ({
  chatType: "group",
  ...(topic && { topic }),
  members,
});

/** Reads a list letter by letter and as a whole, which must agree. */
export function read(input) {
  const whole = readAll(input, input.length || 1);
  assert.deepEqual(readAll(input, 1), whole);
  return whole;
}

/** The problems of a line, as "code path". */
export const problemsOf = ({ problems }) => problems.map(({ code, path }) => `${code} ${path}`.trim());
