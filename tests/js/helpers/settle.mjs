// Promises that must have settled once nothing is left to do. No time passes here: waits are those of a mocked clock.

import assert from "node:assert/strict";
import { assertFailure } from "./failure.mjs";
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

/** Lets the time pass in these steps, milliseconds, and what is due be done after each. */
export async function pass(clock, ...steps) {
  await untilIdle();
  for (const step of steps) {
    clock.tick(step);
    await untilIdle();
  }
}

/**
 * What became of a promise, `{ value }` or `{ error }`, once the loop is idle and, where there is a clock, every timer
 * has gone off. Fails when the promise is still pending then.
 */
export async function settled(promise, { clock, of = "" } = {}) {
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
  assert.ok(outcome, `${of}: the promise is still pending although nothing is left to do`);
  return outcome;
}

/** The ChatError that a promise was rejected with, which has these fields; fails when it is pending or fulfilled. */
export async function rejection(promise, expected, { clock, of } = {}) {
  const { value, error } = await settled(promise, { clock, of });
  assert.ok(error !== undefined, `${of ?? ""}: expected an error, got ${JSON.stringify(value)}`);
  return assertFailure(error, expected, of);
}

/** The chat that a promise gives; fails when there is none. */
export async function creation(promise, { clock, of } = {}) {
  const { value, error } = await settled(promise, { clock, of });
  assert.equal(value?.status, "created", `${of ?? ""}: ${error} ${error?.cause}`);
  return value;
}

/** What failed before has broken nothing: the same client makes a chat. */
export async function assertWorks(client, of) {
  const { fetch } = globalThis;
  globalThis.fetch = async () => created();
  await creation(client.createChat(oneOnOne), { of });
  globalThis.fetch = fetch;
}
