// The client, its options, and what it tells while it works.

import type { CreatedChat, TeamsAsyncOperation } from "./answers.js";
import type { AbortSignalLike, TokenCredential, TokenProvider } from "./authentication.js";
import type { BulkOptions, ChatOutcome } from "./bulk.js";
import type { ChatRequest, MemberInput } from "./chat-request.js";
import type { GraphOptions } from "./checking.js";
import type {
  ConversationMember,
  FindOptions,
  FoundChat,
  MemberOutcome,
  MessageInput,
  MissingMembers,
  SentMessage,
} from "./existing-chats.js";

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
  /** What is done when nobody knows whether a group was created. Default `"report"`. */
  onUnknown?: OnUnknown | undefined;
}

/**
 * What is done when nobody knows whether a group was created, because an answer was lost or Graph failed on its side.
 * `"report"`: the call fails with outcome `"unknown"`. `"look"`: the group is looked for, three times within about 10
 * seconds, and never created again; found, it is the result, with `found: true`. That takes Chat.ReadBasic besides.
 * `"repeat"`: it is created again, although it may be there twice then. Creating a oneOnOne chat is safe to repeat and
 * always repeated.
 *
 * @example
 * ```ts
 * const client = new ChatsClient({ auth: readToken, onUnknown: "look" });
 * const created = await client.createChat(request);
 * if (created.found) console.log("Its answer was lost, but it is there.", created.duplicates);
 * ```
 * @see https://learn.microsoft.com/graph/api/chat-list
 */
export type OnUnknown = "report" | "look" | "repeat";

/**
 * What every call may do differently.
 *
 * @example
 * ```ts
 * const options: RequestOptions = { timeoutMs: 10_000, onAttempt: ({ status }) => console.log(status) };
 * ```
 * @see https://learn.microsoft.com/graph/best-practices-concept
 */
export interface RequestOptions {
  /** Ends the call at once with {@link ChatError} of kind `"aborted"`. */
  signal?: AbortSignalLike | undefined;
  /** Time for one attempt, milliseconds, 1 or more. Default: the client's. */
  timeoutMs?: number | undefined;
  /** Called after each attempt, for logs and user interfaces. What it throws is ignored. */
  onAttempt?: ((attempt: Attempt) => void) | undefined;
}

/**
 * What a call that sends one thing may do differently.
 *
 * @example
 * ```ts
 * await client.sendMessage("19:…@thread.v2", "Hello", { clientRequestId: crypto.randomUUID() });
 * ```
 * @see https://learn.microsoft.com/graph/best-practices-concept
 */
export interface SendOptions extends RequestOptions {
  /** Sent as client-request-id: 1 to 128 visible ASCII characters. Default: a fresh UUID. */
  clientRequestId?: string | undefined;
}

