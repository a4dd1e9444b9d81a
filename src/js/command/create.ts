// `msgraph-chats create`: everything is checked first, then the chats are created.

import { format, ListPlan, type RunRecord } from "../runs/index.ts";
import type { CreateOptions } from "./arguments.ts";
import { type CheckedList, checkList, writeMistakes } from "./check.ts";
import { checkUser, clientOptions, createClient } from "./client-options.ts";
import { exitCodes } from "./command-error.ts";
import { dryRun } from "./dry-run.ts";
import { type Input, openInput } from "./input.ts";
import { type Interrupts, listenForInterrupts, stoppingText } from "./interrupt.ts";
import type { Io } from "./io.ts";
import { OutcomesFile } from "./outcomes/file.ts";
import { lock } from "./outcomes/lock.ts";
import { checkOut, noOutcomes, type Outcomes, readOutcomes } from "./outcomes/read.ts";
import { counted, lineWriter } from "./output.ts";
import { showProgress } from "./progress/progress.ts";
import { checkRejected, writeRejected } from "./rejected-file.ts";
import { sendLines } from "./sending/run.ts";
import { exitCodeOf, Failures, type Run, summaryText } from "./summary.ts";
import { Incomplete } from "./summary-follow-ups.ts";
import { doubtOfGiven, type TokenSource, tokenSource } from "./token.ts";
import { doubtOf, expiredMs } from "./token-text.ts";

interface Context {
  readonly input: Input;
  readonly options: CreateOptions;
  readonly io: Io;
  readonly tokens: TokenSource | undefined;
  readonly environment: NodeJS.ProcessEnv;
  readonly version: string;
}

/** Gives the exit code. */
export async function create(
  file: string,
  options: CreateOptions,
  io: Io,
  { environment, version }: { environment: NodeJS.ProcessEnv; version: string },
): Promise<number> {
  clientOptions(options);
  checkUser(options.user);
  const tokens = options.dryRun ? undefined : tokenSource(options, environment);
  if (options.out !== undefined) checkOut(options.out, options);
  if (options.rejected !== undefined) checkRejected(options.rejected, options.out);
  const input = await openInput(file, io.stdin);
  // From here on nobody else may write what earlier runs did.
  let unlock = () => {};
  try {
    if (options.out !== undefined && !options.dryRun) unlock = lock(options.out);
    return await createFrom({ input, options, io, tokens, environment, version });
  } finally {
    unlock();
    await input.close();
  }
}

async function createFrom(context: Context): Promise<number> {
  const { input, options, io, tokens, environment } = context;
  const { out, resume, quiet } = options;
  const target = { cloud: options.cloud, baseUrl: options.baseUrl ?? null };
  if (out !== undefined && !options.dryRun) checkOut(out, options);
  const outcomes = out !== undefined && resume ? await readOutcomes(out, target) : noOutcomes();
  const plan = new ListPlan(options, outcomes.history);
  const list = await checkList(input, { graphOptions: clientOptions(options), plan });
  const write = lineWriter(io.stderr);
  await writeMistakes(list, { write, quiet });
  if (list.counts.errors > 0 && !options.skipInvalid) return await refuse(list, options, io);
  if (tokens === undefined || out === undefined) {
    const doubt = doubtOfGiven(options, environment);
    if (doubt !== null) await write(doubt);
    return await dryRun(list, options, io);
  }

  const signals = listenForInterrupts();
  try {
    const token = await tokens.first(signals.interrupted).catch((error: unknown) => {
      if (!signals.interrupted.aborted) throw error;
    });
    if (token === undefined || signals.interrupted.aborted) {
      await write("Interrupted: nothing was sent.");
      return exitCodes.interrupted;
    }
    const doubt = doubtOf(token, options.cloud);
    if (doubt !== null) await write(doubt);
    if (options.rejected !== undefined) await writeRejected(options.rejected, list);
    const isExpired = () => options.tokenCommand === undefined && expiredMs(token, Date.now()) !== null;
    return await send(context, { list, tokens, out, outcomes, signals, isExpired });
  } finally {
    signals.stop();
  }
}

