// The iterator of createChats: reads the caller's requests for the module, and keeps its outcomes until they are taken.

import { ChatError } from "./chat-error.js";
import { describeError } from "./environment.js";
import { snapshot } from "./snapshot.js";

/** The caller's requests, one at a time, and how many there are where that is known. */
function openSource(requests) {
  const asynchronous = typeof requests === "object" ? requests?.[Symbol.asyncIterator] : undefined;
  const open = asynchronous ?? (typeof requests === "object" ? requests?.[Symbol.iterator] : undefined);
  if (typeof open !== "function") {
    throw new ChatError({ kind: "usage", message: "createChats takes an iterable of requests." });
  }
  const total = Array.isArray(requests) ? requests.length : requests.size;
  return {
    iterator: open.call(requests),
    isAsync: open === asynchronous,
    total: Number.isInteger(total) ? total : undefined,
  };
}

function isThenable(value) {
  try {
    return typeof value?.then === "function";
  } catch {
    // A request that cannot be read is for the rules to say.
    return false;
  }
}

/** What the module calls while it runs. None of it throws. */
class Source {
  #iterator;
  #isAsync;
  #isOpen = true;
  #onProgress;
  #deliver;
  #taken = () => {};

  constructor({ iterator, isAsync, total }, onProgress, deliver) {
    this.#iterator = iterator;
    this.#isAsync = isAsync;
    this.#onProgress = onProgress;
    this.#deliver = deliver;
    this.total = total;
    this.undelivered = 0;
  }

  /** [text], [] at the end, or [null, ...describeError]; a promise of it where the source takes time. */
  read() {
    try {
      const step = this.#iterator.next();
      if (this.#isAsync) return this.#waitForStep(step);
      const { done, value } = step;
      if (done) return this.#end([]);
      return isThenable(value) ? this.#waitForValue(value) : [snapshot(value)];
    } catch (error) {
      return this.#end([null, ...describeError(error)]);
    }
  }

  async #waitForStep(promise) {
    try {
      const { done, value } = await promise;
      return done ? this.#end([]) : [snapshot(value)];
    } catch (error) {
      return this.#end([null, ...describeError(error)]);
    }
  }

  async #waitForValue(promise) {
    try {
      return [snapshot(await promise)];
    } catch (error) {
      return [null, ...describeError(error)];
    }
  }

  /** The source has ended by itself, and is not to be closed. */
  #end(answer) {
    this.#isOpen = false;
    return answer;
  }

  emit(outcome) {
    this.undelivered += 1;
    this.#deliver(outcome);
  }

  onTaken(callback) {
    this.#taken = callback;
  }

  take() {
    this.undelivered -= 1;
    try {
      this.#taken();
    } catch {
      // The run has just ended, and the module has let go of the callback.
    }
  }

  progress(progress) {
    try {
      Promise.resolve(this.#onProgress?.(progress)).catch(() => {});
    } catch {
      // A caller's callback must not change what happens to the chats.
    }
  }

  /** Lets a generator run its `finally`. */
  async close() {
    this.#taken = () => {};
    if (!this.#isOpen) return;
    this.#isOpen = false;
    try {
      await this.#iterator.return?.();
    } catch {
      // Nothing is read any more, so there is nobody to tell.
    }
  }
}

/**
 * An iterator over the outcomes. `begin(source)` starts the run and gives a promise of its end; `cancel` aborts it.
 * Nothing starts before the first `next`.
 */
export function outcomesOf(requests, onProgress, begin, cancel) {
  const ready = [];
  const waiting = [];
  let source;
  let running;
  let failure;
  let ended = false;

  const settle = () => {
    while (waiting.length > 0 && (ready.length > 0 || ended)) {
      const { resolve, reject } = waiting.shift();
      if (ready.length > 0) {
        resolve({ done: false, value: ready.shift() });
        source.take();
      } else if (failure) {
        reject(failure);
        failure = undefined;
      } else {
        resolve({ done: true, value: undefined });
      }
    }
  };

  const end = (error) => {
    failure = error;
    ended = true;
    source?.close();
    settle();
  };

  const start = () => {
    try {
      source = new Source(openSource(requests), onProgress, (outcome) => {
        ready.push(outcome);
        settle();
      });
      running = begin(source).then(() => end(), end);
    } catch (error) {
      const message = "The requests cannot be iterated.";
      end(error instanceof ChatError ? error : new ChatError({ kind: "usage", message }));
      running = Promise.resolve();
    }
  };

  return {
    next() {
      if (!running && !ended) start();
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        settle();
      });
    },
    async return(value) {
      ended ||= !running;
      cancel();
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
