// `msgraph-chats validate`: every issue of every line, and nothing sent.

import { createWriteStream, existsSync } from "node:fs";
import { finished } from "node:stream/promises";
import { checkInput } from "./check.js";
import { clientOptions } from "./client-options.js";
import { CommandError, exitCodes } from "./command-error.js";
import { openInput } from "./input/open.js";
import { counted, lineWriter } from "./output.js";

/** The file of `--out`: a JSON object for each issue. */
function openIssues(path) {
  if (path === undefined) return undefined;
  if (existsSync(path)) throw new CommandError(`${path} exists already: name another file.`);
  const stream = createWriteStream(path, { flags: "wx" });
  const ended = finished(stream).catch((error) => {
    throw new CommandError(`${path} cannot be written: ${error.code}.`);
  });
  const write = lineWriter(stream);
  return {
    keep: (line, issue) => write(JSON.stringify({ line, ...issue })),
    async close() {
      stream.end();
      await ended;
    },
  };
}

/** Gives the exit code. */
export async function validate({ file, options }, { stdin, stdout, stderr }) {
  const graphOptions = clientOptions(options);
  const writeOut = lineWriter(stdout);
  const input = await openInput(file, stdin);
  try {
    const issues = openIssues(options.out);
    const write = options.json ? lineWriter(stderr) : writeOut;
    const counts = await checkInput(input, graphOptions, { write, keep: issues?.keep, quiet: options.quiet });
    await issues?.close();
    if (counts.requests === 0) throw new CommandError(`${input.name} holds no request.`);
    const exitCode = counts.errors > 0 ? exitCodes.wrongUse : exitCodes.done;
    if (options.json) await writeOut(JSON.stringify({ command: "validate", exitCode, ...counts }));
    else if (!options.quiet) await writeOut(textOf(counts));
    return exitCode;
  } finally {
    await input.close();
  }
}

function textOf({ requests, wrongLines, errors, warnings }) {
  const checked = `${counted(requests, "request")} checked`;
  const found = errors === 0 ? "no errors" : `${counted(errors, "error")} in ${counted(wrongLines, "line")}`;
  return `${checked}: ${found}, ${counted(warnings, "warning")}.`;
}
