// How an entry comes by the module's exports: at once, or once the module is loaded.

import type { Module } from "./boundary.ts";
import { ChatError, isChatError } from "./chat-error.ts";
import { notStarted } from "./not-started.ts";
import { rejectPending, whenDead } from "./pending.ts";
import { type Coders, textCoders } from "./text-coders.ts";
import type { AbortSignalLike } from "./types.d.ts";

/** The module's exports, and what the build adds to wasm-bindgen's glue (scripts/build/glue). */
export interface Glue extends Module {
  /** Starts a compiled module. */
  begin(module: WebAssembly.Module, coders: Coders): void;
  /** Brings a new instance in, where one is asked for. */
  refresh(): void;
  /** Asks for a new instance. */
  invalidateInstance(): void;
  /** Whom to tell when the module throws while it is called back. */
  whenDead(callback: () => void): void;
}

type Compile = (coders: Coders) => WebAssembly.Module;

/** Gives the exports; throws ChatError where they are not there. */
export interface Start {
  (): Module;
  /** Whether they are there, or can be without waiting. */
  isAtHand(): boolean;
  /** Promises the exports where they have to be loaded; `signal` ends the wait. */
  load?(signal: AbortSignalLike | undefined, source?: unknown): Promise<Module>;
}

/** How long loading may take, milliseconds, before a call that waits for it fails. */
const LOADING_MS = 30_000;

/** Over a module that `compile` gives at once. */
export function startAtOnce(glue: Glue, compile: Compile): Start {
  const instance = instanceOf(glue);
  const start = () => instance.exports(compile);
  return Object.assign(start, { isAtHand: () => true });
}

/** Over a module that has to be loaded first: `compile` promises the module of a source. */
export function startWhenLoaded(
  glue: Glue,
  compile: (source: unknown) => Promise<WebAssembly.Module>,
): Required<Start> & Start {
  const instance = instanceOf(glue);
  let loading: Promise<void> | undefined;
  const notLoaded = () => {
    throw new ChatError({
      kind: "usage",
      message:
        "The module of msgraph-chats/slim is not loaded yet: call await init() first. Calls that give a promise load it themselves.",
    });
  };
  const start = () => instance.exports(notLoaded);
  const loadFrom = async (source: unknown) => {
    const module = await compile(source);
    instance.exports(() => module);
  };
  const load = async (signal: AbortSignalLike | undefined, source?: unknown) => {
    loading ??= loadFrom(source);
    try {
      await inTime(loading, signal);
    } catch (error) {
      // The caller who waits no longer does not end the loading for others.
      if (!isChatError(error) || error.kind !== "aborted") loading = undefined;
      throw error;
    }
    return start();
  };
  return Object.assign(start, { isAtHand: instance.hasBegun, load });
}

/** The one instance of an entry: a dead one is replaced by the next call. */
function instanceOf(glue: Glue) {
  let hasBegun = false;
  /** Whether a call of the module has begun and not come back. */
  let isInside = false;

  const invalidate = () => {
    glue.invalidateInstance();
    rejectPending();
    isInside = false;
  };

  /**
   * What a call of the module gives. Where it throws something of its own, as where a runaway recursion comes to the end
   * of the stack, the module was left in the middle of its work: it is not to be used again.
   */
  const watch = <T>(call: () => T): T => {
    isInside = true;
    try {
      const given = call();
      isInside = false;
      return given;
    } catch (error) {
      // At the end of the stack even this may fail; then the next call does it.
      if (isChatError(error)) isInside = false;
      else invalidate();
      throw error;
    }
  };

  const begin = (compile: Compile) => {
    try {
      if (typeof WebAssembly !== "object") throw undefined;
      const coders = textCoders();
      glue.begin(compile(coders), coders);
      hasBegun = true;
    } catch (error) {
      throw isChatError(error) ? error : notStarted(error);
    }
  };

  whenDead(invalidate);
  glue.whenDead(invalidate);
  const watched = Object.fromEntries(
    Object.entries(glue).map(([name, call]) => [
      name,
      (...values: unknown[]) => watch(() => (call as (...values: unknown[]) => unknown)(...values)),
    ]),
  ) as unknown as Module;

  return {
    hasBegun: () => hasBegun,
    /** The exports, of a module that `compile` gives where it has not begun. */
    exports(compile: Compile): Module {
      if (!hasBegun) begin(compile);
      if (isInside) invalidate();
      watch(glue.refresh);
      return watched;
    },
  };
}

/** What the promise gives, unless the signal aborts or the time is over before. */
async function inTime<T>(promise: Promise<T>, signal: AbortSignalLike | undefined): Promise<T> {
  let giveUp!: (kind: "aborted" | "timeout", message: string) => void;
  const givenUp = new Promise<never>((_, reject) => {
    giveUp = (kind, message) => reject(new ChatError({ kind, message }));
  });
  const onAbort = () => giveUp("aborted", "The call was aborted.");
  try {
    if (signal?.aborted) onAbort();
    signal?.addEventListener("abort", onAbort, { once: true });
  } catch {
    // A signal that cannot be listened to never aborts.
  }
  const timer = setTimeout(giveUp, LOADING_MS, "timeout", "The WebAssembly module was not loaded in time.");
  try {
    return await Promise.race([promise, givenUp]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener?.("abort", onAbort);
  }
}
