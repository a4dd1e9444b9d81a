// The module's clock, timers and randomness: in hardened environments there may be none of them.

import { openWork } from "./pending.ts";

/** The clock has come so far at least, by what was waited: one that is missing or stands still must keep nobody waiting for ever. */
let reachedMs = 0;

/** The number that the environment gives, if it gives one. */
function numberOf(read: () => unknown): number | undefined {
  try {
    const number = read();
    return Number.isFinite(number) ? (number as number) : undefined;
  } catch {
    return undefined;
  }
}

/** Milliseconds since 1970; where there is no clock, as if no time passed. */
export const now = () => numberOf(() => Date.now()) ?? 0;

/** Milliseconds of a clock that nobody sets, where there is one. */
export const elapsed = () => Math.max(numberOf(() => performance.now()) ?? now(), reachedMs);

/** From [0, 1), for back-off and ids. */
export const random = () => numberOf(() => Math.random()) ?? 0.5;

/** Ends after so many milliseconds, or when it is cancelled; at once where there are no timers. */
export class Timer {
  readonly ended: Promise<void>;
  cancel!: () => void;

  constructor(delayMs: number) {
    const dueMs = elapsed() + delayMs;
    openWork.add(this);
    this.ended = new Promise((resolve) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      this.cancel = () => {
        openWork.delete(this);
        resolve();
        try {
          clearTimeout(timer);
        } catch {
          // A clock that was replaced meanwhile does not know its timers.
        }
      };
      const end = () => {
        reachedMs = Math.max(reachedMs, dueMs);
        resolve();
      };
      try {
        timer = setTimeout(end, delayMs);
      } catch {
        end();
      }
    });
  }
}
