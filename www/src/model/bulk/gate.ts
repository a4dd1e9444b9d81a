/**
 * The gate in front of fetch while a run goes on: nothing leaves before the browser has written down which lines it is.
 * The client looks `fetch` up at each request, so that this is the one place where that is certain.
 */
import { OtherRequests } from "../../../../src/js/command/sending/other-requests.ts";
import { isOfCaller } from "../../../../src/js/runs/index.ts";

interface Leaving<Line> {
  /** Aborted when nothing more may leave. */
  closing: AbortSignal;
  /** The lines whose request has this body; none where it belongs to no line of the run. */
  linesOf: (body: string) => readonly Line[];
  /** Resolves when it is written that they leave, to those that leave for the first time. What it throws keeps them here. */
  announce: (lines: readonly Line[]) => Promise<readonly Line[]>;
  /** Graph refused to look at them: as if they had not left. */
  takeBack: (lines: readonly Line[]) => void;
}

export class Gate<Line extends { isBatchRefused?: boolean }> {
  readonly #leaving: Leaving<Line>;
  readonly #fetch = globalThis.fetch;
  readonly #gated: typeof fetch = (input, init) =>
    this.#isOpen ? this.#send(input, init) : this.#fetch.call(globalThis, input, init);
  #isOpen = false;
  /** Messages, and lists that are read once for many lines. */
  readonly others: OtherRequests;
  readonly #idle = Promise.withResolvers<void>();
  #started = 0;
  #ended = 0;
  /** The request-ids of answers to what belongs to no line: the client counts lists that it reads as attempts, too. */
  readonly #passed = new Set<string>();

  constructor(leaving: Leaving<Line>) {
    this.#leaving = leaving;
    const connection = {
      send: (request: Request, text: string, init: RequestInit) => this.#pass(request, text, init),
    };
    this.others = new OtherRequests(connection, leaving.closing, () => {});
  }

  open() {
    this.#isOpen = true;
    globalThis.fetch = this.#gated;
  }

  /** Resolves when what left has come back; nothing more leaves by then. */
  close(): Promise<void> {
    this.#settle();
    return this.#idle.promise;
  }

  /** A request of the client's has ended, its outcomes included. */
  ended({ requestId }: { requestId: string | null }) {
    if (requestId !== null && this.#passed.delete(requestId)) return;
    this.#ended += 1;
    this.#settle();
  }

  /** Puts fetch back; where the other view has put something before it since, that stays. */
  remove() {
    this.#isOpen = false;
    if (globalThis.fetch === this.#gated) globalThis.fetch = this.#fetch;
  }

  async #send(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
    const request = new Request(input, init);
    if (this.others.knows(request)) return this.others.send(request, init);
    const text = request.method === "POST" ? await request.text() : null;
    const { url } = request;
    const send = () => this.#pass(request, text, init);
    const bodies = text === null ? [] : bodiesOf(url, text);
    const lines = new Map(bodies.map(({ id, body }) => [id, this.#leaving.linesOf(body)]));
    const all = [...lines.values()].flat();
    // The other view sends, too.
    if (all.length === 0) {
      const response = await send();
      const requestId = response.headers.get("request-id");
      if (requestId !== null) this.#passed.add(requestId);
      return response;
    }
    if (this.#leaving.closing.aborted) return this.#neverSend(request.signal);
    this.#started += 1;
    const first = new Set(await this.#leaving.announce(all));
    const response = await send();
    const isBatchRefused = url.endsWith("/$batch") && isOfCaller(response);
    for (const line of all) line.isBatchRefused = isBatchRefused;
    const throttled = await throttledIds(response, [...lines.keys()]);
    const back = throttled.flatMap((id) => lines.get(id) ?? []).filter((line) => first.has(line));
    if (back.length > 0) this.#leaving.takeBack(back);
    return response;
  }

  #pass(
    { url, method, headers, redirect }: Request,
    text: string | null,
    init: RequestInit,
  ): Promise<Response> {
    const body = text === null || method === "GET" ? {} : { body: text };
    return this.#fetch.call(globalThis, url, { ...init, method, headers, redirect, ...body });
  }

  #settle() {
    if (this.#leaving.closing.aborted && this.#ended >= this.#started) this.#idle.resolve();
  }

  /** Pending until the client gives up, which it is told to do once what left has come back. */
  #neverSend(signal: AbortSignal): Promise<Response> {
    return new Promise((_resolve, reject) => {
      const stop = () => {
        // The client counts it as an attempt.
        this.#started += 1;
        reject(new DOMException("Nothing is sent any more.", "AbortError"));
      };
      if (signal.aborted) stop();
      else signal.addEventListener("abort", stop, { once: true });
    });
  }
}

/** A plain request is its own only body. */
function bodiesOf(url: string, text: string): { id: string; body: string }[] {
  try {
    const body = JSON.parse(text);
    if (!url.endsWith("/$batch")) return [{ id: "", body: JSON.stringify(body) }];
    return body.requests.map(({ id, body }: { id: string; body: unknown }) => ({
      id,
      body: JSON.stringify(body),
    }));
  } catch {
    return [];
  }
}

/** The ids of the requests that Graph throttled: documented as not carried out. */
async function throttledIds(response: Response, ids: readonly string[]): Promise<readonly string[]> {
  if (response.status === 429) return ids;
  if (response.status !== 200) return [];
  try {
    const { responses } = await response.clone().json();
    return responses.flatMap(({ id, status }: { id: string; status: number }) =>
      status === 429 ? [id] : [],
    );
  } catch {
    return [];
  }
}
