/** Writes what happens in a run into the book, a few outcomes at a time; what is about to leave is written first. */
import type { Record as RunRecord } from "../../../../src/js/runs/index.ts";
import type { Book } from "./book.ts";

const waitMs = 50;

export class Journal {
  readonly #book: Book;
  readonly #onFailed: (error: unknown) => void;
  #waiting: RunRecord[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #written: Promise<void> = Promise.resolve();

  /** `onFailed` is told when it cannot be written. */
  constructor(book: Book, onFailed: (error: unknown) => void) {
    this.#book = book;
    this.#onFailed = onFailed;
  }

  /** In a moment: until then a line counts as under way, which is safe. */
  note(record: RunRecord) {
    this.#waiting.push(record);
    this.#timer ??= setTimeout(() => void this.flush().catch(this.#onFailed), waitMs);
  }

  /** Resolves when it is certain that they are written, and all before them. */
  announce(record: RunRecord): Promise<void> {
    this.#waiting.push(record);
    return this.flush({ isSure: true });
  }

  flush(options: { isSure?: boolean } = {}): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.length > 0) {
      const records = this.#waiting;
      this.#waiting = [];
      const written = this.#book.add(records, options);
      this.#written = Promise.all([this.#written, written]).then(() => undefined);
      // Whoever waits is told; nobody else must be.
      this.#written.catch(() => {});
    }
    return this.#written;
  }
}
