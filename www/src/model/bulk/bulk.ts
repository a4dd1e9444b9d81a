/** The view of many chats without its looks: the list, what is known of its lines, and the run. */
import type { Record as RunRecord } from "../../../../src/js/runs/index.ts";
import { baseUrlOf, graphOptionsOf, type Settings } from "../settings.ts";
import { Book, BookFailed, keepList, keptList } from "./book.ts";
import { type Auth, BulkRun } from "./bulk-run.ts";
import type { BulkState } from "./bulk-state.ts";
import { saveOutcomesFile } from "./downloads.ts";
import { runForgotten, whyNot } from "./forgotten.ts";
import { emptyList, type ReadList } from "./list.ts";
import { ListReading } from "./list-reading.ts";
import { memoryOf } from "./memory.ts";
import { forgetRuns, NotHere, withBook } from "./one-tab.ts";
import { isOutcomesFile, joined, OutcomesRefused, readOutcomesFile } from "./outcomes-file.ts";
import { type Choices, noChoices, type PlannedList, planList } from "./plan-list.ts";
import type { RunOptions } from "./run-options.ts";
import { type Edit, nothing, type Source, sourceOfFile, withEdit } from "./source.ts";
import { leftOf } from "./what-is-left.ts";

const afterTypingMs = 120;
const lookEveryMs = 200;
/** Changes of the table that can be undone. */
const mostUndone = 100;

/** Where a run goes: what was created there is known there. */
const whereOf = (settings: Settings) => baseUrlOf(settings).baseUrl ?? settings.cloud;

export class Bulk {
  state: BulkState;
  #settings: Settings;
  #list: ReadList = emptyList;
  #records: readonly RunRecord[] = [];
  readonly #reading = new ListReading();
  readonly #listeners = new Set<() => void>();
  /** How the list was before each change of the table, and what that did. */
  readonly #before: { source: Source; list: ReadList; words: string }[] = [];
  #typing: ReturnType<typeof setTimeout> | undefined;
  #planning = 0;
  #recalling = 0;
  /** From the click that starts until the run has ended. */
  #isSending = false;

