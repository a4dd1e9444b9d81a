// Listening to signals of callers: once for each, however many calls it is for. Nothing here throws.

import type { AbortSignalLike } from "./types.d.ts";

/** Whom to call back, for each signal that is listened to. */
const listeners = new WeakMap<AbortSignalLike, Listener>();

/** Calls back when the signal aborts; gives the way to stop listening. */
export function onAbort(signal: AbortSignalLike, callback: () => void): () => void {
  const known = listeners.get(signal);
  const listener = known ?? new Listener(signal);
  listener.callbacks.add(callback);
  if (!known) listener.start();
  return () => {
    if (listener.callbacks.delete(callback) && listener.callbacks.size === 0) listener.stop();
  };
}

class Listener {
  readonly callbacks = new Set<() => void>();
  readonly #signal: AbortSignalLike;

  constructor(signal: AbortSignalLike) {
    this.#signal = signal;
  }

  start() {
    listeners.set(this.#signal, this);
    try {
      this.#signal.addEventListener("abort", this.#onAbort);
    } catch {
      // A signal that cannot be listened to never aborts.
    }
  }

  stop() {
    listeners.delete(this.#signal);
    try {
      this.#signal.removeEventListener("abort", this.#onAbort);
    } catch {
      // Then it is called to no effect.
    }
  }

  #onAbort = () => {
    const called = [...this.callbacks];
    this.callbacks.clear();
    this.stop();
    for (const callback of called) callback();
  };
}
