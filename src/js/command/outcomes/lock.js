// One run at a time writes an outcomes file: two would create the same groups.

import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { CommandError } from "../command-error.js";

/** A lock file without content is that of a process that is just writing it, or was killed then. */
const writingMs = 2_000;

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Whether the process that made the lock file is gone. In a container the next one often gets the same number. */
function isAbandoned(file) {
  try {
    const text = readFileSync(file, "utf8");
    if (text === "") return Date.now() - statSync(file).mtimeMs > writingMs;
    const { pid, host } = JSON.parse(text);
    return host === hostname() && (pid === process.pid || !isAlive(pid));
  } catch (error) {
    return error.code === "ENOENT";
  }
}

/** Takes the lock of an outcomes file; gives the function that releases it. */
export function lock(path) {
  const file = `${path}.lock`;
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      writeFileSync(file, JSON.stringify({ pid: process.pid, host: hostname() }), { flag: "wx" });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== "EEXIST") throw new CommandError(`${file} cannot be written: ${error.code}.`);
    }
    if (!isAbandoned(file)) break;
    rmSync(file, { force: true });
  }
  throw new CommandError(`Another run is writing to ${path}; if none is, delete ${file}.`);
}
