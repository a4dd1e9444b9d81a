/** One run over many lines, that can be stopped and gone on with: what became of each line, and how fast it goes. */
import { type BulkProgress, ChatError, type ChatsClient, type ClientOptions } from "msgraph-chats";
import { format, type RunRecord, type Record as RunRecords } from "../../../../src/js/runs/index.ts";
import { fetchRead } from "../../../../src/js/sending/connection.ts";
import { Run } from "../../../../src/js/sending/run.ts";
import { clientFor } from "../client.ts";
import { listedWithinMs } from "../follow-ups.ts";
import { prepareLocalPace } from "../local-paces.ts";
import { baseUrlOf } from "../settings.ts";
import { isWatched } from "../watch-fetch.ts";
import type { Book } from "./book.ts";
import { Journal } from "./journal.ts";
import { beginWithEarlier, requestsOf } from "./lines-of-run.ts";
import { noticesOf } from "./notices.ts";
import { type Choices, mayBeFound, type PlannedList, type Row, stateOf } from "./plan-list.ts";
import { RunChart } from "./run-chart.ts";
import type { RunOptions } from "./run-options.ts";

/** What the client is given, once the permissions are there. */
export type Auth = () => Promise<ClientOptions["auth"]>;

export class BulkRun {
  options: RunOptions;
  /** What was chosen for the lines when it began. */
  readonly choices: Choices;
  readonly chart = new RunChart();
  planned: PlannedList;
  isRunning = false;
  /** Nothing more leaves; what is under way is waited for. */
  isStopping = false;
  /** What ended it before its time, in a sentence. */
  problem: string | null = null;
  /** Why something that follows the creation was given up, in sentences. */
  notices: readonly string[] = [];
  /** As the client last told it. */
  progress: (BulkProgress & { toldAtMs: number }) | null = null;
  /** Ended since the run last began, and how many there were to be sent. */
  sent = { ended: 0, of: 0 };
  /** Whether something has become of a line since the list was given. */
  hasOutcomes = false;
  #isPrepared = false;
  #rows: ReadonlyMap<string, Row> = new Map();
  /** The slots that are to be sent and have no outcome yet. */
  #waiting = new Set<string>();
  #stop: () => void = () => {};

  constructor(planned: PlannedList, options: RunOptions, choices: Choices) {
    this.planned = planned;
    this.options = options;
    this.choices = choices;
  }

  get numbers() {
    return this.planned.numbers.now;
  }

  /** Whether something follows the creation. */
  get hasFollowUps() {
    const { verify, onUnknown } = this.options;
    return verify || onUnknown === "look" || this.planned.numbers.messages.wanted > 0;
  }

  /** Chats a second, and how long the rest takes from now on; null while that cannot be said. */
  paceAt(nowMs: number): { perSecond: number | null; timeLeftMs: number | null } {
    const { perSecond = null, timeLeftMs = null, toldAtMs = 0 } = this.isRunning ? (this.progress ?? {}) : {};
    return { perSecond, timeLeftMs: timeLeftMs === null ? null : Math.max(0, toldAtMs + timeLeftMs - nowMs) };
  }

  /** How long Graph wants everything to wait from now, milliseconds; 0 while it does not. */
  pausedForMs(nowMs: number) {
    const { pausedForMs = null, toldAtMs = 0 } = this.isRunning ? (this.progress ?? {}) : {};
    return Math.max(0, toldAtMs + (pausedForMs ?? 0) - nowMs);
  }

  stop() {
    this.isStopping = true;
    this.#stop();
  }

