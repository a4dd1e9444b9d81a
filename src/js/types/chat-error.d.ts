// What goes wrong.

import type { ValidationIssue } from "./checking.js";

/**
 * Who is at fault.
 *
 * - `"validation"`: the request was not sent; see `issues`.
 * - `"auth"`: the token provider failed, or gave nothing usable.
 * - `"graph"`: Graph refused or failed; see `status`, `code`, `hint`, `graphMessage`.
 * - `"network"`: no answer arrived.
 * - `"timeout"`: time ran out.
 * - `"aborted"`: the caller's signal was aborted.
 * - `"operation"`: the operation of a 202 failed.
 * - `"protocol"`: an answer that is not what Graph documents.
 * - `"usage"`: wrong options.
 *
 * @example
 * ```ts
 * const worthAnotherTry: ChatErrorKind[] = ["network", "timeout"];
 * ```
 * @see https://learn.microsoft.com/graph/errors
 */
export type ChatErrorKind =
  | "validation"
  | "auth"
  | "graph"
  | "network"
  | "timeout"
  | "aborted"
  | "operation"
  | "protocol"
  | "usage";

/**
 * What a {@link ChatError} is made of in tests of your own: its fields, of which only `kind` and `message` are needed.
 *
 * @example
 * ```ts
 * const init: ChatErrorInit = { kind: "graph", message: "Graph refused to create the chat.", status: 403 };
 * client.createChat = () => Promise.reject(new ChatError(init));
 * ```
 * @see https://learn.microsoft.com/graph/errors
 */
export interface ChatErrorInit extends Partial<Omit<ChatError, "name" | "stack" | "toJSON">> {
  /** Who is at fault. */
  kind: ChatErrorKind;
  /** What failed. */
  message: string;
}

/**
 * The one error of this package. `message` names what failed in one sentence of its own; neither it nor
 * `JSON.stringify` shows a token, a user id, a name or a topic.
 *
 * @example
 * ```ts
 * try {
 *   await client.createChat(request);
 * } catch (error) {
 *   if (!(error instanceof ChatError)) throw error;
 *   if (error.outcome === "unknown") console.warn("Look whether the chat exists before creating it again.");
 *   console.error(error.kind, error.message, error.hint, error.requestId);
 * }
 * ```
 * @see https://learn.microsoft.com/graph/errors
 */
export class ChatError extends Error {
  /**
   * Makes one, for tests of code that handles it.
   *
   * @param init - What the error is to hold; what is left out is null, empty, 0 or `"notCreated"`.
   */
  constructor(init: ChatErrorInit);
  /** Always `"ChatError"`. */
  readonly name: "ChatError";
  /** Who is at fault. */
  readonly kind: ChatErrorKind;
  /** `"notCreated"`: certain. `"unknown"`: the chat may exist; look before creating it again. */
  readonly outcome: "notCreated" | "unknown";
  /** Every issue of a request of kind `"validation"`, warnings too; else empty. */
  readonly issues: readonly ValidationIssue[];
  /** HTTP status of the last answer; null where none arrived. */
  readonly status: number | null;
  /** Graph's `error.code`, which is nearly always BadRequest or Forbidden. */
  readonly code: string | null;
  /** The codes inside it, from the outside in. */
  readonly innerCodes: readonly string[];
  /** Graph's own `error.message`, the token replaced. Not enumerable, and kept out of JSON: it may name people. */
  readonly graphMessage: string | null;
  /** The message inside it (`innerError.message`), where there is one: at times only that says what is wrong. Kept like `graphMessage`. */
  readonly graphInnerMessage: string | null;
  /** What Graph's answer means and what to do, where it is a known one. */
  readonly hint: string | null;
  /** The page about it. */
  readonly docsUrl: string | null;
  /** Graph's request-id, which its support asks for. */
  readonly requestId: string | null;
  /** The client-request-id that was sent. */
  readonly clientRequestId: string | null;
  /** How long Graph asked to wait, milliseconds. */
  readonly retryAfterMs: number | null;
  /** How many requests were sent. */
  readonly attempts: number;
  /** A fresh Error with the name, code and redacted message of the underlying one, where there is one. */
  readonly cause?: unknown;
  /** What may be logged, as a plain object: everything but `graphMessage`, `graphInnerMessage`, `cause` and `stack`. */
  toJSON(): Omit<ChatError, "toJSON" | "graphMessage" | "graphInnerMessage" | "cause" | "stack">;
}

/**
 * Whether a value is a {@link ChatError}, of whichever copy of the package: ES module, CommonJS, another realm.
 *
 * @example
 * ```ts
 * client.createChat(request).catch((error: unknown) => {
 *   console.error(isChatError(error) ? error.toJSON() : error);
 * });
 * ```
 * @see https://learn.microsoft.com/graph/errors
 */
export function isChatError(value: unknown): value is ChatError;
