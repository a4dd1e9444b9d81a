// What calls give, made of the values that the module hands over. Nothing here throws.

import { ChatError, FIELDS } from "./chat-error.js";

/** The issues of a check, each a list of its values. */
export function issues(values) {
  return values.map(([code, severity, path, message, docsUrl]) => ({
    code,
    severity,
    path,
    message,
    docsUrl,
  }));
}

/** The error of a failure: what is not among `FIELDS` comes first, then these in their order. */
export function failed([message, graphMessage, cause, ...values]) {
  const fields = Object.fromEntries(FIELDS.map((field, index) => [field, values[index]]));
  const [name, code, text] = cause ?? [];
  return new ChatError({
    ...fields,
    issues: issues(fields.issues),
    message,
    graphMessage,
    cause: cause && { name, code, message: text },
  });
}

export function created(chat, requestId = null, attempts) {
  return { status: "created", chat: parsed(chat), requestId, attempts };
}

export function accepted(chatId = null, location, requestId = null, attempts) {
  return { status: "accepted", chatId, operation: { location }, requestId, attempts };
}

/** What became of one of many requests. */
export function outcome(index, chat, error) {
  return error ? { index, status: "failed", error } : { index, ...chat };
}

/** Graph's JSON text as a value. */
export function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    // The module has read it as JSON before.
    return null;
  }
}
