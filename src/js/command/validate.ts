// `msgraph-chats validate`: every issue of every line, and nothing sent.

import { createWriteStream, existsSync } from "node:fs";
import { finished } from "node:stream/promises";
import { ListPlan } from "../runs/index.ts";
import type { ListIssue } from "../tables/index.ts";
import type { ValidateOptions } from "./arguments.ts";
import { type Counts, checkList, writeMistakes } from "./check.ts";
import { clientOptions } from "./client-options.ts";
import { CommandError, exitCodes, fileError } from "./command-error.ts";
import { openInput } from "./input.ts";
import type { Io } from "./io.ts";
import { counted, lineWriter } from "./output.ts";

interface Issues {
  keep(line: number | null, issue: ListIssue): Promise<void>;
  close(): Promise<void>;
}

/** The file of `--out`: a JSON object for each issue. */
function openIssues(path: string | undefined): Issues | undefined {
  if (path === undefined) return undefined;
  if (existsSync(path)) throw new CommandError(`${path} exists already: name another file.`);
  const stream = createWriteStream(path, { flags: "wx" });
  const ended = finished(stream).catch((error: unknown) => {
    throw fileError(path, error, "written");
  });
  // It is awaited at the end.
  ended.catch(() => {});
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
export async function validate(
  file: string,
  options: ValidateOptions,
  { stdin, stdout, stderr }: Io,
): Promise<number> {
  const graphOptions = clientOptions(options);
  const writeOut = lineWriter(stdout);
  const input = await openInput(file, stdin);
  try {
    const issues = openIssues(options.out);
    const plan = new ListPlan({ allowDuplicates: options.allowDuplicates });
    const checked = await checkList(input, { graphOptions, plan, keep: issues?.keep });
    for (const notice of input.notices) await issues?.keep(null, notice);
    await issues?.close();
    await writeMistakes(checked, {
      write: options.json ? lineWriter(stderr) : writeOut,
      quiet: options.quiet,
    });
    const { counts } = checked;
    const exitCode = counts.errors > 0 ? exitCodes.wrongUse : exitCodes.done;
    if (options.json) await writeOut(JSON.stringify({ command: "validate", exitCode, ...counts }));
    else if (!options.quiet) await writeOut(textOf(counts));
    return exitCode;
  } finally {
    await input.close();
  }
}

function textOf({ lines, wrongLines, errors, warnings }: Counts): string {
  const checked = `${counted(lines, "line")} checked`;
  const found = errors === 0 ? "no errors" : `${counted(errors, "error")} in ${counted(wrongLines, "line")}`;
  return `${checked}: ${found}, ${counted(warnings, "warning")}.`;
}
