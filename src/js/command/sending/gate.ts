// The gate in front of fetch: nothing leaves before the outcomes file says so. ChatsClient looks `fetch` up at each
// request, so that this is the one place where it is certain which lines leave, and when.

import { isOfCaller } from "../../runs/index.ts";
import { CommandError, exitCodes } from "../command-error.ts";
import { connectError } from "./connect-errors.ts";
import { Connection, type ConnectionContext, type Renewal } from "./connection.ts";
import type { LinesUnderWay, LineUnderWay } from "./lines-under-way.ts";
import { neverSent } from "./never-sent.ts";
import { OtherRequests } from "./other-requests.ts";

/** While every line may be refused for the same reason, no more than these leave. */
const mostUndecided = 60;

type Body = readonly [id: string, text: string];

/** The bodies of a request by their id in the batch, without reads; a request by itself is its own only body. */
function bodiesOf(url: string, text: string): readonly Body[] {
  const body = JSON.parse(text) as { requests: { id: string; method?: string; body: unknown }[] };
  if (!url.endsWith("/$batch")) return [["", JSON.stringify(body)]];
  const creations = body.requests.filter(({ method }) => method !== "GET");
  return creations.map((inner) => [inner.id, JSON.stringify(inner.body)]);
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

export interface GateContext extends ConnectionContext {
  readonly lines: LinesUnderWay;
  readonly file: {
    sending(slots: readonly string[]): Promise<void>;
    notCreated(slots: readonly string[]): void;
  };
  /** Whether all lines may still be refused for the same reason. */
  readonly isUndecided: () => boolean;
  /** No connection can be made. */
  readonly onUnreachable: (code: string) => void;
  /** The outcomes file cannot be written. */
  readonly onFault: (error: unknown) => void;
}

export class Gate {
  readonly #context: GateContext;
  readonly #closing = new AbortController();
  readonly #connection: Connection;
  /** Those of other calls than createChats. */
  readonly others: OtherRequests;
  #started = 0;
  #ended = 0;
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
    this.#connection = new Connection(context, this.#closing.signal);
    this.others = new OtherRequests(this.#connection, this.#closing.signal, context.onUnreachable);
  }

  /** In place of fetch. */
  async send(request: Request, init: RequestInit = {}): Promise<Response> {
    if (this.others.isOwn(request)) return this.others.send(request, init);
    if (this.#closing.signal.aborted) return this.#neverSend(init.signal);
    this.#started += 1;
    // A list that is read before chats are created, or after one whose answer was lost.
    if (request.method === "GET") return this.others.send(request, init);
    const text = await request.text();
    const bodies = bodiesOf(request.url, text);
    if (this.#isHeld(bodies.length)) {
      this.#started -= 1;
      await this.#released(bodies.length);
      // Who waited may have been given up meanwhile.
      if (this.#closing.signal.aborted || init.signal?.aborted) return this.#neverSend(init.signal);
      this.#started += 1;
    }
    this.#inFlight += bodies.length;
    this.#left += bodies.length;
    try {
      const texts = bodies.map(([, body]) => body);
      let leaving = await this.#announce(texts);
      this.#left += leaving.length - bodies.length;
      const takeBack = () => this.#takeBack(leaving, new Set(texts));
      const renewal = {
        refused: takeBack,
        again: async () => {
          leaving = await this.#announce(texts);
          this.#left += leaving.length;
        },
      };
      const response = await this.#sent(request, text, init, { takeBack, renewal });
      const isBatchRefused = request.url.endsWith("/$batch") && isOfCaller(response);
      for (const [, body] of bodies) {
        for (const item of this.#context.lines.withBody(body)) item.isBatchRefused = isBatchRefused;
      }
      const throttled = await throttledIds(
        response,
        bodies.map(([id]) => id),
      );
      this.#takeBack(
        leaving,
        new Set(bodies.filter(([id]) => throttled.includes(id)).map(([, body]) => body)),
      );
      return response;
    } finally {
      this.#inFlight -= bodies.length;
      // Where nothing is in flight, nothing else would wake who waits.
      if (this.#inFlight === 0) this.wake();
    }
  }

  /** How many chats and messages have left and have no answer yet. */
  get inFlight() {
    return { chats: this.#inFlight, messages: this.others.messagesInFlight };
  }

  /** A request of ChatsClient's has ended, its outcomes included. */
  ended(): void {
    this.#ended += 1;
    if (this.#closing.signal.aborted && this.#ended >= this.#started) this.#onIdle();
  }

  /** Lets nothing leave any more; resolves when what left has come back. */
  close(): Promise<void> {
    this.#closing.abort();
    this.wake();
    if (this.#ended >= this.#started) this.#onIdle();
    return this.#idle;
  }

  /** Something is decided: what waits looks again. */
  wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const each of waiting) each();
  }

  /** Whether so many lines have to wait until something is decided. Where nothing is in flight, nothing would be. */
  #isHeld(count: number): boolean {
    const isFew = this.#inFlight === 0 || this.#left + count <= mostUndecided;
    return !isFew && !this.#closing.signal.aborted && this.#context.isUndecided();
  }

  async #released(count: number): Promise<void> {
    while (this.#isHeld(count)) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }

  async #sent(
    request: Request,
    text: string,
    init: RequestInit,
    { takeBack, renewal }: { takeBack: () => void; renewal: Renewal },
  ): Promise<Response> {
    try {
      return await this.#connection.send(request, text, init, renewal);
    } catch (error) {
      const failed = connectError(error);
      if (failed === undefined) throw error;
      takeBack();
      if (!this.#closing.signal.aborted) this.#context.onUnreachable(failed.code);
      throw error;
    }
  }

  /** Writes down what leaves; gives the lines that had not left before. */
  async #announce(bodies: readonly string[]): Promise<readonly LineUnderWay[]> {
    const { lines, file, onFault } = this.#context;
    const items = new Set(bodies.flatMap((body) => lines.withBody(body)));
    const leaving = [...items].filter(({ wasSent }) => !wasSent);
    for (const item of leaving) item.wasSent = true;
    try {
      if (bodies.some((body) => lines.withBody(body).length === 0)) {
        throw new CommandError("A request belongs to no line; please report this.", exitCodes.stopped);
      }
      if (leaving.length > 0) this.#writing = file.sending(leaving.map(({ slot }) => slot));
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
  #takeBack(leaving: readonly LineUnderWay[], bodies: ReadonlySet<string>): void {
    const { lines, file, onFault } = this.#context;
    const back = leaving.filter(
      (item) => bodies.has(item.body) && !item.mayExist && lines.withBody(item.body).length === 1,
    );
    if (back.length === 0) return;
    for (const item of back) item.wasSent = false;
    this.#left -= back.length;
    try {
      file.notCreated(back.map(({ slot }) => slot));
    } catch (error) {
      onFault(error);
    }
  }

  /** Pending until the client gives up, which it is told to do once what left has come back. */
  #neverSend(signal: AbortSignal | null | undefined): Promise<never> {
    return neverSent(signal, () => {
      // The client counts it as an attempt.
      this.#started += 1;
    });
  }
}
