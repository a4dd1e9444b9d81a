// Promises that must have settled once nothing is left to do. No time passes here: waits are those of a mocked clock.

import assert from "node:assert/strict";
import { created, oneOnOne } from "./stubs.mjs";

const nextTurn = globalThis.setImmediate;

/** Turns of the event loop after which nothing that was under way in memory is still so. */
const turns = 12;

/** Lets everything run that needs no clock and no network. */
export async function untilIdle() {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => nextTurn(resolve));
}

/** A mocked clock for the test: `setTimeout` and `Date`, which move only when told. */
export function mockedClock(t, now = Date.UTC(2026, 10, 24)) {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"], now });
  return t.mock.timers;
}

/**
 * What became of a promise, `{ value }` or `{ error }`, once the loop is idle and, where there is a clock, every timer
 * has gone off. Fails when the promise is still pending then.
 */
export async function settled(promise, clock) {
  let outcome;
  promise.then(
    (value) => {
      outcome = { value };
    },
    (error) => {
      outcome = { error };
    },
  );
  await untilIdle();
  // A timer may start another one; no call here has so many in a row.
  for (let round = 0; round < 12 && outcome === undefined && clock; round += 1) {
    clock.runAll();
    await untilIdle();
  }
  assert.ok(outcome, "the promise is still pending although nothing is left to do");
  return outcome;
}

/** The error that a promise was rejected with; fails when it is pending or fulfilled. */
export async function rejection(promise, clock) {
  const { value, error } = await settled(promise, clock);
  assert.ok(error !== undefined, `expected an error, got ${JSON.stringify(value)}`);
  return error;
}

/** What failed before has broken nothing: the same client makes a chat. */
export async function assertWorks(client, name) {
  const { fetch } = globalThis;
  globalThis.fetch = async () => created();
  const { value, error } = await settled(client.createChat(oneOnOne));
  globalThis.fetch = fetch;
  assert.equal(value?.status, "created", `${name}: ${error}`);
}
