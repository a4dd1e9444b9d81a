// The iterator of createChats: reads the caller's requests for the module, and keeps its outcomes until they are taken.

import { ChatError } from "./chat-error.js";
import { failureText } from "./environment.js";
import { snapshot } from "./snapshot.js";
import { Wait } from "./wait.js";

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

async function waitForValue(promise, wait) {
  try {
    wait.end(`=${snapshot(await promise)}`);
  } catch (error) {
    wait.end(failureText(error));
  }
}

/** What the module calls while it runs. None of it throws. */
class Source {
  #iterator;
  #isAsync;
  #isOpen = true;
  #onProgress;
  #deliver;
  #taken;

  constructor({ iterator, isAsync, total }, onProgress, deliver) {
    this.#iterator = iterator;
    this.#isAsync = isAsync;
    this.#onProgress = onProgress;
    this.#deliver = deliver;
    this.total = total;
    this.undelivered = 0;
  }

  /** Answers with a text behind a mark, with nothing at the end, or with `failureText`; at once where the source does. */
  read(number) {
    const wait = new Wait(number);
    try {
      const step = this.#iterator.next();
      if (this.#isAsync) this.#waitForStep(step, wait);
      else if (step.done) this.#end(wait, "");
      else if (isThenable(step.value)) waitForValue(step.value, wait);
      else wait.end(`=${snapshot(step.value)}`);
    } catch (error) {
      this.#end(wait, failureText(error));
    }
    return wait;
  }

  async #waitForStep(promise, wait) {
    try {
      const { done, value } = await promise;
      if (done) this.#end(wait, "");
      else wait.end(`=${snapshot(value)}`);
    } catch (error) {
      this.#end(wait, failureText(error));
    }
  }

  /** The source has ended by itself, and is not to be closed. */
  #end(wait, answer) {
    this.#isOpen = false;
    wait.end(answer);
  }

  emit(outcome) {
    this.undelivered += 1;
    this.#deliver(outcome);
  }

  /** Answers when an outcome has been taken. */
  onTaken(number) {
    this.#taken = new Wait(number);
    return this.#taken;
  }

  take() {
    this.undelivered -= 1;
    this.#taken?.end();
  }

  progress(
    total = null,
    created,
    failed,
    inFlight,
    pausedForMs = null,
    perSecond = null,
    timeLeftMs = null,
  ) {
    try {
      const told = this.#onProgress?.({ total, created, failed, inFlight, pausedForMs, perSecond, timeLeftMs });
      Promise.resolve(told).catch(() => {});
    } catch {
      // A caller's callback must not change what happens to the chats.
    }
  }

  /** Lets a generator run its `finally`. */
  async close() {
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
