/** One run over many lines, that can be stopped and gone on with: what became of each line, and how fast it goes. */
import {
  type BulkProgress,
  buildChatJson,
  ChatError,
  type ChatOutcome,
  type ChatRequest,
  type ClientOptions,
} from "msgraph-chats";
import {
  EarlyStop,
  format,
  outcomeRecord,
  type RunRecord,
  type Record as RunRecords,
} from "../../../../src/js/runs/index.ts";
import { fetchRead } from "../../../../src/js/sending/connection.ts";
import { Gate } from "../../../../src/js/sending/gate.ts";
import { LinesUnderWay, type LineToSend, type UnderWay } from "../../../../src/js/sending/lines-under-way.ts";
import { clientFor } from "../client.ts";
import { prepareLocalPace } from "../local-paces.ts";
import { baseUrlOf, graphOptionsOf, type Settings } from "../settings.ts";
import { isWatched } from "../watch-fetch.ts";
import { AfterChats } from "./after-chats.ts";
import type { Book } from "./book.ts";
import { Journal } from "./journal.ts";
import { type Choices, type PlannedList, type Row, stateOf } from "./plan-list.ts";
import { RunChart } from "./run-chart.ts";
import type { RunOptions } from "./run-options.ts";

interface Line extends LineToSend {
  readonly row: Row;
}

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
    const underWay = new LinesUnderWay<Line>();
    const early = new EarlyStop();
    const closing = new AbortController();
    const abort = new AbortController();
    const journal = new Journal(book, (error) => this.#fail(error));
    const { fetch } = globalThis;
    const note = (record: RunRecords & { keys: readonly string[] }) => {
      this.#follow(record, record.keys);
      journal.note(record);
    };
    const gate = new Gate({
      connection: {
        send: (request, text, init) => fetchRead(fetch, request, { text, headers: request.headers, init }),
      },
      closing,
      lines: underWay,
      records: {
        sending: (keys) => this.#announce(keys, journal),
        notCreated: (keys) => note({ record: "notCreated", keys }),
      },
      isUndecided: () => false,
      onUnreachable: () => {},
      onFault: (error) => this.#fail(error),
      isForeign: isWatched,
    });
    this.#stop = () => void gate.close().then(() => abort.abort());
    const closeGate = gate.open();
    let after: AfterChats | undefined;
    try {
      for (const record of [this.#runRecord(), ...planned.records]) journal.note(record);
      await journal.flush({ isSure: true });
      const { client, bulk } = await this.#client(auth);
      const follow = (record: RunRecords, slots: readonly string[]) => this.#follow(record, slots);
      const told = { follow, fail: (error: unknown) => this.#fail(error) };
      after = new AfterChats({ client, gate, journal, options, planned, closing: closing.signal, ...told });
      after.begin();
      const outcomes = client.createChats(requestsOf(planned.toSend, options.settings, underWay), {
        ...bulk,
        signal: abort.signal,
        onAttempt: (attempt) => gate.ended(attempt),
        onProgress: (progress) => this.#progressed(progress),
      });
      for await (const outcome of outcomes) {
        const line = underWay.take(outcome.index);
        this.#settle(line, outcome, journal, early);
        if (outcome.status !== "failed") after.add(line.row);
      }
      await after.finish();
      this.notices = after.notices;
      this.#giveBack(early, journal);
      await journal.flush({ isSure: true });
    } catch (error) {
      this.#fail(error);
    } finally {
      await after?.stop();
      closeGate();
      this.#end();
      this.isRunning = false;
      this.isStopping = false;
      this.chart.end(performance.now());
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
    this.sent = { ended: 0, of: this.planned.toSend.length };
    this.chart.begin(performance.now());
  }

  async #client(auth: Auth) {
    const { settings, paceId, batchSize, concurrency, onUnknown, ifExists } = this.options;
    const { baseUrl } = baseUrlOf(settings);
    const client = clientFor(settings, await auth());
    if (baseUrl !== undefined && !this.#isPrepared) await prepareLocalPace(baseUrl, settings.cloud, paceId);
    this.#isPrepared = true;
    const atOnce = concurrency === null ? {} : { concurrency };
    return { client, bulk: { batchSize, onUnknown, ifExists, ...atOnce } };
  }

  #runRecord(): RunRecord {
    const { cloud, apiVersion } = this.options.settings;
    const { list, runList } = this.planned;
    const { baseUrl = null } = baseUrlOf(this.options.settings);
    const at = new Date().toISOString();
    const to = { cloud, apiVersion, baseUrl };
    return { record: "run", format, version: "page", at, ...to, lines: list.lines.length, ...runList };
  }

  async #announce(keys: readonly string[], journal: Journal): Promise<void> {
    const record = { record: "sending", at: new Date().toISOString(), keys } as const;
    await journal.announce(record);
    this.#follow(record, keys);
  }

  #settle(line: UnderWay<Line>, outcome: ChatOutcome, journal: Journal, early: EarlyStop) {
    const { row, slot, wasSent, isBatchRefused } = line;
    if (outcome.status === "failed" && outcome.error.kind === "aborted" && !wasSent) return;
    const sentLine = { ...row.line, slot, mayExist: row.mayExist, wasSent };
    const record = outcomeRecord(sentLine, outcome);
    this.#follow(record, [slot]);
    row.state = stateOf(this.planned.history, slot);
    row.outcome = record;
    journal.note(record);
    this.sent.ended += 1;
    this.chart.count(performance.now());
    // Nothing but the list of chats is read before a line is sent.
    const isOfList = !wasSent && this.options.ifExists === "reuse";
    const refused = isOfList ? "list" : isBatchRefused ? "batch" : undefined;
    const reason = early.add(slot, outcome, refused) ?? reasonOf(outcome);
    if (reason === undefined || this.problem !== null) return;
    this.problem = reason;
    this.stop();
  }

  /** What was refused for a reason that is not the line's own waits for the next run. */
  #giveBack(early: EarlyStop, journal: Journal) {
    this.problem ??= early.end() ?? null;
    const keys = early.takeWaiting();
    if (keys.length === 0) return;
    const { history, rows } = this.planned;
    const record = { record: "stopped", reason: early.reason ?? "", keys } as const;
    this.#follow(record, keys);
    const given = new Set(keys);
    for (const row of rows)
      if (row.slot !== null && given.has(row.slot)) row.state = stateOf(history, row.slot);
    journal.note(record);
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

/** With their number, by which the client reckons how long it will take. */
const requestsOf = (
  rows: readonly Row[],
  settings: Settings,
  underWay: LinesUnderWay<Line>,
): Iterable<ChatRequest> & { size: number } => ({
  size: rows.length,
  *[Symbol.iterator]() {
    const options = graphOptionsOf(settings);
    for (const row of rows) {
      const request = row.line.request as ChatRequest;
      const body = JSON.stringify(JSON.parse(buildChatJson(request, options)));
      underWay.add({ row, slot: row.slot ?? "", body, mayExist: row.mayExist });
      yield request;
    }
  },
});

/** What the client could not get a token with is so for all lines. */
const reasonOf = (outcome: ChatOutcome) =>
  outcome.status === "failed" && outcome.error.kind === "auth" ? outcome.error.message : undefined;
