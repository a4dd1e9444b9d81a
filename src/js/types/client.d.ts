// The client, its options, and what it tells while it works.

import type { CreatedChat, TeamsAsyncOperation } from "./answers.js";
import type { AbortSignalLike, TokenCredential, TokenProvider } from "./authentication.js";
import type { BulkOptions, ChatOutcome } from "./bulk.js";
import type { ChatRequest } from "./chat-request.js";
import type { GraphOptions } from "./checking.js";

/**
 * How a client reaches Graph. Times are whole milliseconds, at most 2,147,483,647 (about 24 days).
 *
 * @example
 * ```ts
 * const options: ClientOptions = { auth: readToken, cloud: "usGovernmentL4", timeoutMs: 10_000, maxAttempts: 6 };
 * ```
 * @see https://learn.microsoft.com/graph/best-practices-concept
 */
export interface ClientOptions extends GraphOptions {
  /** A token, a function that gives one, or a credential. It goes into the Authorization header and nowhere else. */
  auth: string | TokenProvider | TokenCredential;
  /** Another root than the cloud's own, e.g. a proxy: https, or http on loopback. No version, query or user in it. */
  baseUrl?: string | undefined;
  /** Time for one attempt, the token included, milliseconds, 1 or more. Default 30,000. */
  timeoutMs?: number | undefined;
  /** Attempts in all, the first included, 1 or more. Default 4; 1 switches retrying off. */
  maxAttempts?: number | undefined;
  /** The longest Retry-After that is waited for, milliseconds; a longer one fails at once. Default 180,000. */
  maxRetryAfterMs?: number | undefined;
  /** Repeat the creation of a group although the earlier attempt may have succeeded. Default false. */
  retryUnknownOutcome?: boolean | undefined;
}

/**
 * What one call may do differently.
 *
 * @example
 * ```ts
 * const controller = new AbortController();
 * const created = await client.createChat(request, {
 *   signal: controller.signal,
 *   onAttempt: ({ number, status, retryInMs }) => console.log(number, status, retryInMs),
 * });
 * ```
 * @see https://learn.microsoft.com/graph/best-practices-concept
 */
export interface CallOptions {
  /** Ends the call at once with {@link ChatError} of kind `"aborted"`. */
  signal?: AbortSignalLike | undefined;
  /** Time for one attempt, milliseconds, 1 or more. Default: the client's. */
  timeoutMs?: number | undefined;
  /** Sent as client-request-id: 1 to 128 visible ASCII characters. Default: a fresh UUID. */
  clientRequestId?: string | undefined;
  /** Told of each attempt as it ends, for logs and user interfaces. What it throws is ignored. */
  onAttempt?: ((attempt: Attempt) => void) | undefined;
}

/**
 * One request to Graph that has ended.
 *
 * @example
 * ```ts
 * const show = ({ number, status }: Attempt) => console.log(`attempt ${number}: ${status ?? "no answer"}`);
 * await client.createChat(request, { onAttempt: show });
 * ```
 * @see https://learn.microsoft.com/graph/throttling
 */
export interface Attempt {
  /** 1 for the first. */
  number: number;
  /** HTTP status; null where no answer arrived. */
  status: number | null;
  /** Graph's request-id, which its support asks for. */
  requestId: string | null;
  /** How long until the next attempt, milliseconds; null when this was the last. */
  retryInMs: number | null;
}

/**
 * How an operation is waited for.
 *
 * @example
 * ```ts
 * const options: WaitOptions = { pollIntervalMs: 60_000, timeoutMs: 1_800_000 };
 * ```
 * @see https://learn.microsoft.com/graph/api/resources/teamsasyncoperation
 */
export interface WaitOptions {
  /** Ends the wait at once with {@link ChatError} of kind `"aborted"`. */
  signal?: AbortSignalLike | undefined;
  /** Between two polls, and before the first, milliseconds, 1 or more. Default 30,000, Graph's advice. */
  pollIntervalMs?: number | undefined;
  /** For the whole wait, milliseconds, 1 or more. Default 600,000. */
  timeoutMs?: number | undefined;
}

/**
 * Creates chats. It holds no connection and needs no end; one per token source is enough.
 *
 * @example
 * ```ts
 * const client = new ChatsClient({ auth: readToken });
 * const created = await client.createChat({
 *   chatType: "group",
 *   topic: "Release 2.0",
 *   members: ["adele@contoso.com", "alex@contoso.com"],
 * });
 * console.log(created.status === "created" ? created.chat.id : created.operation.location);
 * ```
 * @see https://learn.microsoft.com/graph/api/chat-post
 */
export class ChatsClient {
  /**
   * @param options - Where tokens come from, and how to send.
   * @throws {@link ChatError} of kind `"usage"` when an option cannot be used.
   */
  constructor(options: ClientOptions);

  /**
   * Checks, builds and sends one chat. The promise always settles.
   *
   * Creating a oneOnOne chat is idempotent and is repeated after a lost answer or a 5xx. Creating a group is not: it is
   * repeated after a 429, or a 503 with Retry-After, only. A 429 is documented as not carried out, although Graph's
   * staff once said that one may be: should two equal groups ever matter more to you than none, set `maxAttempts` to 1.
   * A browser may repeat a POST by itself when a reused connection is cut before the answer begins; no code in a page can
   * see or prevent it.
   *
   * @throws {@link ChatError}, always: `outcome` says whether the chat may exist all the same.
   * @example
   * ```ts
   * const created = await client.createChat({
   *   chatType: "oneOnOne",
   *   members: ["adele@contoso.com", "alex@contoso.com"],
   * });
   * if (created.status === "created") console.log(created.chat.id);
   * ```
   * @see https://learn.microsoft.com/graph/api/chat-post
   */
  createChat(request: ChatRequest, options?: CallOptions): Promise<CreatedChat>;

  /**
   * Creates many chats: up to 20 in a `$batch`, one outcome per request, yielded as they end. The requests are read
   * lazily; to stop, abort the signal or leave the loop.
   *
   * @throws {@link ChatError} of kind `"usage"` when the requests cannot be iterated over or their source throws.
   * What is wrong with one request is its outcome.
   * @example
   * ```ts
   * for await (const outcome of client.createChats(requests)) {
   *   if (outcome.status === "failed") console.error(outcome.index, outcome.error.message);
   * }
   * ```
   * @see https://learn.microsoft.com/graph/json-batching
   */
  createChats(
    requests: Iterable<ChatRequest> | AsyncIterable<ChatRequest>,
    options?: BulkOptions,
  ): AsyncIterableIterator<ChatOutcome>;

  /**
   * Polls the operation of a 202 until it has succeeded. Reading it takes a permission beyond Chat.Create, such as
   * Chat.ReadBasic.
   *
   * @throws {@link ChatError}, always with outcome `"unknown"` once polling has begun: of kind `"operation"` if Graph
   * says that it failed, `"timeout"` if it did not end in time. The chat may exist without the app.
   * @example
   * ```ts
   * const created = await client.createChat(request);
   * if (created.status === "accepted") await client.waitForOperation(created.operation);
   * ```
   * @see https://learn.microsoft.com/graph/api/resources/teamsasyncoperation
   */
  waitForOperation(operation: { location: string }, options?: WaitOptions): Promise<TeamsAsyncOperation>;
}
