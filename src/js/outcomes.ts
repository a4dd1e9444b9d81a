// The iterator of createChats: reads the caller's requests for the module, and hands on its outcomes.

import type { Created, ModuleSource } from "./boundary.ts";
import { type Call, callBack } from "./call.ts";
import { ChatError } from "./chat-error.ts";
import { createdChat } from "./created-chat.ts";
import { iterate } from "./iterate.ts";
import { usage } from "./options.ts";
import { serialize } from "./serialize.ts";
import { located, type Trace } from "./stack.ts";
import type { BulkProgress, ChatOutcome } from "./types.d.ts";

interface OpenSource {
  iterator: Iterator<unknown> | AsyncIterator<unknown>;
  isAsync: boolean;
  total: number | undefined;
}

type Open = () => OpenSource["iterator"];

/** The caller's requests, one at a time, and how many there are where that is known. */
function openSource(requests: unknown): OpenSource {
  const given = (typeof requests === "object" ? requests : undefined) as
    | { [Symbol.asyncIterator]?: Open; [Symbol.iterator]?: Open; size?: unknown }
    | null
    | undefined;
  const asynchronous = given?.[Symbol.asyncIterator];
  const open = asynchronous ?? given?.[Symbol.iterator];
  if (typeof open !== "function")
    throw usage("createChats takes an array or another iterable of requests: createChat takes a single one.");
  const total = Array.isArray(given) ? given.length : given?.size;
  return {
    iterator: open.call(given),
    isAsync: open === asynchronous,
    total: Number.isInteger(total) ? (total as number) : undefined,
  };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  try {
    return typeof (value as PromiseLike<unknown> | undefined)?.then === "function";
  } catch {
    // A request that cannot be read is for the rules to say.
    return false;
  }
}

/** What the module calls while it runs. */
class Source implements ModuleSource {
  readonly total: number | undefined;
  undelivered = 0;
  readonly #iterator: OpenSource["iterator"];
  readonly #isAsync: boolean;
  readonly #onProgress: (progress: BulkProgress) => unknown;
  readonly #deliver: (outcome: ChatOutcome) => void;
  readonly #trace: Trace;
  #isOpen = true;
  #taken: (() => void) | undefined;

  constructor(source: OpenSource, plan: Plan, deliver: (outcome: ChatOutcome) => void) {
    this.#iterator = source.iterator;
    this.#isAsync = source.isAsync;
    this.total = source.total;
    this.#onProgress = plan.onProgress;
    this.#trace = plan.trace;
    this.#deliver = deliver;
  }

  next(): string | undefined | Promise<string | undefined> {
    try {
      const step = this.#iterator.next();
      if (this.#isAsync) return this.#readStep(step);
      const { done, value } = step as IteratorResult<unknown>;
      if (done) this.#isOpen = false;
      else return isThenable(value) ? readValue(value) : serialize(value);
    } catch (error) {
      this.#isOpen = false;
      return Promise.reject(error);
    }
    return undefined;
  }

  async #readStep(step: unknown) {
    try {
      const { done, value } = (await step) as IteratorResult<unknown>;
      if (!done) return serialize(value);
      this.#isOpen = false;
      return undefined;
    } catch (error) {
      this.#isOpen = false;
      throw error;
    }
  }

  push(index: number, created: Created) {
    this.#emit({ index, ...createdChat(created) });
  }

  fail(index: number, error: unknown) {
    this.#emit({ index, status: "failed", error: located(error, this.#trace) as ChatError });
  }

  #emit(outcome: ChatOutcome) {
    this.undelivered += 1;
    this.#deliver(outcome);
  }

  taken(): Promise<void> {
    return new Promise((resolve) => {
      this.#taken = resolve;
    });
  }

  take() {
    this.undelivered -= 1;
    this.#taken?.();
  }

  progressed(progress: BulkProgress) {
    callBack(() => this.#onProgress(progress));
  }

  /** Lets a generator run its `finally`. */
  async close() {
    this.#taken?.();
    if (!this.#isOpen) return;
    this.#isOpen = false;
    try {
      await this.#iterator.return?.();
    } catch {
      // Nothing is read any more, so there is nobody to tell.
    }
  }
}

const readValue = async (value: PromiseLike<unknown>) => serialize(await value);

/** How a run is begun, and who is told of it. */
interface Plan {
  trace: Trace;
  onProgress(progress: BulkProgress): unknown;
  /** Begins the run and promises its end; calls back with its call once there is one. */
  begin(source: ModuleSource, started: (call: Call) => void): Promise<void>;
}

/** An iterator over the outcomes. */
export function outcomesOf(requests: unknown, plan: Plan): AsyncIterableIterator<ChatOutcome> {
  let source: Source | undefined;
  return iterate({
    begin(results, started) {
      try {
        source = new Source(openSource(requests), plan, (outcome) => results.push(outcome));
      } catch (error) {
        const failed = error instanceof ChatError ? error : usage("The requests cannot be iterated.");
        throw located(failed, plan.trace);
      }
      return plan.begin(source, started);
    },
    taken: () => source?.take(),
    ended: () => source?.close(),
  });
}
