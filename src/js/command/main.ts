// The command `msgraph-chats`, bundled into one file beside the package's own entry, which it imports.

import { isChatError } from "msgraph-chats";
import { version } from "../../../pkg/package.json";
import { readArguments } from "./arguments.ts";
import { CommandError, exitCodes } from "./command-error.ts";
import { create } from "./create.ts";
import { validate } from "./validate.ts";

async function run(): Promise<number> {
  const { stdin, stdout, stderr, env } = process;
  const read = readArguments(process.argv.slice(2), version);
  if ("text" in read) {
    stdout.write(read.text);
    return exitCodes.done;
  }
  const io = { stdin, stdout, stderr };
  return read.command === "validate"
    ? await validate(read.file, read.options, io)
    : await create(read.file, read.options, io, { environment: env, version });
}

try {
  process.exitCode = await run();
} catch (error) {
  const isExpected = error instanceof CommandError;
  const text =
    isExpected || isChatError(error) ? error.message : ((error as Error | null)?.stack ?? String(error));
  process.stderr.write(`${text}\n`);
  process.exitCode = isExpected ? error.exitCode : exitCodes.stopped;
}
