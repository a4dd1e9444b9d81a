// The safety net: calls that have not ended, so that a fault of the module can end them.

import { ChatError, isChatError } from "./chat-error.js";

const pending = new Set();

let bury;

/** Whom to tell when a call shows that the module died in it. */
export function whenDead(callback) {
  bury = callback;
}

/** Runs async work; should the module die meanwhile, the promise is rejected all the same. */
export function tracked(work) {
  return new Promise((resolve, reject) => {
    pending.add(reject);
    const end = (settle) => (value) => {
      pending.delete(reject);
      settle(value);
    };
    const fail = (error) => end(reject)(isChatError(error) ? error : failedInside());
    try {
      work().then(end(resolve), (error) => {
        // What the module throws while it makes a promise becomes that promise's reason.
        if (!isChatError(error)) bury?.();
        fail(error);
      });
    } catch (error) {
      fail(error);
    }
  });
}

/** For the module's panic hook, and for whoever sees it dead: no promise of the dead instance will ever settle. */
export function rejectPending() {
  for (const reject of pending) reject(failedInside());
  pending.clear();
}

const failedInside = () =>
  new ChatError({
    kind: "protocol",
    outcome: "unknown",
    message: "msgraph-chats failed inside; the chat may exist. Please report this.",
  });