/**
 * What one creation may do differently.
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
export interface CallOptions extends SendOptions {
  /** What is done when nobody knows whether a group was created. Default: the client's. */
  onUnknown?: OnUnknown | undefined;
  /**
   * What is done when a group with these members and this topic is there already. `"create"`: another is made.
   * `"reuse"`: all chats are read first, and the newest that is exactly the one is the result, with `found: true` and
   * nothing sent; roles, history and apps are not compared. When they cannot be read, nothing is created. It takes
   * Chat.ReadBasic besides. Default `"create"`.
   */
  ifExists?: "create" | "reuse" | undefined;
  /** Whose chats are looked through: object id or userPrincipalName, needed with application permission. Default: the caller's. */
  user?: string | undefined;
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
   * Finds the chats that have exactly the members of a request and, where it has a topic, that topic (`null`: chats
   * without one), in Graph's order. A page is read when its chats are wanted; leaving the loop ends the search. Members
   * named by an id are certain; an address is compared with the e-mail address that Graph lists, so that a chat may be a
   * `"probable"` match only. Takes Chat.ReadBasic; as an application Chat.ReadBasic.All and the option `user`.
   *
   * @throws {@link ChatError}, as a rejection: of kind `"validation"` when the request has errors; else as any call. The
   * outcome is always `"notCreated"`.
   * @example
   * ```ts
   * for await (const { chat, match } of client.findChats({ chatType: "group", members: ["adele@contoso.com", "alex@contoso.com"] })) {
   *   if (match === "exact") console.log(chat.id);
   * }
   * ```
   * @see https://learn.microsoft.com/graph/api/chat-list
   */
  findChats(request: ChatRequest, options?: FindOptions): AsyncIterableIterator<FoundChat>;

  /**
   * Reads all members of a chat. Takes ChatMember.Read or Chat.ReadBasic; as an application ChatMember.Read.All or
   * Chat.ReadBasic.All.
   *
   * @throws {@link ChatError} when they cannot all be read: half a list is never given.
   * @example
   * ```ts
   * const members = await client.listMembers("19:…@thread.v2");
   * console.log(members.length);
   * ```
   * @see https://learn.microsoft.com/graph/api/chat-list-members
   */
  listMembers(chatId: string, options?: RequestOptions): Promise<ConversationMember[]>;

  /**
   * Compares the members of a chat with those of a request: Graph may create a chat and leave somebody out without an
   * error. Takes the same permissions as {@link ChatsClient.listMembers}.
   *
   * @throws {@link ChatError} when the request has errors, or the members cannot all be read.
   * @example
   * ```ts
   * const created = await client.createChat(request);
   * if (created.chatId !== null) {
   *   const { missing } = await client.missingMembers(created.chatId, request);
   *   for await (const outcome of client.addMembers(created.chatId, missing)) console.log(outcome.status);
   * }
   * ```
   * @see https://learn.microsoft.com/graph/api/chat-list-members
   */
  missingMembers(chatId: string, request: ChatRequest, options?: RequestOptions): Promise<MissingMembers>;

  /**
   * Adds members to a group, one a second, which is Graph's limit for one chat: 50 members take 50 seconds. Yields one
   * outcome for each, in the order given; the next is sent when it is wanted, and leaving the loop ends it. A member that
   * is there already counts as added. Takes ChatMember.ReadWrite or Chat.ReadWrite; as an application
   * ChatMember.ReadWrite.All, Chat.ReadWrite.All or Chat.Manage.Chat.
   *
   * @throws {@link ChatError} of kind `"usage"`, as a rejection, when the members are not iterable or the id cannot be a chat's.
   * What is wrong with one member is its outcome; there `"notCreated"` means: not added.
   * @example
   * ```ts
   * for await (const outcome of client.addMembers("19:…@thread.v2", ["megan@contoso.com"])) {
   *   if (outcome.status === "failed") console.error(outcome.index, outcome.error.message);
   * }
   * ```
   * @see https://learn.microsoft.com/graph/api/chat-post-members
   */
  addMembers(
    chatId: string,
    members: Iterable<MemberInput>,
    options?: RequestOptions,
  ): AsyncIterableIterator<MemberOutcome>;

  /**
   * Sends a message into a chat: text, `{ content, contentType }`, or Graph's own chatMessage; the content at most 28,672
   * bytes of UTF-8. Only a signed-in user may send (ChatMessage.Send or Chat.ReadWrite): Graph refuses an application. Each
   * message that arrives is another one, so it is repeated only where it is certain that it did not.
   *
   * @throws {@link ChatError}: its `outcome` says whether the message may be there; `"notCreated"` means: not sent.
   * @example
   * ```ts
   * const { message } = await client.sendMessage("19:…@thread.v2", "Welcome, everybody.");
   * console.log(message.id);
   * ```
   * @see https://learn.microsoft.com/graph/api/chat-post-messages
   */
  sendMessage(chatId: string, message: MessageInput, options?: SendOptions): Promise<SentMessage>;

  /**
   * Polls the operation of a 202 until it has succeeded. Reading it takes a permission beyond Chat.Create, such as
   * Chat.ReadBasic. Where Graph knows no such operation and the chat is there, that is the end, and the chat is what it
   * resolves to.
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
