// The arguments of the command, read by commander; what is wrong with them is said in one sentence.

import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { CommandError } from "./command-error.js";

const clouds = ["global", "usGovernmentL4", "usGovernmentL5", "china"];

const inputHelp = `
FILE holds one request a line as JSON (.jsonl), or a table (.csv) with the columns chatType, members and, where
wanted, topic and installedApp; members are separated by semicolons, each user, user|role or user|role|tenantId.
"-" reads standard input.`;

const createHelp = `${inputHelp}

The token comes from the environment variable GRAPH_TOKEN or from --token-command, never from an argument.

Exit codes: 0 all chats are there, 1 some failed, 2 wrong use or wrong input (nothing was sent), 3 stopped because
the token, the network or the outcomes file failed, 130 interrupted. After 1, 3 and 130, --resume goes on.`;

const validateHelp = `${inputHelp}

Exit codes: 0 no errors, 2 wrong use or wrong input.`;

function wholeNumber(least, most = Number.MAX_SAFE_INTEGER) {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    const range = most === Number.MAX_SAFE_INTEGER ? `, ${least} or more` : ` from ${least} to ${most}`;
    throw new InvalidArgumentError(`It must be a whole number${range}.`);
  };
}

const count = (flags, text, read) => new Option(flags, text).argParser(read);

/** What both commands take. */
function addCommonOptions(command) {
  return command
    .addOption(new Option("--cloud <name>", "the national cloud").choices(clouds).default("global"))
    .addOption(
      new Option("--api-version <version>", "the version of Graph").choices(["v1.0", "beta"]).default("v1.0"),
    )
    .option("--base-url <url>", "another root than the cloud's own: https, or http on loopback")
    .option("--caller <user>", "id or userPrincipalName of the signed-in user, who must be among the members")
    .option("--json", "print one summary object on standard output")
    .option("--quiet", "show neither warnings nor progress");
}

function createProgram(version, found) {
  const program = new Command("msgraph-chats")
    .description("Checks and creates Microsoft Graph chats (POST /chats), many at a time.")
    .version(version)
    .exitOverride()
    .configureOutput({ writeErr: () => {}, outputError: () => {} });

  addCommonOptions(program.command("validate <file>"))
    .description("check every request and send nothing")
    .option("--out <file>", "write every issue to this file, one JSON object a line")
    .addHelpText("after", validateHelp)
    .action((file, options) => found({ command: "validate", file, options }));

  addCommonOptions(program.command("create <file>"))
    .description("check every request, then create the chats")
    .option(
      "--out <file>",
      "append every outcome to this file, one JSON object a line; needed but for --dry-run",
    )
    .option("--resume", "go on with the run that wrote the outcomes file")
    .option("--retry-failed", "with --resume: send again what Graph refused, too")
    .option("--retry-unknown", "with --resume: send again groups that may exist already")
    .option("--skip-invalid", "send the right requests although others are wrong")
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
    .action((file, options) => found({ command: "create", file, options }));
  return program;
}

/** What commander says, as a sentence. What follows "=" may be a secret. */
function sentenceOf({ code, message }) {
  if (code === "commander.help") return 'Give a command: "msgraph-chats --help" lists them.';
  if (code === "commander.unknownOption") {
    const name = /'(-[^'=]*)/.exec(message)?.[1] ?? "given";
    return name === "--token"
      ? "There is no option --token, because arguments can be seen by others: set GRAPH_TOKEN or give --token-command."
      : `There is no option ${name} here: "--help" lists the options.`;
  }
  const [first] = message.replace(/^error: /, "").split("\n");
  return `${first.charAt(0).toUpperCase()}${first.slice(1)}`.replace(/[^.]$/, "$&.");
}

function checkTogether({ command, options }) {
  if (command !== "create") return;
  const refuse = (sentence) => {
    throw new CommandError(sentence);
  };
  for (const [name, flag] of [
    ["retryFailed", "--retry-failed"],
    ["retryUnknown", "--retry-unknown"],
  ]) {
    if (options[name] && !options.resume) refuse(`${flag} goes with --resume.`);
  }
  if (options.resume && options.out === undefined)
    refuse("--resume needs --out FILE, the outcomes file to go on with.");
  if (options.out === undefined && !options.dryRun) {
    refuse("create needs --out FILE: without it a run that is cut off could not go on.");
  }
}

/** `{ command, file, options }`, or `{ text }` to be printed. Throws CommandError. */
export function readArguments(argv, version) {
  let read;
  const text = [];
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
  checkTogether(read);
  return read;
}
