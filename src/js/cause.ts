// What is told of something that was thrown, whatever it is.

import type { Cause } from "./boundary.ts";

/** What looks like a token: a provider may tell one that the module never got. */
const TOKENS = /eyJ\S{8,}|\bbearer\s+\S+/gi;

const redacted = (text: unknown) => String(text).replace(TOKENS, "[token]");

/** Name, code and message as texts; never throws. */
export function causeOf(thrown: unknown): Cause {
  try {
    if (typeof thrown === "string") return { name: "Error", code: undefined, message: redacted(thrown) };
    const { name = "Error", code, message = "", cause } = (thrown ?? {}) as Record<string, unknown>;
    const known = code ?? (cause as Record<string, unknown> | undefined)?.code;
    return {
      name: redacted(name),
      code: known === undefined || known === null ? undefined : redacted(known),
      message: redacted(message),
    };
  } catch {
    return causeOf("");
  }
}
