// The message of a line, which is sent once its chat is there: what sendMessage of the package takes. A wrong one is found
// before the chat is created.

import { error, type ListIssue } from "./issue.ts";

/** Bytes of UTF-8. */
const longest = 28_672;
const types: readonly unknown[] = [undefined, null, "text", "html"];

const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  value !== null && typeof value === "object" && !Array.isArray(value);

const problem = (code: string, message: string) => [error(code, "/message", message)];

/** What is wrong with a message; nothing where there is none. */
export function messageProblems(message: unknown): ListIssue[] {
  if (message === undefined || message === null) return [];
  if (typeof message !== "string" && !isObject(message)) {
    return problem(
      "messageNotObject",
      "A message is text, or { content, contentType }, or a chatMessage as Graph has it.",
    );
  }
  const body: unknown = isObject(message) ? (message.body ?? message) : { content: message };
  const { content, contentType } = isObject(body) ? body : {};
  if (typeof content !== "string") {
    return problem("messageContentMissing", "The message has no content: write its text there.");
  }
  if (content.trim() === "") return problem("messageContentBlank", "The message says nothing.");
  if (new TextEncoder().encode(content).length > longest) {
    return problem("messageTooLong", "The message is longer than 28,672 bytes: shorten it.");
  }
  return types.includes(contentType)
    ? []
    : problem("messageContentTypeUnknown", "The contentType of a message is text or html.");
}

/** An element of JSON: a request by itself, or `{ request, message }`. */
export function readElement(value: unknown): { request?: unknown; message?: unknown; problems: ListIssue[] } {
  if (!isObject(value)) return { request: value, problems: [] };
  if (!("request" in value)) {
    const problems =
      "message" in value
        ? problem(
            "messageInRequest",
            'A message stands beside the request, not in it: { "request": …, "message": … }.',
          )
        : [];
    return { request: value, problems };
  }
  const { request, message, ...others } = value;
  const problems = messageProblems(message);
  if (Object.keys(others).length > 0) {
    problems.push(
      error(
        "lineProperty",
        "",
        "Beside request only message may stand: put what belongs to the chat into request.",
      ),
    );
  }
  return { request, ...(message !== undefined && message !== null && { message }), problems };
}
