// The arguments of the command, read by commander; what is wrong with them is said in one sentence.

import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import type { ApiVersion, Cloud, OnUnknown } from "msgraph-chats";
import { CommandError } from "./command-error.ts";

const clouds: readonly Cloud[] = ["global", "usGovernmentL4", "usGovernmentL5", "china"];

export interface ValidateOptions {
  readonly cloud: Cloud;
  readonly apiVersion: ApiVersion;
  readonly baseUrl?: string;
  readonly caller?: string;
  readonly allowDuplicates?: boolean;
  readonly out?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export interface CreateOptions extends ValidateOptions {
  readonly resume?: boolean;
  readonly retryFailed?: boolean;
  readonly retryUnknown?: boolean;
  readonly skipInvalid?: boolean;
  readonly rejected?: string;
  readonly onUnknown: OnUnknown;
  readonly ifExists: "create" | "reuse";
  readonly user?: string;
  readonly verify?: boolean;
  readonly addMissing?: boolean;
  readonly dryRun?: boolean;
  readonly tokenCommand?: string;
  readonly batchSize?: number;
  readonly concurrency?: number;
  readonly maxAttempts: number;
  readonly timeoutMs: number;
  readonly maxRetryAfterMs: number;
}

type ReadArguments =
  | { readonly text: string }
  | { readonly command: "validate"; readonly file: string; readonly options: ValidateOptions }
  | { readonly command: "create"; readonly file: string; readonly options: CreateOptions };

const inputHelp = `
FILE is a list of chats: a table (CSV, or with semicolons or tabs) with a column members and, where wanted, chatType,
topic, installedApp and message; or one request a line as JSON, or { "request": …, "message": … }; or a JSON array of
them. Its content tells which. In a table, members are separated by semicolons, each user or Name <user>, with |role or
|role|tenantId behind it where wanted. "-" reads standard input.`;

const createHelp = `${inputHelp}

The message of a line is sent once its chat is there, and once only. Signed-in users can send messages, applications
cannot.

The token comes from the environment variable GRAPH_TOKEN or from --token-command, never from an argument. It needs
Chat.Create; for --on-unknown look, --if-exists reuse and --verify Chat.ReadBasic as well, for --add-missing
ChatMember.ReadWrite, for messages ChatMessage.Send. Chat.ReadWrite is all of these.

Exit codes: 0 all chats are there, all messages are sent, and with --verify nobody is missing; 1 not all of that; 2 a usage
error or errors in the input (nothing was sent); 3 stopped because the token, a permission, the network or the outcomes
file failed; 130 interrupted. After 1, 3 and 130, --resume goes on.`;

const validateHelp = `${inputHelp}

Exit codes: 0 no errors, 2 a usage error, or errors in the input.`;

function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER) {
  return (text: string): number => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    const range = most === Number.MAX_SAFE_INTEGER ? `, ${least} or more` : ` from ${least} to ${most}`;
    throw new InvalidArgumentError(`It must be a whole number${range}.`);
  };
}

const count = (flags: string, text: string, read: (text: string) => number) =>
  new Option(flags, text).argParser(read);

/** What both commands take. */
function addCommonOptions(command: Command): Command {
  return command
    .addOption(new Option("--cloud <name>", "the national cloud").choices(clouds).default("global"))
    .addOption(
      new Option("--api-version <version>", "the version of Graph").choices(["v1.0", "beta"]).default("v1.0"),
    )
    .option("--base-url <url>", "another root than the cloud's own: https, or http on loopback")
    .option("--caller <user>", "id or userPrincipalName of the signed-in user, who must be among the members")
    .option(
      "--allow-duplicates",
      "accept equal groups: each becomes its own chat, or one shared chat with --if-exists reuse",
    )
    .option("--json", "print one summary object on standard output")
    .option("--quiet", "show neither warnings nor progress; errors and the summary are shown all the same");
}

