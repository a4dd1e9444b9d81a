/**
 * What this browser remembers of the runs that went to one place, in IndexedDB: the records of the command's outcomes
 * file, in their order. They hold keys, outcomes and ids of chats; no name, no token. Only who wants it has the list kept
 * beside them, until its run has ended.
 */
import type { Record as RunRecord } from "../../../../src/js/runs/index.ts";

const [database, records, lists] = ["msgraph-chats", "records", "lists"];
/** Written together is stored together; so many of these are read at once. */
const perRead = 200;

/** Nothing may be sent, for nobody would know of it. */
export class BookFailed extends Error {
  override readonly name = "BookFailed";

  constructor(cause: unknown) {
    const detail = cause instanceof Error ? ` (${cause.name})` : "";
    super(
      `This browser cannot write down what is sent${detail}, so nothing more is sent. ` +
        "Allow this page to store data, or make room on the disk; then go on.",
    );
  }
}

/** A list that is kept until its run has ended. */
export interface KeptList {
  readonly bytes: Blob;
  readonly name: string | null;
}

export class Book {
  readonly where: string;
  readonly #open: IDBDatabase;
  /** The number of the last records that were written; they are read in its order. */
  #last = 0;

  private constructor(where: string, open: IDBDatabase) {
    this.where = where;
    this.#open = open;
  }

  /** Opens it, with its records read. */
  static open(where: string): Promise<{ book: Book; records: RunRecord[] }> {
    return orFailed(async () => {
      const book = new Book(where, await openDatabase());
      try {
        return { book, records: await book.#read() };
      } catch (error) {
        book.close();
        throw error;
      }
    });
  }

  /**
   * Resolves when they are written; with `isSure`, when they would survive the failing of the computer. Fails where
   * another tab has written since this one read.
   */
  add(added: readonly RunRecord[], { isSure = false } = {}): Promise<void> {
    return orFailed(async () => {
      this.#last += 1;
      const durability = isSure ? "strict" : "relaxed";
      const transaction = this.#open.transaction(records, "readwrite", { durability });
      transaction.objectStore(records).add(added, [this.where, this.#last]);
      await finished(transaction);
    });
  }

  close() {
    this.#open.close();
  }

  async #read(): Promise<RunRecord[]> {
    const read: RunRecord[] = [];
    for (;;) {
      const store = this.#open.transaction(records).objectStore(records);
      const range = IDBKeyRange.bound([this.where, this.#last], [this.where, Number.POSITIVE_INFINITY], true);
      const [keys, found] = await Promise.all([
        done(store.getAllKeys(range, perRead)),
        done<RunRecord[][]>(store.getAll(range, perRead)),
      ]);
      for (const records of found) read.push(...records);
      const last = keys.at(-1) as [string, number] | undefined;
      if (last === undefined) return read;
      this.#last = last[1];
    }
  }
}

/** Forgets all runs, wherever they went. */
export const forgetAll = (): Promise<void> =>
  change((open) => {
    for (const name of [records, lists]) open(name).clear();
  });

/** Keeps the list of a run; null forgets it. */
export const keepList = (where: string, list: KeptList | null): Promise<void> =>
  change((open) => {
    if (list === null) open(lists).delete(where);
    else open(lists).put(list, where);
  });

export const keptList = (where: string): Promise<KeptList | undefined> =>
  orFailed(async () => {
    const open = await openDatabase();
    try {
      return await done(open.transaction(lists).objectStore(lists).get(where));
    } finally {
      open.close();
    }
  });

const change = (work: (open: (name: string) => IDBObjectStore) => void): Promise<void> =>
  orFailed(async () => {
    const open = await openDatabase();
    try {
      const transaction = open.transaction([records, lists], "readwrite");
      work((name) => transaction.objectStore(name));
      await finished(transaction);
    } finally {
      open.close();
    }
  });

function openDatabase(): Promise<IDBDatabase> {
  const opening = indexedDB.open(database, 1);
  opening.onupgradeneeded = () => {
    for (const name of [records, lists]) opening.result.createObjectStore(name);
  };
  return done(opening);
}

async function orFailed<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw new BookFailed(error);
  }
}

function done<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}
