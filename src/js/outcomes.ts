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

/** A loop of JavaScript takes only objects, too: anything else would never end. */
function stepOf(step: unknown) {
  if (Object(step) !== step) throw new TypeError("next() gave no object");
  return step as IteratorResult<unknown>;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  try {
    return typeof (value as PromiseLike<unknown> | undefined)?.then === "function";
  } catch {
    // A request that cannot be read is for the rules to say.
    return false;
  }
}

/** What the module calls while it runs; the iterator tells of what was taken, and of the end. */
interface Source extends ModuleSource {
  take(): void;
  /** Lets a generator run its `finally`. */
  close(): Promise<void>;
}

function sourceOf(requests: unknown, plan: Plan, deliver: (outcome: ChatOutcome) => void): Source {
  const { iterator, isAsync, total } = openSource(requests);
  let isOpen = true;
  let undelivered = 0;
  let taken: (() => void) | undefined;

  const readStep = async (step: unknown) => {
    try {
      const { done, value } = stepOf(await step);
      if (!done) return serialize(value);
      isOpen = false;
      return undefined;
    } catch (error) {
      isOpen = false;
      throw error;
    }
  };

  const emit = (outcome: ChatOutcome) => {
    undelivered += 1;
    deliver(outcome);
  };

  return {
    total,
    get undelivered() {
      return undelivered;
    },
    next() {
      try {
        const step = iterator.next();
        if (isAsync) return readStep(step);
        const { done, value } = stepOf(step);
        if (done) isOpen = false;
        else return isThenable(value) ? readValue(value) : serialize(value);
      } catch (error) {
        isOpen = false;
        return Promise.reject(error);
      }
      return undefined;
    },
    push: (index, created: Created) => emit({ index, ...createdChat(created) }),
    fail: (index, error) => emit({ index, status: "failed", error: located(error, plan.trace) as ChatError }),
    taken: () =>
      new Promise((resolve) => {
        taken = resolve;
      }),
    progressed: (progress) => callBack(() => plan.onProgress(progress)),
    take() {
      undelivered -= 1;
      taken?.();
    },
    async close() {
      taken?.();
      if (!isOpen) return;
      isOpen = false;
      try {
        await iterator.return?.();
      } catch {
        // Nothing is read any more, so there is nobody to tell.
      }
    },
  };
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
        source = sourceOf(requests, plan, results.push);
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
