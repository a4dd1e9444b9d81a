// The list, copied once and read as often as needed: to check it all, to write what is rejected, to send it. Every reading
// sees the same, whatever is done to the file meanwhile; and it never stands in memory as a whole.

import type { Stats } from "node:fs";
import { type FileHandle, mkdtemp, open, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { type Layout, type ListIssue, type ListLine, ListReader, ListRefused } from "../tables/index.ts";
import { CommandError, fileError } from "./command-error.ts";

const chunkBytes = 64 * 1024;

export interface IndexedLine extends ListLine {
  /** Position among the lines of the list, from 0. */
  readonly index: number;
}

type Chunks = AsyncIterable<Uint8Array>;

/** The copy has no name any more as soon as it is open, so that nothing is left behind. */
async function copied(chunks: Chunks): Promise<{ handle: FileHandle; clear: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "msgraph-chats-list-"));
  const clear = () => rm(folder, { recursive: true, force: true });
  let handle: FileHandle | undefined;
  try {
    handle = await open(join(folder, "list"), "wx+", 0o600);
    // Windows keeps a name as long as its file is open.
    await clear().catch(() => {});
    for await (const chunk of chunks) await handle.appendFile(chunk);
    return { handle, clear };
  } catch (error) {
    await handle?.close();
    await clear().catch(() => {});
    throw error;
  }
}

const isSame = (one: Stats, other: Stats) =>
  one.size === other.size && one.mtimeMs === other.mtimeMs && one.ino === other.ino;

/** Opens a file, or standard input for "-". Throws CommandError. */
export async function openInput(path: string, stdin: Chunks): Promise<Input> {
  if (path === "-") {
    const copy = await copied(stdin).catch((error) => {
      throw fileError("Standard input", error);
    });
    return new Input("standard input", copy);
  }
  let file: FileHandle | undefined;
  try {
    file = await open(path, "r");
    const before = await file.stat();
    if (before.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
    const copy = await copied(file.createReadStream({ autoClose: false }));
    if (!before.isFile() || isSame(before, await file.stat())) {
      return new Input(basename(path), copy, before.isFile() ? { path, before } : undefined);
    }
    await copy.handle.close();
    await copy.clear();
    throw new CommandError(`${path} was changed while it was read: run the command again.`);
  } catch (error) {
    throw error instanceof CommandError ? error : fileError(path, error);
  } finally {
    await file?.close().catch(() => {});
  }
}

export class Input {
  /** For messages. */
  readonly name: string;
  /** How the list is written; known once it was read to the end. */
  layout: Layout | undefined;
  /** About the list as a whole; known once it was read to the end. */
  notices: readonly ListIssue[] = [];
  readonly #copy: { handle: FileHandle; clear: () => Promise<void> };
  readonly #source: { path: string; before: Stats } | undefined;

  constructor(
    name: string,
    copy: { handle: FileHandle; clear: () => Promise<void> },
    source?: { path: string; before: Stats },
  ) {
    this.name = name;
    this.#copy = copy;
    this.#source = source;
  }

  /** The lines, from the beginning. Throws CommandError where the list is refused. */
  async *lines(): AsyncGenerator<IndexedLine> {
    const reader = new ListReader();
    const stream = this.#copy.handle.createReadStream({
      start: 0,
      autoClose: false,
      highWaterMark: chunkBytes,
    });
    let index = 0;
    try {
      for await (const chunk of stream) {
        for (const line of reader.push(chunk)) yield { ...line, index: index++ };
      }
      for (const line of reader.end()) yield { ...line, index: index++ };
    } catch (error) {
      throw error instanceof ListRefused ? new CommandError(`${this.name}: ${error.message}`) : error;
    }
    this.layout = reader.layout;
    this.notices = reader.notices;
  }

  /** Whether the file says something else by now than what was read. */
  async wasChanged(): Promise<boolean> {
    if (!this.#source) return false;
    const now = await stat(this.#source.path).catch(() => undefined);
    return now === undefined || !isSame(this.#source.before, now);
  }

  async close(): Promise<void> {
    await this.#copy.handle.close().catch(() => {});
    await this.#copy.clear().catch(() => {});
  }
}
