// Options as the module reads them: JSON text of whatever names they have, so that a wrong name is refused.

import { ChatError, isChatError } from "./chat-error.ts";
import { isPlainObject, serialize, tagOf, UNREADABLE } from "./serialize.ts";
import type * as api from "./types.d.ts";

type Options = api.ClientOptions & api.CallOptions & api.BulkOptions & api.WaitOptions;

/** The options that are no data. */
type Held = {
  [K in keyof Options]-?: NonNullable<Options[K]> extends string | number | boolean ? never : K;
}[keyof Options];

/** They stay on this side; the module is told only that they were given. */
const HELD = { auth: null, signal: null, onAttempt: null, onProgress: null } satisfies Record<Held, null>;

/** The text of an options object. One that cannot be read is handed on as that, to be refused. */
export function optionsText(options: unknown = {}): string {
  try {
    if (!isPlainObject(options)) return UNREADABLE;
    const read = (name: string) => (name in HELD ? null : dateText(options[name]));
    return serialize(Object.fromEntries(Object.keys(options).map((name) => [name, read(name)])));
  } catch {
    return UNREADABLE;
  }
}

/** A date as text, which an invalid one is no date in; any other value as it is. */
function dateText(value: unknown) {
  if (tagOf(value) !== "[object Date]") return value;
  return Number.isNaN(Number(value)) ? "Invalid Date" : (value as Date).toISOString();
}

export const usage = (message: string) => new ChatError({ kind: "usage", message });

/** Reads from what the caller gave: a getter that throws is a wrong option. */
export function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw isChatError(error) ? error : usage("The options cannot be read.");
  }
}

/** The callback of this name, if there is one; what is no function is a wrong option. */
export function checkedCallback<N extends "onAttempt" | "onProgress">(
  options: Pick<api.BulkOptions, N> | undefined,
  name: N,
): api.BulkOptions[N] {
  const callback = options?.[name] ?? undefined;
  if (callback !== undefined && typeof callback !== "function") throw usage(`${name} must be a function.`);
  return callback;
}

/** The signal, if there is one; an object that is none is a wrong option. */
export function checkedSignal(signal: unknown): api.AbortSignalLike | undefined {
  if (signal === undefined || signal === null) return undefined;
  const { aborted, addEventListener } = signal as Partial<api.AbortSignalLike>;
  if (typeof signal === "object" && typeof aborted === "boolean" && typeof addEventListener === "function") {
    return signal as api.AbortSignalLike;
  }
  throw usage("signal must be an AbortSignal, such as controller.signal.");
}
