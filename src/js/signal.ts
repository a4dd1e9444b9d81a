// Listening to signals of callers: once for each, however many calls it is for. Nothing here throws.

import type { AbortSignalLike } from "./types.d.ts";

interface Listener {
  callbacks: Set<() => void>;
  stop(): void;
}

/** Whom to call back, for each signal that is listened to. */
const listeners = new WeakMap<AbortSignalLike, Listener>();

/** Calls back when the signal aborts; gives the way to stop listening. */
export function onAbort(signal: AbortSignalLike, callback: () => void): () => void {
  const known = listeners.get(signal);
  known?.callbacks.add(callback);
  const { callbacks, stop } = known ?? listenTo(signal, callback);
  return () => {
    if (callbacks.delete(callback) && callbacks.size === 0) stop();
  };
}

function listenTo(signal: AbortSignalLike, first: () => void): Listener {
  const callbacks = new Set([first]);
  const onceAborted = () => {
    const called = [...callbacks];
    callbacks.clear();
    stop();
    for (const callback of called) callback();
  };
  const stop = () => {
    listeners.delete(signal);
    try {
      signal.removeEventListener("abort", onceAborted);
    } catch {
      // Then it is called to no effect.
    }
  };
  const listener = { callbacks, stop };
  listeners.set(signal, listener);
  try {
    signal.addEventListener("abort", onceAborted);
  } catch {
    // A signal that cannot be listened to never aborts.
  }
  return listener;
}
