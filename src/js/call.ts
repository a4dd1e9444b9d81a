// The caller's side of one call: its token, its signal, its callback. Nothing that the module calls here throws.

import type { ModuleCall } from "./boundary.ts";
import { onAbort } from "./signal.ts";
import type { AbortSignalLike, Attempt, TokenContext } from "./types.d.ts";

/** How a token is had; `isOver` says whether the caller has given up. */
export interface TokenSource {
  readonly canAskAgain: boolean;
  ask(context: TokenContext, isOver: () => boolean): unknown;
}

/** The module's side of a call, and its end. */
export interface Call extends ModuleCall {
  /** Ends the call as an abort does. */
  cancel(): void;
  /** The call is over: nothing waits for an abort any more. */
  end(): void;
}

/** `onAttempt` is the caller's; `canBeCancelled` says whether `cancel` may be called. */
export function callOf(
  source: TokenSource,
  signal: AbortSignalLike | undefined,
  onAttempt: ((attempt: Attempt) => void) | undefined,
  canBeCancelled: boolean,
): Call {
  let isCancelled = false;
  let endWait: (() => void) | undefined;
  const isAborted = () => {
    if (isCancelled) return true;
    try {
      return signal?.aborted === true;
    } catch {
      return false;
    }
  };
  const cancel = () => {
    isCancelled = true;
    endWait?.();
  };
  const aborted =
    signal || canBeCancelled
      ? new Promise<void>((resolve) => {
          endWait = resolve;
        })
      : undefined;
  const stopListening = signal && !isAborted() ? onAbort(signal, cancel) : undefined;
  return {
    canAskAgain: source.canAskAgain,
    isWatched: onAttempt !== undefined,
    aborted,
    isAborted,
    token(claims) {
      const context = { ...(claims && { claims }), ...(signal && { signal: signal as AbortSignal }) };
      try {
        const token = source.ask(context, isAborted);
        return typeof token === "string" ? token : textOf(token);
      } catch (error) {
        return Promise.reject(error);
      }
    },
    attemptEnded: (attempt) => callBack(() => onAttempt?.(attempt)),
    cancel,
    end() {
      stopListening?.();
      endWait?.();
    },
  };
}

/** What is not text is no token, and so is no text. */
async function textOf(promise: unknown) {
  const token = await promise;
  return typeof token === "string" ? token : "";
}

/** Calls what the caller gave: its failure must not change what happens to the chat. */
export function callBack(call: () => unknown) {
  try {
    Promise.resolve(call()).catch(() => {});
  } catch {
    // As above.
  }
}