  /** Sends what the plan says, and writes it into the book. Resolves when it has ended, however it did. */
  async send(planned: PlannedList, options: RunOptions, book: Book, auth: Auth): Promise<void> {
    const looked = new Map(this.planned.rows.map(({ slot, looked }) => [slot, looked]));
    for (const row of planned.rows) if (row.state === "unknown") row.looked = looked.get(row.slot);
    Object.assign(this, { planned, options });
    this.#begin();
    const journal = new Journal(book, (error) => this.#fail(error));
    let run: Run | undefined;
    try {
      for (const record of [this.#runRecord(), ...planned.records]) journal.note(record);
      await journal.flush({ isSure: true });
      const { client, bulk } = await this.#client(auth);
      run = this.#run(client, journal);
      this.#stop = () => run?.stop();
      if (this.isStopping) run.stop();
      beginWithEarlier(run, planned, options);
      const problem = await run.create(requestsOf(run, planned, options), bulk);
      const { failure, notFound } = await run.finish();
      this.#noteNotFound(notFound);
      this.notices = noticesOf(run, options, failure);
      this.problem ??= problem ?? null;
      await journal.flush({ isSure: true });
    } catch (error) {
      this.#fail(error);
    } finally {
      await run?.end();
      this.#end();
      this.isRunning = false;
      this.isStopping = false;
      this.chart.end(performance.now());
    }
  }

  #run(client: ChatsClient, journal: Journal): Run {
    const { fetch } = globalThis;
    const stopped = (reason: string) => {
      this.problem ??= reason;
      this.stop();
    };
    return new Run({
      client,
      connection: () => ({
        send: (request, text, init) => fetchRead(fetch, request, { text, headers: request.headers, init }),
      }),
      isForeign: isWatched,
      history: this.planned.history,
      options: this.options,
      records: {
        append: (record) => this.#append(record, journal),
        announce: async (announced) => {
          const record = { ...announced, at: new Date().toISOString() };
          await journal.announce(record);
          this.#follow(record, record.keys);
        },
      },
      keepsUnsent: false,
      adviceOf: (error) => error,
      onOutcome: () => {},
      onFollowUp: () => {},
      onStopped: stopped,
      onNoToken: ({ message }) => stopped(message),
      onFault: (error) => this.#fail(error),
    });
  }

  #noteNotFound(notFound: readonly { slot: string; sentAt: string }[]) {
    const at = new Date();
    for (const { slot, sentAt } of notFound) {
      const row = this.#rows.get(slot);
      if (row !== undefined && mayBeFound(row))
        row.looked = { at, isEarly: at.getTime() - Date.parse(sentAt) < listedWithinMs };
    }
  }

  /** What is still under way may exist. */
  #end() {
    const { history, numbers, rows } = this.planned;
    const cutOff = new Set(history.underWay());
    numbers.end(history);
    if (cutOff.size === 0) return;
    for (const row of rows)
      if (row.slot !== null && cutOff.has(row.slot)) row.state = stateOf(history, row.slot);
  }

  #begin() {
    Object.assign(this, { isRunning: true, isStopping: false, problem: null, notices: [], progress: null });
    this.#stop = () => {};
    const { rows, toSend } = this.planned;
    this.#rows = new Map(rows.flatMap((row) => (row.slot === null ? [] : [[row.slot, row]])));
    this.#waiting = new Set(toSend.flatMap(({ slot }) => (slot === null ? [] : [slot])));
    this.sent = { ended: 0, of: toSend.length };
    this.chart.begin(performance.now());
  }

  async #client(auth: Auth) {
    const { settings, paceId, batchSize, concurrency, onUnknown } = this.options;
    const { baseUrl } = baseUrlOf(settings);
    const client = clientFor(settings, await auth());
    if (baseUrl !== undefined && !this.#isPrepared) await prepareLocalPace(baseUrl, settings.cloud, paceId);
    this.#isPrepared = true;
    const atOnce = concurrency === null ? {} : { concurrency };
    const onProgress = (progress: BulkProgress) => this.#progressed(progress);
    // The run itself looks, at its end.
    const unknown = onUnknown === "look" ? "report" : onUnknown;
    return { client, bulk: { batchSize, onUnknown: unknown, onProgress, ...atOnce } };
  }

  #runRecord(): RunRecord {
    const { cloud, apiVersion } = this.options.settings;
    const { list, runList } = this.planned;
    const { baseUrl = null } = baseUrlOf(this.options.settings);
    const at = new Date().toISOString();
    const to = { cloud, apiVersion, baseUrl };
    return { record: "run", format, version: "page", at, ...to, lines: list.lines.length, ...runList };
  }

  /** Writes it down, and has the rows show it. */
  #append(record: RunRecords, journal: Journal) {
    const slots = "keys" in record ? record.keys : "key" in record && record.key !== null ? [record.key] : [];
    this.#follow(record, slots);
    for (const slot of slots) {
      const row = this.#rows.get(slot);
      if (row === undefined) continue;
      if (!("record" in record)) this.#settle(row, slot, record);
      else if (record.record === "stopped") row.state = stateOf(this.planned.history, slot);
      else if (record.record === "message") row.message = record;
      else if (record.record === "members") row.members = record;
    }
    journal.note(record);
  }

  #settle(row: Row, slot: string, outcome: NonNullable<Row["outcome"]>) {
    Object.assign(row, { state: stateOf(this.planned.history, slot), outcome });
    if (!this.#waiting.delete(slot)) return;
    this.sent.ended += 1;
    this.chart.count(performance.now());
  }

  /** What is known, and the numbers, follow what happens. */
  #follow(record: RunRecords, slots: readonly string[]) {
    const { history, numbers } = this.planned;
    this.hasOutcomes ||= "key" in record;
    numbers.follow(history, slots, () => history.add(record, true));
  }

  #progressed(progress: BulkProgress) {
    const toldAtMs = performance.now();
    this.progress = { ...progress, toldAtMs };
    this.chart.paused(toldAtMs, progress.pausedForMs ?? 0);
  }

  #fail(error: unknown) {
    this.problem ??= error instanceof Error ? error.message : String(error);
    this.stop();
    if (!(error instanceof ChatError) && !(error instanceof Error && error.name === "BookFailed"))
      throw error;
  }
}
