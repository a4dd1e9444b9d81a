// The gate in front of fetch: nothing leaves before the outcomes file says so. ChatsClient looks `fetch` up at each
// request, so that this is the one place where it is certain which lines leave, and when.

import { setTimeout as wait } from "node:timers/promises";
import { CommandError, exitCodes } from "../command-error.js";
import { connectError } from "./connect-errors.js";

const firstBackOffMs = 1_000;
/** Longer than this nobody tries to connect again within one request, whose own time is limited. */
const connectingMs = 10_000;

/** The bodies of a request by their id in the batch; a plain request is its own only body. */
function bodiesOf(url, text) {
  const body = JSON.parse(text);
  if (!url.endsWith("/$batch")) return [["", JSON.stringify(body)]];
  return body.requests.map((inner) => [inner.id, JSON.stringify(inner.body)]);
}

/** The ids of the requests in a batch that Graph throttled: documented as not carried out. */
async function throttledIds(response, ids) {
  if (response.status === 429) return ids;
  if (response.status !== 200) return [];
  try {
    const { responses } = await response.clone().json();
    return responses.filter(({ status }) => status === 429).map(({ id }) => id);
  } catch {
    return [];
  }
}

const isChallenge = (response) => /\bclaims=/.test(response.headers.get("www-authenticate") ?? "");

export class Gate {
  #fetch;
  #lines;
  #file;
  #tokens;
  #maxAttempts;
  #onUnreachable;
  #onFault;
  #closing = new AbortController();
  #started = 0;
  #ended = 0;
  #onIdle;
  #writing;
  #idle = new Promise((resolve) => {
    this.#onIdle = resolve;
  });

  /** `onUnreachable(code)` is told when no connection can be made; `onFault(error)`, when the file cannot be written. */
  constructor({ fetch, lines, file, tokens, maxAttempts, onUnreachable, onFault }) {
    this.#fetch = fetch;
    this.#lines = lines;
    this.#file = file;
    this.#tokens = tokens;
    this.#maxAttempts = maxAttempts;
    this.#onUnreachable = onUnreachable;
    this.#onFault = onFault;
  }

  /** In place of fetch. */
  async send(request, init = {}) {
    if (this.#closing.signal.aborted) return this.#neverSend(init.signal);
    this.#started += 1;
    const text = await request.text();
    const bodies = bodiesOf(request.url, text);
    const leaving = await this.#announce(bodies.map(([, body]) => body));
    const response = await this.#connected(request, text, init, leaving);
    const throttled = await throttledIds(
      response,
      bodies.map(([id]) => id),
    );
    this.#takeBack(leaving, new Set(bodies.filter(([id]) => throttled.includes(id)).map(([, body]) => body)));
    return response;
  }

  /** A request of ChatsClient's has ended, its outcomes included. */
  ended() {
    this.#ended += 1;
    if (this.#closing.signal.aborted && this.#ended >= this.#started) this.#onIdle();
  }

  /** Lets nothing leave any more; resolves when what left has come back. */
  close() {
    this.#closing.abort();
    if (this.#ended >= this.#started) this.#onIdle();
    return this.#idle;
  }

  /** Writes down what leaves; gives the lines that had not left before. */
  async #announce(bodies) {
    const items = new Set(bodies.flatMap((body) => this.#lines.withBody(body)));
    const leaving = [...items].filter(({ sent }) => !sent);
    for (const item of leaving) item.sent = true;
    try {
      if (bodies.some((body) => this.#lines.withBody(body).length === 0)) {
        throw new CommandError("A request belongs to no line; please report this.", exitCodes.stopped);
      }
      if (leaving.length > 0) this.#writing = this.#file.sending(leaving.map(({ line }) => line));
      // Equal lines may just be on their way to the disk, announced by another batch.
      await this.#writing;
    } catch (error) {
      for (const item of leaving) item.sent = false;
      this.#onFault(error);
      throw error;
    }
    return leaving;
  }

  /** What left for the first time with these bodies, and certainly created nothing, counts as not having left. */
  #takeBack(leaving, bodies) {
    const back = leaving.filter(
      (item) => bodies.has(item.body) && !item.mayExist && this.#lines.withBody(item.body).length === 1,
    );
    if (back.length === 0) return;
    for (const item of back) item.sent = false;
    try {
      this.#file.notCreated(back.map(({ line }) => line));
    } catch (error) {
      this.#onFault(error);
    }
  }

  /** Tries again while no connection can be made: that is safe for groups, too. */
  async #connected(request, text, init, leaving) {
    const began = performance.now();
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#answered(request, text, init);
      } catch (error) {
        const failed = connectError(error);
        if (failed === undefined) throw error;
        const isLate = performance.now() - began >= connectingMs;
        const isLast = !failed.mayPass || isLate || attempt >= this.#maxAttempts;
        if (isLast || !(await this.#waited(attempt, init.signal))) {
          this.#takeBack(leaving, new Set(leaving.map(({ body }) => body)));
          if (!this.#closing.signal.aborted) this.#onUnreachable(failed.code);
          throw error;
        }
      }
    }
  }

  /** Whether the wait ended in its time. */
  async #waited(attempt, signal) {
    const stop = new AbortController();
    const onAbort = () => stop.abort();
    const signals = [signal, this.#closing.signal].filter(Boolean);
    if (signals.some(({ aborted }) => aborted)) return false;
    for (const each of signals) each.addEventListener("abort", onAbort, { once: true });
    try {
      await wait(firstBackOffMs * 2 ** (attempt - 1), undefined, { signal: stop.signal });
      return true;
    } catch {
      return false;
    } finally {
      for (const each of signals) each.removeEventListener("abort", onAbort);
    }
  }

  /** A token that has run out is replaced once; a claims challenge is for ChatsClient to answer. */
  async #answered(request, text, init) {
    const send = (headers) => {
      const { url, method, redirect } = request;
      return this.#fetch.call(globalThis, url, { ...init, method, headers, redirect, body: text });
    };
    const response = await send(request.headers);
    if (response.status !== 401) return response;
    const used = request.headers.get("authorization").slice("Bearer ".length);
    if (isChallenge(response)) {
      this.#tokens.refused(used);
      return response;
    }
    const token = await this.#tokens.renewed(used).catch(() => null);
    if (token === null) return response;
    await response.body?.cancel().catch(() => {});
    return send({ ...Object.fromEntries(request.headers), authorization: `Bearer ${token}` });
  }

  /** Pending until the client gives up, which it is told to do once what left has come back. */
  #neverSend(signal) {
    return new Promise((_resolve, reject) => {
      const stop = () => {
        // The client counts it as an attempt.
        this.#started += 1;
        reject(new DOMException("Nothing is sent any more.", "AbortError"));
      };
      if (signal?.aborted) stop();
      else signal?.addEventListener("abort", stop, { once: true });
    });
  }
}
