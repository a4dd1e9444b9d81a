// Sends a request, again while no connection can be made, which is safe for groups and messages, too; and with another
// token where one has run out.

import { setTimeout as wait } from "node:timers/promises";
import { connectError } from "../../sending/connect-errors.ts";
import { type Connection, fetchRead, type Renewal } from "../../sending/connection.ts";
import type { TokenSource } from "../token.ts";

const firstBackOffMs = 1_000;
/** Longer than this nobody tries to connect again within one request, whose own time is limited. */
const connectingMs = 10_000;

const isChallenge = (response: Response) => /\bclaims=/.test(response.headers.get("www-authenticate") ?? "");

export interface ConnectionContext {
  readonly fetch: typeof globalThis.fetch;
  readonly tokens: Pick<TokenSource, "refused" | "renewed">;
  readonly maxAttempts: number;
}

export class TokenConnection implements Connection {
  readonly #context: ConnectionContext;
  /** Ends the waits between attempts. */
  readonly #closing: AbortSignal;

  constructor(context: ConnectionContext, closing: AbortSignal) {
    this.#context = context;
    this.#closing = closing;
  }

  /** Throws what fetch throws; by `connectError` nothing arrived at all. */
  async send(request: Request, text: string, init: RequestInit, renewal?: Renewal): Promise<Response> {
    const began = performance.now();
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#answered(request, text, init, renewal);
      } catch (error) {
        const failed = connectError(error);
        const isLate = performance.now() - began >= connectingMs;
        const isLast = !failed?.mayPass || isLate || attempt >= this.#context.maxAttempts;
        if (isLast || !(await this.#waited(attempt, init.signal))) throw error;
      }
    }
  }

  /** Whether the wait ended in its time. */
  async #waited(attempt: number, signal: AbortSignal | null | undefined): Promise<boolean> {
    const signals = [signal, this.#closing].filter((each) => each !== null && each !== undefined);
    try {
      await wait(firstBackOffMs * 2 ** (attempt - 1), undefined, { signal: AbortSignal.any(signals) });
      return true;
    } catch {
      return false;
    }
  }

  /** A token that has run out is replaced once; a claims challenge is for ChatsClient to answer. */
  async #answered(request: Request, text: string, init: RequestInit, renewal?: Renewal): Promise<Response> {
    const { fetch, tokens } = this.#context;
    const send = (headers: NonNullable<RequestInit["headers"]>) =>
      fetchRead(fetch, request, { text, headers, init });
    const response = await send(request.headers);
    if (response.status !== 401) return response;
    const used = (request.headers.get("authorization") ?? "").slice("Bearer ".length);
    if (isChallenge(response)) {
      tokens.refused(used);
      return response;
    }
    renewal?.refused();
    const token = await tokens.renewed(used).catch(() => null);
    // Once it is stopped, nothing leaves any more: what was refused is what became of it.
    if (token === null || this.#closing.aborted) return response;
    await response.body?.cancel().catch(() => {});
    // Who was given up meanwhile has its outcome.
    init.signal?.throwIfAborted();
    await renewal?.again();
    return send({ ...Object.fromEntries(request.headers), authorization: `Bearer ${token}` });
  }
}
