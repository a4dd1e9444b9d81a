// `msgraph-chats create`: everything is checked first, then the chats are created.

import { checkedEntries, checkInput } from "./check.js";
import { clientOptions, createClient } from "./client-options.js";
import { CommandError, exitCodes } from "./command-error.js";
import { openInput } from "./input/open.js";
import { listenForInterrupts } from "./interrupt.js";
import { checkOut, OutcomesFile, readOutcomes, runRecord } from "./outcomes/file.js";
import { lock } from "./outcomes/lock.js";
import { counted, lineWriter } from "./output.js";
import { planLine } from "./plan.js";
import { showProgress } from "./progress/progress.js";
import { sendLines } from "./sending/run.js";
import { exitCodeOf, Failures, summaryText } from "./summary.js";
import { tokenSource } from "./token.js";

/** Gives the exit code. */
export async function create({ file, options }, io, { environment, version }) {
  const graphOptions = clientOptions(options);
  const tokens = options.dryRun ? undefined : tokenSource(options, environment);
  if (options.out !== undefined) checkOut(options.out, { resume: options.resume });
  const input = await openInput(file, io.stdin);
  try {
    const write = lineWriter(io.stderr);
    const checked = await checkInput(input, graphOptions, { write, quiet: options.quiet });
    if (checked.requests === 0) throw new CommandError(`${input.name} holds no request.`);
    const context = { input, graphOptions, options, checked, io, tokens };
    context.run = runRecord({ identity: input.identity, options, version });
    if (checked.errors > 0 && !options.skipInvalid) return await refuse(context, write);
    return options.dryRun ? await dryRun(context) : await createLocked(context);
  } finally {
    await input.close();
  }
}

async function refuse({ checked, options, io }, write) {
  const { errors, wrongLines } = checked;
  const found = `${counted(errors, "error")} in ${counted(wrongLines, "line")}`;
  await write(`Nothing was sent: ${found}. --skip-invalid sends the others.`);
  if (options.json) {
    const summary = { command: "create", exitCode: exitCodes.wrongUse, ...checked };
    await lineWriter(io.stdout)(JSON.stringify(summary));
  }
  return exitCodes.wrongUse;
}

/** The lines once more, each with what an outcomes file says of it. */
async function* plannedEntries({ input, graphOptions, options }, states) {
  const { retryFailed, retryUnknown } = options;
  for await (const entry of checkedEntries(input, graphOptions)) {
    yield { ...entry, known: states.of(entry.line), retryFailed, retryUnknown };
  }
}

/** Says what would be sent. */
async function dryRun(context) {
  const { options, run, checked, io } = context;
  const none = { of: () => ({ wasInFlight: false }) };
  const states = options.resume ? (await readOutcomes(options.out, run)).states : none;
  const plans = { send: 0, skip: 0, invalid: 0, cutOff: 0 };
  for await (const entry of plannedEntries(context, states)) plans[planLine(entry)] += 1;
  const { send, skip, invalid, cutOff } = plans;
  const text = [
    `${counted(send, "chat")} would be created; nothing was sent.`,
    skip > 0 && `${counted(skip, "line")} ended earlier.`,
    invalid > 0 && `${counted(invalid, "line")} would fail because of errors.`,
    cutOff > 0 && `${counted(cutOff, "group")} may exist already and would not be sent again.`,
  ].filter(Boolean);
  const json = { command: "create", dryRun: true, exitCode: exitCodes.done, ...checked, ...plans };
  await lineWriter(io.stdout)(options.json ? JSON.stringify(json) : text.join("\n"));
  return exitCodes.done;
}

async function createLocked(context) {
  const { options, run, tokens } = context;
  const client = createClient({
    ...context.graphOptions,
    auth: tokens.auth,
    maxAttempts: options.maxAttempts,
    timeoutMs: options.timeoutMs,
    maxRetryAfterMs: options.maxRetryAfterMs,
  });
  const unlock = lock(options.out);
  const signals = listenForInterrupts();
  try {
    await tokens.first(signals.interrupted).catch((error) => {
      if (!signals.interrupted.aborted) throw error;
    });
    if (signals.interrupted.aborted) return exitCodes.interrupted;
    const file = await OutcomesFile.open(options.out, run, { resume: options.resume });
    try {
      return await send(context, { client, file, signals });
    } finally {
      file.close();
    }
  } finally {
    signals.stop();
    unlock();
  }
}

async function send(context, { client, file, signals }) {
  const { options, graphOptions, checked, io, tokens } = context;
  const { states } = file;
  const { requests } = checked;
  const failures = new Failures();
  const progress = showProgress({
    stream: io.stderr,
    quiet: options.quiet,
    total: requests,
    counts: () => states.counts(requests),
  });
  const began = performance.now();
  let stopped;
  try {
    stopped = await sendLines({
      file,
      client,
      tokens,
      options: { ...graphOptions, ...options },
      signals,
      readEntries: () => plannedEntries(context, states),
      onOutcome(record) {
        if (record.status === "failed") failures.add(record);
        progress.step();
      },
      onPause: (ms) => progress.pause(ms),
    });
  } finally {
    progress.stop();
  }
  const run = {
    requests,
    counts: states.counts(requests),
    stopped,
    isInterrupted: signals.interrupted.aborted,
    failures: failures.list(),
    durationMs: performance.now() - began,
  };
  if (options.json || !options.quiet) await lineWriter(io.stdout)(summaryText(run, options));
  return exitCodeOf(run);
}
