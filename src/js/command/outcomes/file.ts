// The outcomes file: appended record by record, so that a run that is cut off at any moment can go on.

import {
  closeSync,
  fdatasync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import type {
  Record,
  RunHistory,
  RunNumbers,
  RunRecord,
  SendingMessageRecord,
  SendingRecord,
} from "../../runs/index.ts";
import { CommandError, codeOf, exitCodes } from "../command-error.ts";
import type { Outcomes } from "./read.ts";

const flush = promisify(fdatasync);

/** A new name is safe only when its folder is written, too. Not every system lets folders be synchronised. */
function syncFolder(path: string): void {
  try {
    const folder = openSync(dirname(path), "r");
    fsyncSync(folder);
    closeSync(folder);
  } catch {
    // Then it is written when the system likes.
  }
}

function writeAll(descriptor: number, bytes: Uint8Array, position: number): void {
  let done = 0;
  while (done < bytes.length) {
    done += writeSync(descriptor, bytes, done, bytes.length - done, position + done);
  }
}

/** The slots that a record is about, where it changes what is known of them. */
function slotsOf(record: Record): readonly string[] {
  if ("keys" in record) return record.keys;
  return "key" in record && record.key !== null ? [record.key] : [];
}

const cannot = (path: string, error: unknown) =>
  new CommandError(
    `${path} cannot be written (${codeOf(error)}), and nothing more is sent: make room or put it right, then --resume goes on.`,
    exitCodes.stopped,
  );

interface OpenOptions {
  readonly resume: boolean;
  /** What earlier runs did, as it was read from the file. */
  readonly outcomes: Outcomes;
  readonly numbers: RunNumbers;
}

/** The file, open for appending; what is written goes into the history and the numbers of the run, too. */
export class OutcomesFile {
  #path: string;
  #descriptor: number;
  #position: number;
  #isCut = false;
  readonly #history: RunHistory;
  readonly #numbers: RunNumbers;

  /** Opens it and begins a run; without `resume` it must not be there yet. Throws CommandError. */
  static open(path: string, run: RunRecord, options: OpenOptions): OutcomesFile {
    let descriptor: number;
    try {
      descriptor = openSync(path, options.resume ? "r+" : "wx+");
    } catch (error) {
      throw new CommandError(`${path} cannot be written: ${codeOf(error)}.`);
    }
    const file = new OutcomesFile(path, descriptor, options);
    try {
      // A record that was cut off by a kill goes; what it said counts as not written.
      ftruncateSync(descriptor, options.outcomes.end);
      if (options.outcomes.lacksLineFeed) {
        writeAll(descriptor, Buffer.from("\n"), file.#position);
        file.#position += 1;
      }
      file.append(run);
      fsyncSync(descriptor);
      syncFolder(path);
    } catch (error) {
      closeSync(descriptor);
      throw error instanceof CommandError ? error : cannot(path, error);
    }
    return file;
  }

  private constructor(path: string, descriptor: number, { outcomes, numbers }: OpenOptions) {
    this.#path = path;
    this.#descriptor = descriptor;
    this.#position = outcomes.end;
    this.#history = outcomes.history;
    this.#numbers = numbers;
  }

  /** Writes a record: it survives the process at once, and the machine with the next `sending`. Throws CommandError. */
  append(record: Record): void {
    const bytes = Buffer.from(`${JSON.stringify(record)}\n`);
    this.#checkUnchanged();
    try {
      writeAll(this.#descriptor, bytes, this.#position);
    } catch (error) {
      // A part of the record may have got through.
      this.#isCut = true;
      throw cannot(this.#path, error);
    }
    this.#isCut = false;
    this.#position += bytes.length;
    this.#numbers.follow(this.#history, slotsOf(record), () => this.#history.add(record, true));
  }

  /** Resolves when it is on the disk that these lines, or their messages, are about to leave. Throws CommandError. */
  async announce(
    record: Pick<SendingRecord, "record" | "keys"> | Pick<SendingMessageRecord, "record" | "keys" | "digest">,
  ): Promise<void> {
    this.checkThere();
    this.append({ ...record, at: new Date().toISOString() });
    try {
      await flush(this.#descriptor);
    } catch (error) {
      throw cannot(this.#path, error);
    }
  }

  /** What was cut short or written to by something else is no record of this run any more. Throws CommandError. */
  #checkUnchanged(): void {
    if (fstatSync(this.#descriptor).size === this.#position || this.#isCut) return;
    throw new CommandError(
      `${this.#path} was changed by something else, and nothing more is sent: restore it before you go on.`,
      exitCodes.stopped,
    );
  }

  /** Throws CommandError when the file was taken away; what it held is then under a name again. */
  checkThere(): void {
    const own = fstatSync(this.#descriptor, { bigint: true });
    const there = statSync(this.#path, { bigint: true, throwIfNoEntry: false });
    if (there !== undefined && there.ino === own.ino && there.dev === own.dev) {
      this.#checkUnchanged();
      return;
    }
    const before = this.#path;
    this.#rescue(there === undefined ? before : `${before}.rescued.jsonl`);
    const where = this.#path === before ? "it is there again" : `what it held is in ${this.#path}`;
    throw new CommandError(
      `${before} was removed during the run, and nothing more is sent: ${where}, and --resume goes on with it.`,
      exitCodes.stopped,
    );
  }

  /** Writes what the removed file holds under a name, and goes on there. */
  #rescue(path: string): void {
    const bytes = Buffer.alloc(this.#position);
    try {
      let done = 0;
      while (done < bytes.length) {
        const read = readSync(this.#descriptor, bytes, done, bytes.length - done, done);
        if (read === 0) break;
        done += read;
      }
      const descriptor = openSync(path, "wx+");
      writeAll(descriptor, bytes.subarray(0, done), 0);
      fsyncSync(descriptor);
      syncFolder(path);
      closeSync(this.#descriptor);
      this.#descriptor = descriptor;
      this.#path = path;
    } catch (error) {
      throw new CommandError(
        `${this.#path} was removed during the run and cannot be written anew (${codeOf(error)}): nothing more is sent, and groups that were created will not be known to the next run.`,
        exitCodes.stopped,
      );
    }
  }

  close(): void {
    try {
      // What a full disk let through of a record is no record.
      if (this.#isCut) ftruncateSync(this.#descriptor, this.#position);
      fsyncSync(this.#descriptor);
    } finally {
      closeSync(this.#descriptor);
    }
  }
}
