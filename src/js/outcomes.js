// The iterator of createChats: reads the caller's requests for the module, and keeps its outcomes until they are taken.

import { ChatError } from "./chat-error.js";
import { describeError } from "./environment.js";
import { snapshot } from "./snapshot.js";

/** The caller's requests, one at a time, and how many there are where that is known. */
function openSource(requests) {
  const open =
    typeof requests === "object" && (requests?.[Symbol.asyncIterator] ?? requests?.[Symbol.iterator]);
  if (typeof open !== "function") {
    throw new ChatError({ kind: "usage", message: "createChats takes an iterable of requests." });
  }
  const total = Array.isArray(requests) ? requests.length : requests.size;
  return { iterator: open.call(requests), total: Number.isInteger(total) ? total : undefined };
}

/** What the module calls while it runs. None of it throws. */
class Source {
  #iterator;
  #onProgress;
  #deliver;
  #taken = () => {};

  constructor({ iterator, total }, onProgress, deliver) {
    this.#iterator = iterator;
    this.#onProgress = onProgress;
    this.#deliver = deliver;
    this.total = total;
    this.undelivered = 0;
  }

  /** Resolves to [text], to [] at the end, or to [null, ...describeError]. */
  async read() {
    try {
      const { done, value } = await this.#iterator.next();
      return done ? [] : [snapshot(await value)];
    } catch (error) {
      return [null, ...describeError(error)];
    }
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
    this.#taken();
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
