// The outcomes file: appended record by record, so that a run that is cut off at any moment can go on.

import {
  closeSync,
  createReadStream,
  existsSync,
  fdatasync,
  fsyncSync,
  ftruncateSync,
  openSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { CommandError, exitCodes } from "../command-error.js";
import { linesOf } from "../input/lines.js";
import { LineStates } from "./state.js";

const flush = promisify(fdatasync);
const format = 1;
const start = '{"record":"run"';

/** What a run is about: it goes on only with the same. */
export function runRecord({ identity, options, version }) {
  const { cloud, apiVersion, baseUrl = null } = options;
  return { record: "run", format, version, input: identity, cloud, apiVersion, baseUrl };
}

/** Refuses early what would only fail after the input was checked. */
export function checkOut(path, { resume }) {
  const exists = existsSync(path);
  if (exists && !resume) {
    throw new CommandError(`${path} exists already: give --resume to go on with it, or another file.`);
  }
  if (!exists && resume) {
    throw new CommandError(`There is no ${path} to go on with: leave --resume out for a first run.`);
  }
}

function checkSameRun(path, found, run) {
  const refuse = (sentence) => {
    throw new CommandError(`${path} cannot be gone on with: ${sentence}`);
  };
  if (found.format !== run.format) refuse("another version of the command wrote it.");
  if (found.input?.sha256 !== run.input.sha256 || found.input?.bytes !== run.input.bytes) {
    refuse("it belongs to another input, or the input was changed since.");
  }
  if (found.cloud !== run.cloud || found.baseUrl !== run.baseUrl) {
    refuse("that run went to another cloud or another --base-url.");
  }
}

function parsed(text) {
  try {
    const record = JSON.parse(text);
    return record !== null && typeof record === "object" ? record : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads an outcomes file: `{ states, end }`, `end` being the position behind the last whole record. A last record that
 * is cut off does not count. Throws CommandError when the file is not that of this run.
 */
export async function readOutcomes(path, run) {
  const states = new LineStates();
  let end = 0;
  try {
    for await (const { number, text = "", complete, end: behind } of linesOf(createReadStream(path))) {
      const record = complete ? parsed(text) : undefined;
      if (number === 1 && record?.record !== "run") {
        const isCutOff = !complete && (start.startsWith(text) || text.startsWith(start));
        if (!isCutOff) throw new CommandError(`${path} is no outcomes file of this command.`);
      }
      if (!complete) break;
      if (record === undefined) throw new CommandError(`${path} is damaged at line ${number}.`);
      if (number === 1) checkSameRun(path, record, run);
      else states.add(record);
      end = behind;
    }
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(`${path} cannot be read: ${error.code}.`);
  }
  return { states, end };
}

/** A new name is safe only when its folder is written, too. Not every system lets folders be synchronised. */
function syncFolder(path) {
  try {
    const folder = openSync(dirname(path), "r");
    fsyncSync(folder);
    closeSync(folder);
  } catch {
    // Then it is written when the system likes.
  }
}

/** The file, open for appending. */
export class OutcomesFile {
  #path;
  #descriptor;
  #states;
  #position;

  /** Opens it for the first run, or to go on with `resume`. */
  static async open(path, run, { resume }) {
    const { states, end } = resume ? await readOutcomes(path, run) : { states: new LineStates(), end: 0 };
    try {
      const descriptor = openSync(path, resume ? "r+" : "wx");
      // A record that was cut off by a kill goes; what it said counts as not written.
      if (resume) ftruncateSync(descriptor, end);
      const file = new OutcomesFile(path, descriptor, states, end);
      if (end === 0) file.#append(run);
      fsyncSync(descriptor);
      syncFolder(path);
      return file;
    } catch (error) {
      throw new CommandError(`${path} cannot be written: ${error.code ?? error.message}.`);
    }
  }

  constructor(path, descriptor, states, position) {
    this.#path = path;
    this.#descriptor = descriptor;
    this.#states = states;
    this.#position = position;
  }

  get states() {
    return this.#states;
  }

  /** Writes an outcome: it survives the process at once, and the machine with the next `sending`. */
  outcome(record) {
    this.#append(record);
  }

  /** Resolves when it is on the disk that these lines are about to leave. */
  async sending(lines) {
    this.#append({ record: "sending", at: new Date().toISOString(), lines });
    try {
      await flush(this.#descriptor);
    } catch (error) {
      throw this.#failed(error);
    }
  }

  /** What left created nothing, and will leave again. */
  notCreated(lines) {
    this.#append({ record: "notCreated", lines });
  }

  close() {
    try {
      // What a full disk let through of a record is no record.
      ftruncateSync(this.#descriptor, this.#position);
      fsyncSync(this.#descriptor);
    } finally {
      closeSync(this.#descriptor);
    }
  }

  #append(record) {
    const bytes = Buffer.from(`${JSON.stringify(record)}\n`);
    try {
      let done = 0;
      while (done < bytes.length) {
        done += writeSync(this.#descriptor, bytes, done, bytes.length - done, this.#position + done);
      }
    } catch (error) {
      throw this.#failed(error);
    }
    this.#position += bytes.length;
    this.#states.add(record);
  }

  #failed(error) {
    const message = `${this.#path} cannot be written (${error.code}): nothing more is sent.`;
    return new CommandError(message, exitCodes.stopped);
  }
}
