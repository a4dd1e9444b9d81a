// The gate in front of fetch while a run sends: nothing leaves before it is written down which lines it is. The client looks
// `fetch` up at each request, so that this is the one place where it is certain which lines leave, and when.

import { isOfCaller } from "../runs/index.ts";
import { connectError } from "./connect-errors.ts";
import { type Connection, neverSent } from "./connection.ts";
import type { LinesUnderWay, LineToSend, UnderWay } from "./lines-under-way.ts";
import { OtherRequests } from "./other-requests.ts";

/** While every line may be refused for the same reason, no more than these leave. */
const mostUndecided = 60;

type Body = readonly [id: string, text: string];

/** The bodies of a request by their id in the batch, without reads; a request by itself is its own only body. */
function bodiesOf({ url }: Request, text: string): readonly Body[] {
  try {
    const body = JSON.parse(text) as { requests: { id: string; method?: string; body: unknown }[] };
    if (!url.endsWith("/$batch")) return [["", JSON.stringify(body)]];
    const creations = body.requests.filter(({ method }) => method !== "GET");
    return creations.map((inner) => [inner.id, JSON.stringify(inner.body)]);
  } catch {
    return [["", text]];
  }
}

/** The ids of the requests in a batch that Graph throttled: documented as not carried out. */
async function throttledIds(response: Response, ids: readonly string[]): Promise<readonly string[]> {
  if (response.status === 429) return ids;
  if (response.status !== 200) return [];
  try {
    const { responses } = (await response.clone().json()) as { responses: { id: string; status: number }[] };
    return responses.filter(({ status }) => status === 429).map(({ id }) => id);
  } catch {
    return [];
  }
}

export interface GateContext {
  readonly connection: Connection;
  /** Aborted when nothing may leave any more. */
  readonly closing: AbortController;
  readonly lines: Pick<LinesUnderWay<LineToSend>, "withBody">;
  readonly records: {
    /** Resolves when it is certain that it is written. */
    sending(slots: readonly string[]): Promise<void>;
    notCreated(slots: readonly string[]): void;
  };
  /** Whether all lines may still be refused for the same reason. */
  readonly isUndecided: () => boolean;
  /** No connection can be made. */
  readonly onUnreachable: (code: string) => void;
  /** The records cannot be written. */
  readonly onFault: (error: unknown) => void;
  /** Where others send, too: whether a request is theirs. What belongs to no line is theirs in any case. */
  readonly isForeign?: (request: Request) => boolean;
}