async function refuse(
  { counts, settled }: CheckedList,
  { json }: CreateOptions,
  { stdout, stderr }: Io,
): Promise<number> {
  const { errors, wrongLines } = counts;
  const found = `${counted(errors, "error")} in ${counted(wrongLines, "line")}`;
  const held = settled.issues.some(({ issue }) => issue.severity === "error");
  const others = held
    ? "sends the others, and --allow-duplicates those that are held back"
    : "sends the others";
  await lineWriter(stderr)(`Nothing was sent: ${found}. --skip-invalid ${others}.`);
  if (json) {
    const summary = { command: "create", exitCode: exitCodes.wrongUse, ...counts, ...settled.numbers.now };
    await lineWriter(stdout)(JSON.stringify(summary));
  }
  return exitCodes.wrongUse;
}

interface Sending {
  readonly list: CheckedList;
  readonly tokens: TokenSource;
  readonly out: string;
  readonly outcomes: Outcomes;
  readonly signals: Interrupts;
  /** Whether the token has run out by its own words. */
  readonly isExpired: () => boolean;
}

function runRecord({ options, version }: Context, { settled, counts }: CheckedList): RunRecord {
  const { cloud, apiVersion, baseUrl = null } = options;
  const { list, joins } = settled;
  const at = new Date().toISOString();
  return { record: "run", format, version, at, cloud, apiVersion, baseUrl, lines: counts.lines, list, joins };
}

async function send(context: Context, sending: Sending): Promise<number> {
  const { list, tokens, out, outcomes, signals, isExpired } = sending;
  const { options, io, input } = context;
  const { numbers, removedGroups } = list.settled;
  const client = createClient({
    ...list.graphOptions,
    auth: tokens.auth,
    maxAttempts: options.maxAttempts,
    timeoutMs: options.timeoutMs,
    maxRetryAfterMs: options.maxRetryAfterMs,
    // The run itself looks, at its end.
    onUnknown: options.onUnknown === "look" ? "report" : options.onUnknown,
  });
  const file = OutcomesFile.open(out, runRecord(context, list), {
    resume: options.resume === true,
    outcomes,
    numbers,
  });
  const failures = { chats: new Failures(), messages: new Failures(), members: new Failures() };
  const incomplete = new Incomplete();
  const progress = showProgress({
    stream: io.stderr,
    quiet: options.quiet,
    total: list.counts.lines,
    counts: () => ({ ...numbers.now, messages: numbers.messages.waiting }),
  });
  const began = performance.now();
  let sent: Run["sent"];
  const seen = { outcomes: 0, found: 0, newlyWithoutApp: 0, duplicates: new Set<string>() };
  try {
    sent = await sendLines({
      ...{ list, file, client, tokens, options, signals, isExpired, history: outcomes.history },
      onOutcome(record, error) {
        failures.chats.add(record, error);
        seen.outcomes += 1;
        if (record.found) seen.found += 1;
        if (record.status !== "failed" && record.error) seen.newlyWithoutApp += 1;
        for (const id of record.duplicates ?? []) seen.duplicates.add(id);
        progress.step();
      },
      onFollowUp(record, error) {
        failures[record.record === "message" ? "messages" : "members"].add(record, error);
        if (record.record === "members") incomplete.add(record);
        else seen.outcomes += 1;
        progress.step();
      },
      onProgress: (told) => progress.learn(told),
      onStopping: (inFlight) => progress.say(stoppingText(inFlight, options.timeoutMs)),
    });
  } finally {
    progress.stop();
    numbers.end(outcomes.history);
    file.close();
  }
  const changed = `${input.name} was changed during the run: what it said at the start was sent, and --resume goes on with what it says now.`;
  const errorsOfList = list.settled.issues.flatMap(({ issue: { code, severity } }) =>
    severity === "error" ? [code] : [],
  );
  const run = {
    numbers: numbers.now,
    messages: numbers.messages,
    messagesHeld: numbers.messagesHeld(outcomes.history),
    members: numbers.members,
    isVerified: options.verify === true,
    isToLook: options.onUnknown === "look",
    incomplete,
    sent,
    isInterrupted: signals.interrupted.aborted,
    failures,
    durationMs: performance.now() - began,
    hasSent: seen.outcomes > 0,
    removedGroups,
    found: seen.found,
    newlyWithoutApp: seen.newlyWithoutApp,
    duplicates: seen.duplicates.size,
    heldBack: errorsOfList.filter((code) => code !== "groupChanged").length,
    changed: errorsOfList.filter((code) => code === "groupChanged").length,
    notes: (await input.wasChanged()) ? [changed] : [],
  };
  await lineWriter(io.stdout)(summaryText(run, options));
  return exitCodeOf(run);
}
