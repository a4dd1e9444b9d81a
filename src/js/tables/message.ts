// The message of a line, which is sent once its chat is there: what sendMessage of the package takes. A wrong one is found
// before the chat is created.

import { error, type ListIssue } from "./issue.ts";

/** Bytes of UTF-8. */
const longest = 28_672;
const types: readonly unknown[] = [undefined, null, "text", "html"];

const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  value !== null && typeof value === "object" && !Array.isArray(value);

const problem = (code: string, message: string, at = "") => error(code, `/message${at}`, message);

/** A JSON Pointer's part. */
const escaped = (name: string) => name.replaceAll("~", "~0").replaceAll("/", "~1");

function* contentProblems(content: unknown, at: string): Generator<ListIssue> {
  if (typeof content !== "string") {
    yield problem("messageContentMissing", "The message has no content: write its text there.", at);
  } else if (/\p{Surrogate}/u.test(content)) {
    yield problem(
      "messageContentMissing",
      "The content of the message holds half of a character (an unpaired surrogate): write it anew.",
      at,
    );
  } else if (/^[\s\u0085]*$/.test(content)) {
    yield problem("messageContentBlank", "The message says nothing: write its text, or leave it out.", at);
  } else if (new TextEncoder().encode(content).length > longest) {
    yield problem("messageTooLong", "The message is longer than 28,672 bytes: shorten it.", at);
  }
}

/** What is wrong with a message, as sendMessage finds it; nothing where there is none. */
export function messageProblems(message: unknown): ListIssue[] {
  if (message === undefined || message === null) return [];
  if (typeof message === "string") return [...contentProblems(message, "")];
  if (!isObject(message)) {
    return [
      problem(
        "messageNotObject",
        "A message is text, or { content, contentType }, or a chatMessage as Graph has it.",
      ),
    ];
  }
  const { content, contentType, body, ...others } = message;
  const isGraph = body !== undefined && body !== null;
  const said = !isGraph ? { content, contentType } : isObject(body) ? body : {};
  const at = isGraph ? "/body" : "";
  const problems = [...contentProblems(said.content, `${at}/content`)];
  if (!types.includes(said.contentType)) {
    problems.push(
      problem(
        "messageContentTypeUnknown",
        "The contentType of a message is text or html, in lower case.",
        `${at}/contentType`,
      ),
    );
  }
  if (isGraph) return problems;
  for (const name of Object.keys(others)) {
    problems.push(
      problem(
        "propertyUnknown",
        "Beside content only contentType may stand, in exactly this spelling; what else belongs to the message goes with Graph's own form, { body: { content, contentType }, … }.",
        `/${escaped(name)}`,
      ),
    );
  }
  return problems;
}

/** An element of JSON: a request by itself, or `{ request, message }`. */
export function readElement(value: unknown): { request?: unknown; message?: unknown; problems: ListIssue[] } {
  if (!isObject(value)) return { request: value, problems: [] };
  if (!("request" in value)) {
    const problems =
      "message" in value
        ? [
            problem(
              "messageInRequest",
              'A message stands beside the request, not in it: { "request": …, "message": … }.',
            ),
          ]
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