export class Gate {
  readonly #context: GateContext;
  /** Those of other calls than createChats. */
  readonly others: OtherRequests;
  /** Requests with lines that have left, and whose outcomes are not told yet. */
  #open = 0;
  /** The request-ids of those among them that have come back, null where there is none: others end meanwhile, too. */
  readonly #back: (string | null)[] = [];
  /** Lines that left and did not come back as not created. */
  #left = 0;
  #inFlight = 0;
  #waiting: (() => void)[] = [];
  #writing: Promise<void> | undefined;
  #onIdle: () => void = () => {};
  readonly #idle = new Promise<void>((resolve) => {
    this.#onIdle = resolve;
  });

  constructor(context: GateContext) {
    this.#context = context;
    const { connection, closing, onUnreachable } = context;
    this.others = new OtherRequests(connection, closing.signal, onUnreachable);
  }

  /** Stands in for fetch until the function that it gives is called; what others put before it meanwhile stays. */
  open(): () => void {
    const before = globalThis.fetch;
    let isOpen = true;
    const gated: typeof fetch = (input, init) =>
      isOpen ? this.send(new Request(input, init), init) : before.call(globalThis, input, init);
    globalThis.fetch = gated;
    return () => {
      isOpen = false;
      if (globalThis.fetch === gated) globalThis.fetch = before;
    };
  }

  /** In place of fetch. */
  async send(request: Request, init: RequestInit = {}): Promise<Response> {
    const { connection, closing, lines, isForeign } = this.#context;
    const { others } = this;
    // Lists are read before chats are created, or after one whose answer was lost.
    const isOther = isForeign ? others.knows(request) : request.method === "GET" || others.isOwn(request);
    if (isOther) return others.send(request, init);
    const text = await request.text();
    const bodies = bodiesOf(request, text);
    const isOfNoLine = () => bodies.every(([, body]) => lines.withBody(body).length === 0);
    if (isForeign && (isForeign(request) || isOfNoLine())) return connection.send(request, text, init);
    while (this.#isHeld(bodies.length)) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
    // Who waited may have been given up meanwhile.
    if (closing.signal.aborted || init.signal?.aborted) return neverSent(init.signal);
    const back = this.#leave(init.signal);
    this.#inFlight += bodies.length;
    this.#left += bodies.length;
    try {
      const response = await this.#sendLines(request, text, init, bodies);
      back(response.headers.get("request-id"));
      return response;
    } finally {
      back(null);
      this.#inFlight -= bodies.length;
      // Where nothing is in flight, nothing else would wake who waits.
      if (this.#inFlight === 0) this.wake();
    }
  }

  /** How many chats and messages have left and have no answer yet. */
  get inFlight() {
    return { chats: this.#inFlight, messages: this.others.messagesInFlight };
  }

  /** A request of the client's has ended, its outcomes included. */
  ended({ requestId }: { readonly requestId: string | null }): void {
    const named = this.#back.indexOf(requestId);
    const place = named >= 0 ? named : this.#back.indexOf(null);
    if (place < 0) return;
    this.#back.splice(place, 1);
    this.#open -= 1;
    this.#settle();
  }

  /** Lets nothing leave any more; resolves when what left has come back. */
  close(): Promise<void> {
    this.#context.closing.abort();
    this.wake();
    this.#settle();
    return this.#idle;
  }

  /** Something is decided: what waits looks again. */
  wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const each of waiting) each();
  }

  #settle(): void {
    if (this.#context.closing.signal.aborted && this.#open === 0) this.#onIdle();
  }

  /** A request with lines leaves. Gives what is told, once, of its coming back. */
  #leave(signal: AbortSignal | null | undefined): (requestId: string | null) => void {
    let isBack = false;
    const back = (requestId: string | null) => {
      if (!isBack) this.#back.push(requestId);
      isBack = true;
    };
    this.#open += 1;
    // The client tells of the end of what it gives up before that has come back.
    signal?.addEventListener("abort", () => back(null), { once: true });
    return back;
  }

  /** Whether so many lines have to wait until something is decided. Where nothing is in flight, nothing would be. */
  #isHeld(count: number): boolean {
    const { closing, isUndecided } = this.#context;
    const isFew = this.#inFlight === 0 || this.#left + count <= mostUndecided;
    return !isFew && !closing.signal.aborted && isUndecided();
  }

  async #sendLines(
    request: Request,
    text: string,
    init: RequestInit,
    bodies: readonly Body[],
  ): Promise<Response> {
    const { connection, closing, lines, onUnreachable } = this.#context;
    const texts = bodies.map(([, body]) => body);
    let leaving = await this.#announce(texts);
    this.#left += leaving.length - bodies.length;
    const takeBack = (back: readonly string[] = texts) => this.#takeBack(leaving, new Set(back));
    const again = async () => {
      leaving = await this.#announce(texts);
      this.#left += leaving.length;
    };
    try {
      const response = await connection.send(request, text, init, { refused: () => takeBack(), again });
      const isBatchRefused = request.url.endsWith("/$batch") && isOfCaller(response);
      for (const line of texts.flatMap((body) => lines.withBody(body))) line.isBatchRefused = isBatchRefused;
      const throttled = await throttledIds(
        response,
        bodies.map(([id]) => id),
      );
      takeBack(bodies.filter(([id]) => throttled.includes(id)).map(([, body]) => body));
      return response;
    } catch (error) {
      const failed = connectError(error);
      if (failed === undefined) throw error;
      takeBack();
      if (!closing.signal.aborted) onUnreachable(failed.code);
      throw error;
    }
  }

  /** Writes down what leaves; gives the lines that had not left before. */
  async #announce(bodies: readonly string[]): Promise<readonly UnderWay[]> {
    const { lines, records, onFault } = this.#context;
    const items = new Set(bodies.flatMap((body) => lines.withBody(body)));
    const leaving = [...items].filter(({ wasSent }) => !wasSent);
    for (const item of leaving) Object.assign(item, { wasSent: true, hasLeft: true });
    try {
      if (bodies.some((body) => lines.withBody(body).length === 0)) {
        throw new Error("A request belongs to no line; please report this.");
      }
      if (leaving.length > 0) this.#writing = records.sending(leaving.map(({ slot }) => slot));
      // Equal lines may just be on their way to the disk, announced by another batch.
      await this.#writing;
    } catch (error) {
      for (const item of leaving) item.wasSent = false;
      onFault(error);
      throw error;
    }
    return leaving;
  }

  /** What left for the first time with these bodies, and certainly created nothing, counts as not having left. */
  #takeBack(leaving: readonly UnderWay[], bodies: ReadonlySet<string>): void {
    const { lines, records, onFault } = this.#context;
    const back = leaving.filter(
      (item) => bodies.has(item.body) && !item.mayExist && lines.withBody(item.body).length === 1,
    );
    if (back.length === 0) return;
    for (const item of back) item.wasSent = false;
    this.#left -= back.length;
    try {
      records.notCreated(back.map(({ slot }) => slot));
    } catch (error) {
      onFault(error);
    }
  }
}
