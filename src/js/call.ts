// The caller's side of one call: its token, its signal, its callback. Nothing that the module calls here throws.

import type { ModuleCall } from "./boundary.ts";
import { onAbort } from "./signal.ts";
import type { AbortSignalLike, Attempt, TokenContext } from "./types.d.ts";

/** How a token is had; `isOver` says whether the caller has given up. */
export interface TokenSource {
  readonly canAskAgain: boolean;
  ask(context: TokenContext, isOver: () => boolean): unknown;
}

export class Call implements ModuleCall {
  readonly canAskAgain: boolean;
  readonly isWatched: boolean;
  readonly aborted: Promise<void> | undefined;
  readonly #source: TokenSource;
  readonly #signal: AbortSignalLike | undefined;
  readonly #onAttempt: ((attempt: Attempt) => void) | undefined;
  #isCancelled = false;
  #endWait: (() => void) | undefined;
  #stopListening: (() => void) | undefined;

  /** `onAttempt` is the caller's; `canBeCancelled` says whether `cancel` may be called. */
  constructor(
    source: TokenSource,
    signal: AbortSignalLike | undefined,
    onAttempt: ((attempt: Attempt) => void) | undefined,
    canBeCancelled: boolean,
  ) {
    this.canAskAgain = source.canAskAgain;
    this.isWatched = onAttempt !== undefined;
    this.#source = source;
    this.#signal = signal;
    this.#onAttempt = onAttempt;
    if (!signal && !canBeCancelled) return;
    this.aborted = new Promise((resolve) => {
      this.#endWait = resolve;
    });
    if (signal && !this.isAborted) this.#stopListening = onAbort(signal, () => this.cancel());
  }

  get isAborted() {
    if (this.#isCancelled) return true;
    try {
      return this.#signal?.aborted === true;
    } catch {
      return false;
    }
  }

  token(claims: string | undefined): string | Promise<string> {
    const signal = this.#signal as TokenContext["signal"];
    const context = { ...(claims && { claims }), ...(signal && { signal }) };
    try {
      const token = this.#source.ask(context, () => this.isAborted);
      return typeof token === "string" ? token : textOf(token);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  attemptEnded(attempt: Attempt) {
    // By itself: what is called on this object would get it as its `this`.
    const onAttempt = this.#onAttempt;
    callBack(() => onAttempt?.(attempt));
  }

  /** Ends the call as an abort does. */
  cancel() {
    this.#isCancelled = true;
    this.#endWait?.();
  }

  /** The call is over: nothing waits for an abort any more. */
  end() {
    this.#stopListening?.();
    this.#endWait?.();
  }
}

async function textOf(promise: unknown) {
  const token = await promise;
  if (typeof token !== "string")
    throw new TypeError("what it gave is not a string: give the token's text, such as result.accessToken");
  return token;
}

/** Calls what the caller gave: its failure must not change what happens to the chat. */
export function callBack(call: () => unknown) {
  try {
    Promise.resolve(call()).catch(() => {});
  } catch {
    // As above.
  }
}
