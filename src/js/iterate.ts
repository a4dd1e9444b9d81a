// The iterator of a call that gives several results. Nothing starts before the first `next`, and leaving the loop ends the call.

import type { Call } from "./call.ts";

/** Where the results of a call go. */
export interface Results<T> {
  push(result: T): void;
  /** Ends when somebody waits for the next one. */
  wanted(): Promise<void>;
}

/** How a call is begun, and who is told of what becomes of its results. */
export interface Plan<T> {
  /** Begins the call and promises its end; calls back with its call once there is one. What it throws ends the iteration. */
  begin(results: Results<T>, started: (call: Call) => void): Promise<void>;
  /** A result was taken. */
  taken?(): void;
  /** No more come. */
  ended?(): void;
}

/** Iterates over the results of one call. */
export function iterate<T>(plan: Plan<T>): AsyncIterableIterator<T> {
  const ready: T[] = [];
  const waiting: { resolve(result: IteratorResult<T>): void; reject(error: unknown): void }[] = [];
  let running: Promise<void> | undefined;
  let call: Call | undefined;
  let whenWanted: (() => void) | undefined;
  let isCancelled = false;
  let failure: unknown;
  let ended = false;

  const settle = () => {
    while (ready.length > 0 || ended) {
      const next = waiting.shift();
      if (!next) return;
      if (ready.length > 0) {
        next.resolve({ done: false, value: ready.shift() as T });
        plan.taken?.();
      } else if (failure) {
        next.reject(failure);
        failure = undefined;
      } else {
        next.resolve({ done: true, value: undefined });
      }
    }
    if (waiting.length > 0) whenWanted?.();
  };

  const end = (error?: unknown) => {
    failure = error;
    ended = true;
    whenWanted?.();
    plan.ended?.();
    settle();
  };

  const results: Results<T> = {
    push(result) {
      ready.push(result);
      settle();
    },
    wanted: () =>
      new Promise((resolve) => {
        whenWanted = resolve;
        if (waiting.length > 0 || ended) resolve();
      }),
  };

  const start = () => {
    const started = (begun: Call) => {
      call = begun;
      if (isCancelled) call.cancel();
    };
    try {
      running = plan.begin(results, started).then(() => end(), end);
    } catch (error) {
      end(error);
      running = Promise.resolve();
    }
  };

  return {
    next() {
      const result = new Promise<IteratorResult<T>>((resolve, reject) => waiting.push({ resolve, reject }));
      if (!running && !ended) start();
      settle();
      return result;
    },
    async return(value) {
      ended ||= !running;
      isCancelled = true;
      call?.cancel();
      await running;
      ready.length = 0;
      failure = undefined;
      return { done: true, value };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