  constructor(settings: Settings) {
    this.#settings = settings;
    const choices = { choices: noChoices, skips: false, keeps: false };
    const told = { memory: null, run: null, isSaved: true, undoes: null, notice: null };
    this.state = { source: nothing, planned: null, readCount: 0, ...choices, ...told };
    void this.#restore();
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  readonly snapshot = () => this.state;

  /** Those that are chosen; they do not change while there is a run. */
  changeSettings(settings: Settings) {
    const [before, after] = [this.#settings, settings].map((each) =>
      JSON.stringify([graphOptionsOf(each), whereOf(each)]),
    );
    if (before === after) return;
    this.#settings = settings;
    void this.#recall();
    void this.#read();
  }

  /** Text as it is typed is read a moment later. */
  change(source: Source) {
    this.#before.length = 0;
    this.#show(source, { skips: false, choices: noChoices });
  }

  /** Another list: what was corrected in the table can be taken back. */
  replace(source: Source) {
    const words = "The list was replaced";
    if (this.#before.length > 0) this.#before.push({ source: this.state.source, list: this.#list, words });
    this.#show(source, { skips: false, choices: noChoices });
  }

  /** A change of the table; `words` say what it does. */
  edit(edit: Edit, words: string) {
    this.#before.push({ source: this.state.source, list: this.#list, words });
    if (this.#before.length > mostUndone) this.#before.shift();
    const edited = withEdit(this.state.source, this.#list, edit);
    // Another cell may be changed before this is read.
    this.#list = edited.list;
    this.#show(edited.source);
  }

  /** Takes the last change of the table back. */
  undo() {
    const before = this.#before.pop();
    if (before === undefined) return;
    this.#list = before.list;
    this.#show(before.source);
  }

  #show(source: Source, choices: Partial<BulkState> = {}) {
    this.#planning += 1;
    const undoes = this.#before.at(-1)?.words ?? null;
    this.#set({ source, planned: null, readCount: 0, notice: null, undoes, ...choices });
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.#read(), afterTypingMs);
  }

  /** A list, outcomes files to go on from, or both. */
  async takeFiles(files: readonly File[]) {
    try {
      const isOutcomes = await Promise.all(files.map(isOutcomesFile));
      const [list, ...more] = files.filter((_, index) => !isOutcomes[index]);
      if (more.length > 0) {
        const words =
          "Only one list can be used at a time: put all lines into one file, or run them one by one.";
        return this.#tell("error", words);
      }
      if (list !== undefined) this.replace(await sourceOfFile(list, list.name));
      for (const file of files.filter((_, index) => isOutcomes[index])) await this.takeOutcomes(file);
    } catch {
      this.#tell("error", "The file cannot be read: choose it again.");
    }
  }

  /** Remembers what an outcomes file tells, so that its lines are known. */
  async takeOutcomes(file: File) {
    try {
      const told = await readOutcomesFile(file, this.#settings);
      await withBook(whereOf(this.#settings), async (book, known) =>
        book.add(joined(known, told), { isSure: true }),
      );
      this.#tell(
        "success",
        `${file.name} was read. Now give the list itself: what the file records is not sent again.`,
      );
      await this.#recall();
    } catch (error) {
      this.#tellFailed(error);
    }
  }

  /** Whether what this browser has created is created again. */
  createAgain(isWanted: boolean) {
    this.choose({ createAgainBefore: isWanted ? this.#records.length : 0 });
  }

  choose(choices: Partial<Choices>) {
    this.#set({ choices: { ...this.state.choices, ...choices } });
    void this.#plan();
  }

  skip(skips: boolean) {
    this.#set({ skips });
  }

  /** Begins the run or goes on with it; what Graph refused is sent again when nothing else waits, unless it is not to be. */
  async send(options: RunOptions, auth: Auth, { retriesFailed = true } = {}) {
    const { run, planned } = this.state;
    // What was sent twice for once, and may exist again, is not sent a third time without being asked.
    const choices = run === null ? this.state.choices : { ...run.choices, retryUnknown: false };
    const shown = run?.planned ?? planned;
    // A second click of a double-click is no second start.
    if (shown === null || this.#isSending) return;
    this.#isSending = true;
    this.#set({ notice: null });
    const again = run !== null && run.numbers.waiting === 0 ? { retryFailed: retriesFailed } : {};
    try {
      await withBook(whereOf(this.#settings), async (book, records) => {
        const planned = await planList(this.#list, records, { ...choices, ...again });
        const why = whyNot(shown, planned, run !== null);
        if (why !== undefined) {
          this.#records = records;
          this.#set({ planned, skips: false });
          return this.#tell("error", why);
        }
        await this.#sendPlanned(run ?? new BulkRun(planned, options, choices), planned, options, book, auth);
      });
    } catch (error) {
      this.#tellFailed(error);
    } finally {
      this.#isSending = false;
    }
  }

  stop() {
    this.state.run?.stop();
    this.#look();
  }

  /** So that the run can be gone on with by the command, or in another browser. */
  async saveOutcomesFile() {
    const { run, source } = this.state;
    if (run === null) return;
    try {
      const { book, records } = await Book.open(whereOf(this.#settings));
      book.close();
      if (saveOutcomesFile(run.planned, records, source.name)) this.saved();
      else this.#tell("error", runForgotten);
    } catch (error) {
      this.#tellFailed(error);
    }
  }

  keep(keeps: boolean) {
    this.#set({ keeps });
    // One that an earlier run kept goes at once.
    if (!keeps) keepList(whereOf(this.#settings), null).catch((error) => this.#tellFailed(error));
  }

  saved() {
    this.#set({ isSaved: true });
  }

  /** Makes room for another list. */
  clear() {
    this.#list = emptyList;
    this.change(nothing);
    this.#set({ run: null, isSaved: true });
    void keepList(whereOf(this.#settings), null);
    void this.#recall();
  }

  async forget() {
    try {
      await forgetRuns();
      // It counted what is forgotten.
      this.#set({ choices: { ...this.state.choices, createAgainBefore: 0 } });
      await this.#recall();
    } catch (error) {
      this.#tellFailed(error);
    }
  }

  async #sendPlanned(run: BulkRun, planned: PlannedList, options: RunOptions, book: Book, auth: Auth) {
    const { bytes, name } = this.state.source;
    if (this.state.keeps) await keepList(book.where, { bytes, name });
    const looking = setInterval(() => this.#look(), lookEveryMs);
    try {
      const ended = run.send(planned, options, book, auth);
      this.#set({ run, isSaved: false });
      await ended;
      if (leftOf(this.state, options).what === null) await keepList(book.where, null);
    } finally {
      clearInterval(looking);
      this.#look();
      void this.#recall();
    }
  }

  /** Reads what this browser remembers. Of two readings under way, the one that began later counts. */
  async #recall() {
    this.#recalling += 1;
    const number = this.#recalling;
    try {
      const { book, records } = await Book.open(whereOf(this.#settings));
      book.close();
      if (number !== this.#recalling) return;
      this.#records = records;
      this.#set({ memory: memoryOf(records) });
    } catch (error) {
      this.#tellFailed(error);
    }
    if (this.state.planned !== null) await this.#plan();
  }

  /** As it was when the page went: the list, where it was kept. */
  async #restore() {
    await this.#recall();
    const kept = await keptList(whereOf(this.#settings)).catch(() => undefined);
    const source = kept && (await sourceOfFile(kept.bytes, kept.name));
    if (this.state.source !== nothing) return;
    if (source === undefined) return this.#read();
    this.change(source);
    this.#set({ keeps: true });
  }

  async #read() {
    if (this.state.run !== null) return;
    this.#set({ planned: null, readCount: 0 });
    const { source } = this.state;
    const list = await this.#reading.read(source.bytes, graphOptionsOf(this.#settings), (readCount) =>
      this.#set({ readCount }),
    );
    // A change that came meanwhile is read by itself.
    if (this.state.source !== source) return;
    this.#list = list;
    await this.#plan();
  }

  async #plan() {
    if (this.state.run !== null) return;
    this.#planning += 1;
    const number = this.#planning;
    const planned = await planList(this.#list, this.#records, this.state.choices);
    if (number === this.#planning) this.#set({ planned });
  }

  #tell(tone: "error" | "success", text: string) {
    this.#set({ notice: { tone, text } });
  }

  #tellFailed(error: unknown) {
    const isExpected = [OutcomesRefused, BookFailed, NotHere].some((kind) => error instanceof kind);
    if (!isExpected) throw error;
    this.#tell("error", (error as Error).message);
  }

  #look() {
    this.#set({});
  }

  #set(change: Partial<BulkState>) {
    this.state = { ...this.state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
