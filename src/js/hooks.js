// What the module calls back during a call. None of it throws.

import { failureText } from "./environment.js";
import { onAbort } from "./signal.js";
import { Wait } from "./wait.js";

export class Hooks {
  #isCancelled = false;
  #aborted;
  #ask;
  #signal;
  #onAttempt;

  /** `source` gives tokens, `signal` may abort the call, and `onAttempt` is the caller's. */
  constructor(source, signal, onAttempt) {
    this.canAsk = source.canAsk;
    this.listens = onAttempt !== undefined;
    this.#ask = source.ask;
    this.#signal = signal;
    this.#onAttempt = onAttempt;
  }

  /** Answers with the token behind a mark, or with `failureText`. */
  token(claims, number) {
    const wait = new Wait(number);
    const signal = this.#signal;
    try {
      const token = this.#ask({ ...(claims && { claims }), ...(signal && { signal }) }, () => this.#isOver());
      if (typeof token === "string") wait.end(`=${token}`);
      else endWithToken(wait, token);
    } catch (error) {
      wait.end(failureText(error));
    }
    return wait;
  }

  /** Answers when the caller aborts. */
  onAbort(number) {
    const wait = new Wait(number);
    const signal = this.#signal;
    this.#aborted = wait;
    if (this.#isOver()) wait.end();
    else if (signal) wait.onCancel(onAbort(signal, () => wait.end()));
    return wait;
  }

  /** Whether the caller has given up. */
  #isOver() {
    return this.#isCancelled || isAborted(this.#signal);
  }

  /** Ends the call as an abort does. */
  cancel() {
    this.#isCancelled = true;
    this.#aborted?.end();
  }

  attempt(number, status = null, requestId = null, retryInMs = null) {
    try {
      // By itself: what is called on these hooks gets them as its `this`.
      const onAttempt = this.#onAttempt;
      const told = onAttempt({ number, status, requestId, retryInMs });
      Promise.resolve(told).catch(() => {});
    } catch {
      // A caller's callback must not change what happens to the chat.
    }
  }
}

async function endWithToken(wait, promise) {
  try {
    const token = await promise;
    if (typeof token !== "string") throw new TypeError("the token is no string");
    wait.end(`=${token}`);
  } catch (error) {
    wait.end(failureText(error));
  }
}

function isAborted(signal) {
  try {
    return signal?.aborted === true;
  } catch {
    return false;
  }
}
