// The one error class, whichever entry it comes from.

import type * as api from "./types.d.ts";

const BRAND = Symbol.for("msgraph-chats.ChatError");

type Fields = Omit<ReturnType<api.ChatError["toJSON"]>, "name" | "message">;

/** The fields in their order, and what each is where it is not given; Graph's messages and cause stay out of logs and JSON. */
const DEFAULTS: Fields = {
  kind: "usage",
  outcome: "notCreated",
  issues: [],
  status: null,
  code: null,
  innerCodes: [],
  hint: null,
  docsUrl: null,
  requestId: null,
  clientRequestId: null,
  retryAfterMs: null,
  attempts: 0,
};

/** The names of the fields that may be logged. */
const FIELDS = Object.keys(DEFAULTS) as (keyof Fields)[];

export class ChatError extends Error implements api.ChatError {
  declare readonly name: "ChatError";
  declare readonly kind: api.ChatErrorKind;
  declare readonly outcome: "notCreated" | "unknown";
  declare readonly issues: readonly api.ValidationIssue[];
  declare readonly status: number | null;
  declare readonly code: string | null;
  declare readonly innerCodes: readonly string[];
  declare readonly graphMessage: string | null;
  declare readonly graphInnerMessage: string | null;
  declare readonly hint: string | null;
  declare readonly docsUrl: string | null;
  declare readonly requestId: string | null;
  declare readonly clientRequestId: string | null;
  declare readonly retryAfterMs: number | null;
  declare readonly attempts: number;
  declare readonly cause?: unknown;

  constructor(given?: api.ChatErrorInit | null) {
    const init: Partial<api.ChatErrorInit> = given ?? {};
    super(init.message);
    const { cause, graphMessage = null, graphInnerMessage = null } = init;
    Object.assign(this, Object.fromEntries(FIELDS.map((field) => [field, init[field] ?? DEFAULTS[field]])));
    Object.defineProperty(this, "graphMessage", { value: graphMessage, configurable: true });
    Object.defineProperty(this, "graphInnerMessage", { value: graphInnerMessage, configurable: true });
    if (cause) Object.defineProperty(this, "cause", { value: freshError(cause), configurable: true });
  }

  /** The fields that may be logged, as a plain object. */
  toJSON() {
    const { name, message } = this;
    const fields = Object.fromEntries(FIELDS.map((field) => [field, this[field]])) as unknown as Fields;
    return { name, message, ...fields };
  }
}

// Copies of the class in the ESM and CJS entries, or of another realm, count as one; subclasses are as ever.
Object.defineProperty(ChatError, Symbol.hasInstance, {
  value(value: unknown) {
    return this === ChatError ? isChatError(value) : Function.prototype[Symbol.hasInstance].call(this, value);
  },
});

Object.defineProperty(ChatError.prototype, "name", {
  value: "ChatError",
  configurable: true,
  writable: true,
});
Object.defineProperty(ChatError.prototype, BRAND, { value: true });

/** Whether a value is a ChatError, of whichever copy of the package. */
export function isChatError(value: unknown): value is api.ChatError {
  try {
    return value !== null && typeof value === "object" && BRAND in value && value[BRAND] === true;
  } catch {
    return false;
  }
}

/** Never the original: that may hold what nobody may see. */
function freshError({ name, code, message }: { name?: unknown; code?: unknown; message?: unknown }) {
  const error = new Error(String(message ?? ""));
  Object.defineProperty(error, "name", {
    value: String(name ?? "Error"),
    configurable: true,
    writable: true,
  });
  return code ? Object.assign(error, { code: String(code) }) : error;
}
