// One run at a time writes an outcomes file: two would create the same groups.

import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { CommandError, codeOf, fileError } from "../command-error.ts";

/** A lock file without content is that of a process that is just writing it, or was killed then. */
const writingMs = 2_000;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** Whether the process that made the lock file is gone. In a container the next one often gets the same number. */
function isAbandoned(file: string): boolean {
  try {
    const text = readFileSync(file, "utf8");
    if (text === "") return Date.now() - statSync(file).mtimeMs > writingMs;
    const { pid, host } = JSON.parse(text) as { pid: number; host: string };
    return host === hostname() && (pid === process.pid || !isAlive(pid));
  } catch {
    return false;
  }
}

/** Whether the lock file says this. */
function says(file: string, text: string): boolean {
  try {
    return readFileSync(file, "utf8") === text;
  } catch {
    return false;
  }
}

/** The one name of a file, so that two names of it have one lock. */
function realName(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    try {
      return join(realpathSync(dirname(path)), basename(path));
    } catch {
      return path;
    }
  }
}

/** Left behind where a process was killed while it removed a lock. Nobody else may remove it: it may be another's by then. */
const guardOf = (file: string) => `${file}.removing`;

/**
 * Removes the lock of a process that is gone. Of several that try, one at a time looks and removes, so that none takes
 * away the lock that another has just made.
 */
function removeAbandoned(file: string): boolean {
  const guard = guardOf(file);
  try {
    mkdirSync(guard);
  } catch {
    return false;
  }
  try {
    // One that is gone was removed by another, who may be making a new one.
    if (!isAbandoned(file)) return !existsSync(file);
    rmSync(file, { force: true });
    return true;
  } finally {
    rmSync(guard, { recursive: true, force: true });
  }
}

/** Takes the lock of an outcomes file; gives the function that releases it. Throws CommandError. */
export function lock(path: string): () => void {
  const file = `${realName(path)}.lock`;
  const own = JSON.stringify({ pid: process.pid, host: hostname() });
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      writeFileSync(file, own, { flag: "wx" });
      // Whoever was stopped while the file was empty may have lost it to another run.
      if (says(file, own)) return () => rmSync(file, { force: true });
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw fileError(path, error, "written");
    }
    if (!removeAbandoned(file)) break;
  }
  const shown = file === `${resolve(path)}.lock` ? `${path}.lock` : file;
  const both = existsSync(guardOf(file)) ? `${shown} and the folder ${guardOf(shown)}` : shown;
  throw new CommandError(`Another run is writing to ${path}; if none is, delete ${both}.`);
}
