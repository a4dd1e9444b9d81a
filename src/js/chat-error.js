// The one error class, whichever entry it comes from.

const BRAND = Symbol.for("msgraph-chats.ChatError");

/** What a ChatError holds beside name and message; graphMessage and cause stay out of logs and JSON. */
export const FIELDS = [
  "kind",
  "outcome",
  "issues",
  "status",
  "code",
  "innerCodes",
  "hint",
  "docsUrl",
  "requestId",
  "clientRequestId",
  "retryAfterMs",
  "attempts",
];

const DEFAULTS = { kind: "usage", outcome: "notCreated", issues: [], innerCodes: [], attempts: 0 };

export class ChatError extends Error {
  constructor(fields) {
    super(fields.message);
    const { cause, graphMessage = null } = fields;
    for (const field of FIELDS) this[field] = fields[field] ?? DEFAULTS[field] ?? null;
    Object.defineProperty(this, "graphMessage", { value: graphMessage, configurable: true });
    if (cause) Object.defineProperty(this, "cause", { value: freshError(cause), configurable: true });
  }

  /** The fields that may be logged, as a plain object. */
  toJSON() {
    const { name, message } = this;
    return Object.fromEntries([
      ["name", name],
      ["message", message],
      ...FIELDS.map((field) => [field, this[field]]),
    ]);
  }
}

// Copies of the class in the ESM and CJS entries, or of another realm, count as one; subclasses are as ever.
Object.defineProperty(ChatError, Symbol.hasInstance, {
  value(value) {
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
export function isChatError(value) {
  try {
    return value !== null && typeof value === "object" && value[BRAND] === true;
  } catch {
    return false;
  }
}

function freshError({ name, code, message }) {
  const error = new Error(message);
  Object.defineProperty(error, "name", { value: name, configurable: true, writable: true });
  if (code) error.code = code;
  return error;
}
