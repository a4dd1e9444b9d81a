// The requests beside the creation of chats: reads, members that are added, messages. Of a message it is known whether it
// may have arrived; the end of a run waits for its answer, and for nothing else.

import { connectError } from "./connect-errors.ts";
import { type Connection, neverSent } from "./connection.ts";

/** A message on its way; `id` is its client-request-id. */
export class MessageUnderWay {
  readonly id = crypto.randomUUID();
  /** Whether it may have arrived, whatever the client says. */
  wasSent = false;
  #isAnswerAwaited = false;
  #isClosing = false;
  readonly #abort = new AbortController();

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get isInFlight(): boolean {
    return this.#isAnswerAwaited;
  }

  leave(): void {
    this.wasSent = true;
    this.#isAnswerAwaited = true;
  }

  /** An attempt has ended, and there is another one later or not. */
  ended({ retryInMs }: { readonly retryInMs: number | null }): void {
    this.#isAnswerAwaited = false;
    if (this.#isClosing && retryInMs !== null) this.#abort.abort();
  }

  /** Ends the call, once no answer is awaited. */
  close(): void {
    this.#isClosing = true;
    if (!this.#isAnswerAwaited) this.#abort.abort();
  }

  abort(): void {
    this.#abort.abort();
  }
}

interface KeptAnswer {
  readonly status: number;
  readonly headers: [string, string][];
  readonly text: string;
}

export class OtherRequests {
  readonly #connection: Connection;
  readonly #closing: AbortSignal;
  readonly #onUnreachable: (code: string) => void;
  readonly #messages = new Map<string, MessageUnderWay>();
  /** The chats whose members are read. */
  readonly #chats = new Map<string, number>();
  /** While lists are read once for many: by their address. */
  #kept: Map<string, KeptAnswer> | undefined;

  constructor(connection: Connection, closing: AbortSignal, onUnreachable: (code: string) => void) {
    this.#connection = connection;
    this.#closing = closing;
    this.#onUnreachable = onUnreachable;
    closing.addEventListener("abort", () => {
      for (const message of this.#messages.values()) message.close();
    });
  }

  get messagesInFlight(): number {
    return [...this.#messages.values()].filter(({ isInFlight }) => isInFlight).length;
  }

  /** Whether a request is one of these: a message under way, or a list that is read once for many lines. */
  knows({ headers, method }: Request): boolean {
    const isKept = this.#kept !== undefined && method === "GET";
    return isKept || this.#messages.has(headers.get("client-request-id") ?? "");
  }

  /** Does something with a message, which is known by its id meanwhile. */
  async withMessage<T>(work: (message: MessageUnderWay) => Promise<T>): Promise<T> {
    const message = new MessageUnderWay();
    this.#messages.set(message.id, message);
    try {
      return await work(message);
    } finally {
      this.#messages.delete(message.id);
    }
  }

  /** Does something with the members of a chat. */
  async withMembers<T>(chatId: string, work: () => Promise<T>): Promise<T> {
    this.#chats.set(chatId, (this.#chats.get(chatId) ?? 0) + 1);
    try {
      return await work();
    } finally {
      const count = (this.#chats.get(chatId) ?? 0) - 1;
      if (count > 0) this.#chats.set(chatId, count);
      else this.#chats.delete(chatId);
    }
  }

  /** Whether a request belongs to one of these calls, and not to createChats. */
  isOwn({ method, url }: Request): boolean {
    const path = decodeURIComponent(new URL(url).pathname);
    if (method === "POST") return !/\/(?:chats|\$batch)$/.test(path);
    // createChats reads lists of chats, and of their members.
    const [, chatId] = /\/chats\/([^/]+)\/members$/.exec(path) ?? [];
    const isList = chatId !== undefined || /\/chats$/.test(path);
    return !isList || this.#kept !== undefined || this.#chats.has(chatId ?? "");
  }

  /** Reads each address once during the work. */
  async readingOnce<T>(work: () => Promise<T>): Promise<T> {
    this.#kept = new Map();
    try {
      return await work();
    } finally {
      this.#kept = undefined;
    }
  }

  /** Waits for no answer any more. */
  abort(): void {
    for (const message of this.#messages.values()) message.abort();
  }

  /** In place of fetch. */
  async send(request: Request, init: RequestInit): Promise<Response> {
    const message = this.#messages.get(request.headers.get("client-request-id") ?? "");
    if (this.#closing.aborted) {
      message?.close();
      return neverSent(init.signal);
    }
    const kept = request.method === "GET" ? this.#kept?.get(request.url) : undefined;
    if (kept) return new Response(kept.text, kept);
    const text = await request.text();
    const mayHaveArrived = message?.wasSent ?? false;
    const takeBack = () => {
      if (message) message.wasSent = mayHaveArrived;
    };
    const leave = () => message?.leave();
    leave();
    try {
      const response = await this.#connection.send(request, text, init, { refused: takeBack, again: leave });
      return await this.#keep(request, response);
    } catch (error) {
      const failed = connectError(error);
      if (failed === undefined) throw error;
      takeBack();
      if (!this.#closing.aborted) this.#onUnreachable(failed.code);
      throw error;
    }
  }

  async #keep(request: Request, response: Response): Promise<Response> {
    if (!this.#kept || request.method !== "GET" || response.status !== 200) return response;
    const kept = { status: 200, headers: [...response.headers], text: await response.text() };
    this.#kept.set(request.url, kept);
    return new Response(kept.text, kept);
  }
}
