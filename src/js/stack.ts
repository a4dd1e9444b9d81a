// The stack of a failure begins where the caller called, not inside the module: where the engine can be told so.

import { isChatError } from "./chat-error.ts";

type Method = (...values: never[]) => unknown;

export interface Trace {
  stack?: unknown;
}

const { captureStackTrace } = Error as { captureStackTrace?: (target: object, above: unknown) => void };

/** Where `method` was called. */
export function traceOf(method: unknown): Trace {
  const trace: Trace = {};
  captureStackTrace?.(trace, method);
  return trace;
}

/** Gives the error of a call the stack of that call. */
export function located(error: unknown, trace: Trace): unknown {
  if (!isChatError(error)) return error;
  // Engines put a stack into words when it is read: not before it is needed.
  const { stack } = trace;
  if (typeof stack === "string") error.stack = stack.replace(/^Error(?=\n|$)/, () => String(error));
  return error;
}

/** What `work` gives; what it throws has the stack of the caller of `method`. */
export function tracing<T>(
  method: Method | (abstract new (...values: never[]) => unknown),
  work: () => T,
): T {
  try {
    return work();
  } catch (error) {
    if (isChatError(error)) captureStackTrace?.(error, method);
    throw error;
  }
}
