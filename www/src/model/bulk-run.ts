/** One run over many lines, that can be stopped and gone on with: what became of each line, and how fast it goes. */
import {
  ChatError,
  type ChatOutcome,
  type ChatRequest,
  ChatsClient,
  type ClientOptions,
} from "msgraph-chats";
import { type ChatLine, isGroup } from "./chat-lines.ts";
import { prepareLocalPace } from "./local-paces.ts";
import { Rate } from "./rate.ts";
import { RunHistory } from "./run-history.ts";
import { baseUrlOf, graphOptionsOf, type Settings } from "./settings.ts";

/** "unknown": the chat may exist. "skipped": the line is wrong. */
export type RowState = "waiting" | "created" | "accepted" | "failed" | "unknown" | "skipped";

export interface Row {
  readonly line: ChatLine;
  state: RowState;
  chatId: string | null;
  requestId: string | null;
  attempts: number;
  error: ChatError | null;
}

export interface RunOptions {
  settings: Settings;
  paceId: string;
  batchSize: number;
  /** Null lets the client choose. */
  concurrency: number | null;
}

export class BulkRun {
  readonly rows: readonly Row[];
  readonly options: RunOptions;
  readonly history = new RunHistory();
  isRunning = false;
  /** What ended the run before its time, in a sentence. */
  problem: string | null = null;
  readonly #sendable: readonly Row[];
  #rate: Rate | null = null;
  /** Since the run last began. */
  #endedCount = 0;
  #isPrepared = false;
  #stopping = new AbortController();
  #pausedUntilMs = 0;

  constructor(lines: readonly ChatLine[], options: RunOptions) {
    this.options = options;
    this.rows = lines.map((line) => ({
      line,
      state: line.isRight ? "waiting" : "skipped",
      ...{ chatId: null, requestId: null, attempts: 0, error: null },
    }));
    this.#sendable = this.rows.filter(({ state }) => state !== "skipped");
  }

  /** Whether it was ended before its time, and there is something left to do. */
  get isStopped() {
    return !this.isRunning && this.#stopping.signal.aborted && this.toSend.length > 0;
  }

  /** Lines that were to be sent. */
  get total() {
    return this.#sendable.length;
  }

  count(...states: RowState[]) {
    return this.rows.filter(({ state }) => states.includes(state)).length;
  }

  get done() {
    return this.total - this.count("waiting");
  }

  /** How long Graph wants everything to wait, milliseconds; 0 while it does not. */
  get pausedForMs() {
    return this.isRunning ? Math.max(0, this.#pausedUntilMs - performance.now()) : 0;
  }

  /** Chats a second, of late; null while that cannot be said. */
  get perSecond() {
    return this.isRunning ? (this.#rate?.perSecond() ?? null) : null;
  }

  /**
   * What going on sends: what was never sent, or else what failed for certain; and one-on-one chats that may exist,
   * which Graph does not make twice.
   */
  get toSend(): readonly Row[] {
    const isLeft = this.count("waiting") > 0;
    return this.#sendable.filter((row) => {
      if (row.state === "unknown") return !isGroup(row.line);
      if (row.state === "failed") return !isLeft || isOfToken(row.error);
      return row.state === "waiting";
    });
  }

  /** Groups that may exist: nobody but a person can say whether to send them again. */
  get toLookFor() {
    return this.rows.filter(({ state, line }) => state === "unknown" && isGroup(line)).length;
  }

  stop() {
    this.#stopping.abort();
  }

  /** Sends what is to be sent. Resolves when it has ended, however it did. */
  async send(token: ClientOptions["auth"]): Promise<void> {
    const rows = this.toSend;
    const mayExist = new Set(rows.filter(({ state }) => state === "unknown"));
    for (const row of rows) if (row.state === "failed") Object.assign(row, { state: "waiting", error: null });
    this.#begin();
    try {
      for await (const outcome of await this.#outcomes(rows, token)) {
        const row = rows[outcome.index];
        if (row !== undefined) this.#settle(row, outcome, mayExist.has(row));
      }
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      this.problem = error.message;
    } finally {
      this.isRunning = false;
      this.history.end(performance.now());
    }
  }

  #begin() {
    this.isRunning = true;
    this.problem = null;
    this.#stopping = new AbortController();
    this.#pausedUntilMs = 0;
    this.#endedCount = 0;
    this.#rate = new Rate(() => performance.now());
    this.history.begin(performance.now());
  }

  async #outcomes(rows: readonly Row[], token: ClientOptions["auth"]) {
    const { settings, paceId, batchSize, concurrency } = this.options;
    const { baseUrl } = baseUrlOf(settings);
    const client = new ChatsClient({
      ...graphOptionsOf(settings),
      ...(baseUrl !== undefined && { baseUrl }),
      auth: token,
    });
    if (baseUrl !== undefined && !this.#isPrepared) await prepareLocalPace(baseUrl, settings.cloud, paceId);
    this.#isPrepared = true;
    return client.createChats(
      rows.map(({ line }) => line.request as ChatRequest),
      {
        signal: this.#stopping.signal,
        batchSize,
        ...(concurrency !== null && { concurrency }),
        onProgress: ({ pausedForMs }) => this.#paused(pausedForMs ?? 0),
      },
    );
  }

  #paused(forMs: number) {
    const nowMs = performance.now();
    this.#pausedUntilMs = nowMs + forMs;
    this.history.paused(nowMs, forMs);
  }

  #settle(row: Row, outcome: ChatOutcome, mayExist: boolean) {
    row.attempts += outcome.status === "failed" ? outcome.error.attempts : outcome.attempts;
    if (outcome.status === "failed") return this.#fail(row, outcome.error, mayExist);
    row.state = outcome.status;
    row.chatId = outcome.status === "created" ? outcome.chat.id : outcome.chatId;
    row.requestId = outcome.requestId;
    row.error = null;
    this.#ended();
  }

  #fail(row: Row, error: ChatError, mayExist: boolean) {
    const isUnknown = mayExist || error.outcome === "unknown";
    // Not sent because the run was stopped: it still is to be sent.
    const isUntouched = error.kind === "aborted" && !isUnknown;
    row.state = isUnknown ? "unknown" : isUntouched ? "waiting" : "failed";
    row.error = isUntouched ? null : error;
    row.requestId = error.requestId;
    if (!isUntouched) this.#ended();
    if (isOfToken(error) && !this.#stopping.signal.aborted) {
      this.problem = error.hint ?? error.message;
      this.stop();
    }
  }

  #ended() {
    this.history.count(performance.now());
    this.#endedCount += 1;
    this.#rate?.add(this.#endedCount);
  }
}

/** What one line says of all others. */
const isOfToken = (error: ChatError | null) => error?.kind === "auth" || error?.status === 401;
