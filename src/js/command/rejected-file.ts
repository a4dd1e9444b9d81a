// The file of `--rejected`: the lines that are not sent, as a list of their own to be corrected.

import { closeSync, existsSync, fsyncSync, openSync, rmSync, writeSync } from "node:fs";
import { RejectedList } from "../tables/index.ts";
import type { CheckedList } from "./check.ts";
import { CommandError, fileError } from "./command-error.ts";

/** Refuses early what would only fail after the list was checked. */
export function checkRejected(path: string, out: string | undefined): void {
  if (existsSync(path)) throw new CommandError(`${path} exists already: name another file for --rejected.`);
  if (path === out) throw new CommandError("--rejected and --out name the same file: name two.");
}

/** Writes the lines that are wrong or held back. There is no file when there are none. */
export async function writeRejected(path: string, list: CheckedList): Promise<void> {
  const { layout } = list.input;
  if (!layout || list.settled.numbers.now.skipped === 0) return;
  const rejected = new RejectedList(layout);
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, "wx");
    const write = (bytes: Uint8Array) => {
      for (let done = 0; done < bytes.length; ) done += writeSync(descriptor as number, bytes, done);
    };
    for await (const { index, raw } of list.input.lines()) {
      if (list.isRejected(index)) write(rejected.add(raw));
    }
    write(rejected.end());
    fsyncSync(descriptor);
  } catch (error) {
    if (descriptor !== undefined) rmSync(path, { force: true });
    throw error instanceof CommandError ? error : fileError(path, error, "written");
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
