// The safety net: calls that have not ended, so that a fault of the module can end them.

import { ChatError, isChatError } from "./chat-error.ts";

const FAILED_INSIDE = {
  kind: "protocol",
  outcome: "unknown",
  message: "msgraph-chats failed; the chat may exist. Please report this.",
} as const;

const pending = new Set<(error: unknown) => void>();

let invalidate: (() => void) | undefined;

/** Whom to tell when a call shows that the module died in it. */
export function whenDead(callback: () => void) {
  invalidate = callback;
}

/**
 * Runs async work; should the module die meanwhile, the promise is rejected all the same. `ended` is called once it is
 * over, and may put another error in the place of the one that it failed with.
 */
export function tracked<T>(work: () => Promise<T>, ended: (error?: unknown) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      pending.delete(fail);
      reject(ended(isChatError(error) ? error : new ChatError(FAILED_INSIDE)));
    };
    pending.add(fail);
    try {
      work().then(
        (value) => {
          pending.delete(fail);
          ended();
          resolve(value);
        },
        (error) => {
          // What the module throws while it makes a promise becomes that promise's reason.
          if (!isChatError(error)) invalidate?.();
          fail(error);
        },
      );
    } catch (error) {
      fail(error);
    }
  });
}

/** What goes on outside for the module: its timers and its fetches. */
export const openWork = new Set<{ cancel(): void }>();

/** For the module's panic hook, and for whoever sees it dead: no promise of the dead instance will ever settle. */
export function rejectPending() {
  const left = [...openWork];
  // Not before the module is done dying: who listens to an abort may call it.
  Promise.resolve().then(() => {
    for (const work of left) work.cancel();
  });
  for (const fail of [...pending]) fail(undefined);
}
