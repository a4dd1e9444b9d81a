// The input, opened once and read twice: first to check it all, then to send it. It never stands in memory as a whole.

import { createHash } from "node:crypto";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, extname, join } from "node:path";
import { CommandError } from "../command-error.js";
import { readCsv } from "./csv.js";
import { readJsonl } from "./jsonl.js";

const chunkBytes = 64 * 1024;
const formats = { ".csv": readCsv, ".jsonl": readJsonl, ".ndjson": readJsonl };

const why = {
  ENOENT: "there is no such file",
  EACCES: "it may not be read",
  EISDIR: "it is a folder",
};

/** A fault of the file system as a sentence. */
export function fileError(path, error, doing = "read") {
  return new CommandError(`${path} cannot be ${doing}: ${why[error.code] ?? error.code ?? "it failed"}.`);
}

/** What can be read once only is copied into a file that has no name any more, so that nothing is left behind. */
async function spool(chunks) {
  const folder = await mkdtemp(join(tmpdir(), "msgraph-chats-input-"));
  let handle;
  try {
    handle = await open(join(folder, "input"), "wx+", 0o600);
    await rm(folder, { recursive: true, force: true }).catch(() => {});
    for await (const chunk of chunks) await handle.appendFile(chunk);
    return { handle, clear: () => rm(folder, { recursive: true, force: true }) };
  } catch (error) {
    await handle?.close();
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function openFile(path, stdin) {
  try {
    if (path === "-") return { name: "standard input", ...(await spool(stdin)) };
    const handle = await open(path, "r");
    const stat = await handle.stat();
    if (stat.isDirectory()) {
      await handle.close();
      throw Object.assign(new Error(), { code: "EISDIR" });
    }
    if (stat.isFile()) return { name: basename(path), handle, clear: async () => {} };
    const spooled = await spool(handle.createReadStream());
    return { name: basename(path), ...spooled };
  } catch (error) {
    throw fileError(path === "-" ? "Standard input" : path, error);
  }
}

/** The first letter that is no space tells JSON lines from a table. */
async function sniff(handle) {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(1024), 0, 1024, 0);
  const first = buffer
    .toString("utf8", 0, bytesRead)
    .replace(/^\uFEFF/, "")
    .trimStart()
    .charAt(0);
  if (first === "[") throw new CommandError("The input is a JSON array: write one request a line instead.");
  return first === "{" ? readJsonl : readCsv;
}

/**
 * Opens a file, or standard input for "-". `name` is for messages; `entries()` reads from the beginning and gives
 * `{ line, index, request }` or `{ line, index, problems }`; `identity` is known once it was read to the end.
 */
export async function openInput(path, stdin) {
  const { name, handle, clear } = await openFile(path, stdin);
  const close = async () => {
    await handle.close().catch(() => {});
    await clear();
  };
  try {
    const read = formats[extname(name).toLowerCase()] ?? (await sniff(handle));
    return new Input(name, handle, read, close);
  } catch (error) {
    await close();
    throw error;
  }
}

class Input {
  identity;
  #handle;
  #read;
  #before;

  constructor(name, handle, read, close) {
    this.name = name;
    this.close = close;
    this.#handle = handle;
    this.#read = read;
  }

  async *entries() {
    await this.#checkUnchanged();
    let index = 0;
    for await (const entry of this.#read(this.#chunks())) {
      yield { ...entry, index };
      index += 1;
    }
  }

  async *#chunks() {
    const digest = createHash("sha256");
    let bytes = 0;
    const stream = this.#handle.createReadStream({ start: 0, autoClose: false, highWaterMark: chunkBytes });
    for await (const chunk of stream) {
      digest.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
    this.identity = { sha256: digest.digest("hex"), bytes };
  }

  async #checkUnchanged() {
    const { size, mtimeMs } = await this.#handle.stat();
    this.#before ??= { size, mtimeMs };
    if (this.#before.size !== size || this.#before.mtimeMs !== mtimeMs) {
      throw new CommandError(`${this.name} was changed while it was read: run the command again.`);
    }
  }
}
