// The command `msgraph-chats`, bundled into one file beside the package's own entry, which it imports.

import { isChatError } from "msgraph-chats";
import { version } from "../../../pkg/package.json";
import { readArguments } from "./arguments.js";
import { CommandError, exitCodes } from "./command-error.js";
import { create } from "./create.js";
import { validate } from "./validate.js";

async function run() {
  const { stdin, stdout, stderr } = process;
  const read = readArguments(process.argv.slice(2), version);
  if (read.text !== undefined) {
    stdout.write(read.text);
    return exitCodes.done;
  }
  const io = { stdin, stdout, stderr };
  return read.command === "validate"
    ? await validate(read, io)
    : await create(read, io, { environment: process.env, version });
}

try {
  process.exitCode = await run();
} catch (error) {
  const isExpected = error instanceof CommandError;
  process.stderr.write(`${isExpected || isChatError(error) ? error.message : error.stack}\n`);
  process.exitCode = isExpected ? error.exitCode : exitCodes.stopped;
}
