/** The book in one tab of the browser at a time: two would create the same groups. */
import type { Record as RunRecord } from "../../../../src/js/runs/index.ts";
import { Book, forgetAll } from "./book.ts";

/** Why nothing can be sent from here now. */
export class NotHere extends Error {
  override readonly name = "NotHere";
}

const lockName = (where: string) => `msgraph-chats ${where}`;

/** Opens the book of a place for some work. Throws NotHere, or BookFailed. */
export async function withBook(
  where: string,
  work: (book: Book, records: RunRecord[]) => Promise<unknown>,
): Promise<void> {
  if (!("locks" in navigator)) {
    throw new NotHere("Many chats need a page that was opened by https, or from this computer.");
  }
  await navigator.locks.request(lockName(where), { ifAvailable: true }, async (lock) => {
    if (lock === null) {
      throw new NotHere(
        "Another tab of this browser is creating chats there: wait until it has ended, then start.",
      );
    }
    const { book, records } = await Book.open(where);
    try {
      await work(book, records);
    } finally {
      book.close();
    }
  });
}

/** Forgets all runs. Throws NotHere while one goes on, which would not know what it has created; or BookFailed. */
export async function forgetRuns(): Promise<void> {
  const { held = [] } = "locks" in navigator ? await navigator.locks.query() : {};
  if (held.some(({ name }) => name?.startsWith(lockName("")))) {
    throw new NotHere("Another tab of this browser is creating chats: wait until it has ended, then forget.");
  }
  await forgetAll();
}
