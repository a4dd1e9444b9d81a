// The outcome of a line as the outcomes file holds it. Nothing in it names people; chat ids do so at most by their ids.

const errorFields = ["kind", "outcome", "code", "status", "message", "hint", "docsUrl"];

const fieldsOf = (error) => Object.fromEntries(errorFields.map((name) => [name, error[name] ?? null]));

/**
 * The outcome that createChats gave. What an earlier run may have created stays unknown, and what never left certainly
 * created nothing.
 */
export function outcomeRecord({ line, index, key, mayExist, sent }, outcome) {
  const of = { line, index, key, status: outcome.status };
  if (outcome.status === "failed") {
    const { error } = outcome;
    const certainly = mayExist ? "unknown" : sent ? error.outcome : "notCreated";
    const { requestId, attempts } = error;
    return { ...of, requestId, attempts, error: { ...fieldsOf(error), outcome: certainly } };
  }
  const { requestId, attempts } = outcome;
  if (outcome.status === "created") return { ...of, chatId: outcome.chat.id, requestId, attempts };
  const { chatId, operation } = outcome;
  return { ...of, chatId, operationLocation: operation.location, requestId, attempts };
}

const notSent = ({ line, index, key = null }, error) => ({
  ...{ line, index, key, status: "failed", requestId: null, attempts: 0 },
  error: { ...fieldsOf(error), ...(error.issues && { issues: error.issues }) },
});

/** The outcome of a line that is wrong. */
export function invalidRecord(entry, issues) {
  return notSent(entry, {
    kind: "validation",
    outcome: "notCreated",
    message: "The request has errors and was not sent: see issues.",
    docsUrl: issues[0].docsUrl,
    issues: issues.map(({ code, severity, path, message }) => ({ code, severity, path, message })),
  });
}

/** The outcome of a group that an earlier run had sent when it was cut off. */
export function cutOffRecord(entry) {
  return notSent(entry, {
    kind: "aborted",
    outcome: "unknown",
    message: "The run was cut off while this request was under way: the chat may exist.",
    hint: "Look for the chat before creating it again; --retry-unknown sends the request again.",
  });
}