function createProgram(
  version: string,
  found: (read: Exclude<ReadArguments, { text: string }>) => void,
): Command {
  const program = new Command("msgraph-chats")
    .description("Checks and creates Microsoft Graph chats (POST /chats), many at a time.")
    .version(version)
    .exitOverride()
    .configureOutput({ writeErr: () => {}, outputError: () => {} });

  addCommonOptions(program.command("validate <file>"))
    .description("check every request and send nothing")
    .option("--out <file>", "write every issue to this file, as JSON Lines")
    .addHelpText("after", validateHelp)
    .action((file: string, options: ValidateOptions) => found({ command: "validate", file, options }));

  addCommonOptions(program.command("create <file>"))
    .description("check every request, then create the chats")
    .option("--out <file>", "append every outcome to this file, as JSON Lines; needed except with --dry-run")
    .option("--resume", "go on with the runs that wrote the outcomes file")
    .option("--retry-failed", "with --resume: send again what Graph refused, too")
    .option(
      "--retry-unknown",
      "with --resume: send again groups that may exist already, and messages that may have arrived",
    )
    .addOption(
      new Option(
        "--on-unknown <what>",
        "groups whose answer was lost: report them, look for them (with --resume those of earlier runs, too), or repeat them, although they may be there twice then",
      )
        .choices(["report", "look", "repeat"])
        .default("report"),
    )
    .addOption(
      new Option(
        "--if-exists <what>",
        "create another group, or reuse the newest with exactly these members and this topic",
      )
        .choices(["create", "reuse"])
        .default("create"),
    )
    .option("--user <user>", "whose chats are looked through; needed with the token of an application")
    .option("--verify", "say who is missing in the chats that are there; messages are sent all the same")
    .addOption(
      new Option("--add-missing", "verify, and add to groups who is missing").implies({ verify: true }),
    )
    .option("--skip-invalid", "send the valid lines although others have errors")
    .option("--rejected <file>", "with --skip-invalid: write the lines that are not sent to this file")
    .option("--dry-run", "check everything and say what would be sent")
    .option(
      "--token-command <command>",
      "a command that prints the token; run again when Graph wants a new one",
    )
    .addOption(count("--batch-size <n>", "requests in one $batch, 1 to 20", wholeNumber(1, 20)))
    .addOption(count("--concurrency <n>", "batches under way at once, at most", wholeNumber(1, 1000)))
    .addOption(
      count(
        "--max-attempts <n>",
        "attempts for each request, throttled ones included",
        wholeNumber(1),
      ).default(10),
    )
    .addOption(
      count("--timeout-ms <n>", "time for one HTTP request, milliseconds", wholeNumber(1)).default(30_000),
    )
    .addOption(
      count(
        "--max-retry-after-ms <n>",
        "the longest Retry-After that is waited for, milliseconds",
        wholeNumber(0),
      ).default(180_000),
    )
    .addHelpText("after", createHelp)
    .action((file: string, options: CreateOptions) => found({ command: "create", file, options }));
  return program;
}

/** What commander says, as a sentence. What follows "=" may be a secret. */
function sentenceOf({ code, message }: CommanderError): string {
  if (code === "commander.help") return 'Give a command: "msgraph-chats --help" lists them.';
  if (code === "commander.missingArgument") {
    return 'Name the list: "msgraph-chats validate FILE", or "msgraph-chats create FILE --out OUTCOMES". "-" reads standard input.';
  }
  const [first = "", meant] = message.replace(/^error: /, "").split("\n");
  const suggestion = meant?.replace(/^\(|\)$/g, "");
  if (code === "commander.unknownOption") {
    const name = /'(-[^'=]*)/.exec(message)?.[1] ?? "given";
    return name === "--token"
      ? "There is no option --token, because arguments can be seen by others: set GRAPH_TOKEN or give --token-command."
      : `There is no option ${name} here${suggestion ? `. ${suggestion}` : ': "--help" lists the options.'}`;
  }
  const sentence = `${first.charAt(0).toUpperCase()}${first.slice(1)}`.replace(/[^.]$/, "$&.");
  if (code !== "commander.unknownCommand") return sentence;
  return `${sentence} ${suggestion ?? '"msgraph-chats --help" lists them.'}`;
}

const refuse = (sentence: string): never => {
  throw new CommandError(sentence);
};

/** JSON Lines under the name of a table would be taken for one. */
function checkOut(out: string | undefined): void {
  if (out === undefined || !/\.(csv|tsv|xlsx?|ods)$/i.test(out)) return;
  refuse(`--out writes JSON Lines, not a table: give ${out.replace(/\.[^.]*$/, ".jsonl")}.`);
}

function checkCreate({ out, resume, dryRun, rejected, skipInvalid, ...options }: CreateOptions): void {
  if (options.retryFailed && !resume) refuse("--retry-failed goes with --resume.");
  if (options.retryUnknown && !resume) refuse("--retry-unknown goes with --resume.");
  if (options.retryUnknown && options.onUnknown === "look") {
    refuse(
      "--retry-unknown sends what --on-unknown look looks for: run --resume --on-unknown look first, and --resume --retry-unknown for what was not found.",
    );
  }
  if (options.user !== undefined && options.onUnknown !== "look" && options.ifExists !== "reuse") {
    refuse("--user goes with --on-unknown look or --if-exists reuse.");
  }
  if (rejected !== undefined && !skipInvalid) refuse("--rejected goes with --skip-invalid.");
  if (resume && out === undefined) refuse("--resume needs --out FILE, the outcomes file to go on with.");
  if (out === undefined && !dryRun) {
    refuse("create needs --out FILE: without it a run that is cut off could not go on.");
  }
}

/** Throws CommandError. */
export function readArguments(argv: readonly string[], version: string): ReadArguments {
  let read: Exclude<ReadArguments, { text: string }> | undefined;
  const text: string[] = [];
  const program = createProgram(version, (found) => {
    read = found;
  });
  for (const command of [program, ...program.commands]) {
    command.configureOutput({ writeOut: (part) => text.push(part) });
  }
  try {
    program.parse(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { text: text.join("") };
    throw new CommandError(sentenceOf(error));
  }
  if (read === undefined) return { text: text.join("") };
  checkOut(read.options.out);
  if (read.command === "create") checkCreate(read.options);
  return read;
}
