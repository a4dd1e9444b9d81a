// How an entry comes by the module's exports: at once, or once the module is loaded.

import { ChatError, isChatError } from "./chat-error.js";
import { rejectPending, whenDead } from "./pending.js";

/** How long loading may take, milliseconds, before a call that waits for it fails. */
const LOADING_MS = 30_000;

/** A function that gives the exports, and starts the module that `compile` gives when it is not started. */
export function startAtOnce(glue, compile) {
  const exported = watchedAll(glue);
  let started = false;
  const start = () => {
    if (!started) begin(glue, compile);
    started = true;
    return fresh(glue, exported);
  };
  return Object.assign(start, { isAtHand: () => true });
}

/**
 * The same for a module that has to be loaded first. The function throws as long as it is not; `load` promises the
 * exports, and `compile` promises the module of a source.
 */
export function startWhenLoaded(glue, compile) {
  const exported = watchedAll(glue);
  let started = false;
  let loading;
  const start = () => {
    if (started) return fresh(glue, exported);
    throw new ChatError({
      kind: "usage",
      message:
        "The module of msgraph-chats/slim is not loaded yet: call await init() first. Calls that give a promise load it themselves.",
    });
  };
  const loadFrom = async (source) => {
    const module = await compile(source);
    if (!started) begin(glue, () => module);
    started = true;
    return exported;
  };
  const load = async (signal, source) => {
    loading ??= loadFrom(source);
    try {
      return await inTime(loading, signal);
    } catch (error) {
      // The caller who waits no longer does not end the loading for others.
      if (error.kind !== "aborted") loading = undefined;
      throw error;
    }
  };
  return Object.assign(start, { isAtHand: () => started, load });
}

/** Whether a call of the module has begun and not come back. */
let isInside = false;

/** Should the module have died in an earlier call, this one gets a new instance. */
function fresh(glue, exported) {
  if (isInside) bury(glue);
  watched(glue, glue.refresh);
  return exported;
}

function watchedAll(glue) {
  const dead = () => bury(glue);
  whenDead(dead);
  glue.whenDead(dead);
  const watch =
    (call) =>
    (...values) =>
      watched(glue, () => call(...values));
  return Object.fromEntries(Object.entries(glue).map(([name, call]) => [name, watch(call)]));
}

/**
 * What a call of the module gives. Where it throws something of its own, as where a runaway recursion comes to the end of
 * the stack, the module was left in the middle of its work: it is not to be used again.
 */
function watched(glue, call) {
  isInside = true;
  try {
    const given = call();
    isInside = false;
    return given;
  } catch (error) {
    // At the end of the stack even this may fail; then the next call does it.
    if (isChatError(error)) isInside = false;
    else bury(glue);
    throw error;
  }
}

function bury(glue) {
  glue.bury();
  isInside = false;
  rejectPending();
}

function begin(glue, compile) {
  try {
    glue.begin(compile());
  } catch (error) {
    throw notStarted(error);
  }
}

/** Why the module could not be compiled or started. */
export function notStarted(error) {
  const message =
    typeof WebAssembly === "object"
      ? "WebAssembly could not be started. Where there is a Content-Security-Policy, its script-src needs 'wasm-unsafe-eval'."
      : "This environment has no WebAssembly.";
  return new ChatError({
    kind: "usage",
    message,
    cause: { name: String(error?.name), message: String(error?.message) },
  });
}

/** What the promise gives, unless the signal aborts or the time is over before. */
async function inTime(promise, signal) {
  let giveUp;
  const givenUp = new Promise((_, reject) => {
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
