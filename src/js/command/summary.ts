// What a run came to: numbers for programs, sentences for people.

import { isComplete, isOfAllLines, type Numbers, type OutcomeRecord } from "../runs/index.ts";
import { type CommandError, exitCodes } from "./command-error.ts";
import { counted, duration, number } from "./output.ts";

export interface Run {
  readonly numbers: Numbers;
  readonly stopped: CommandError | undefined;
  readonly isInterrupted: boolean;
  readonly failures: Failures;
  readonly durationMs: number;
  readonly goneGroups: number;
  readonly notes: readonly string[];
}

/** The exit code of a run. */
export function exitCodeOf({ stopped, isInterrupted, numbers }: Run): number {
  if (stopped) return exitCodes.stopped;
  if (isInterrupted) return exitCodes.interrupted;
  return isComplete(numbers) ? exitCodes.done : exitCodes.incomplete;
}

interface Reason {
  readonly count: number;
  readonly kind: string;
  readonly status: number | null;
  readonly code: string | null;
  readonly outcome: string;
  readonly reason: string;
}

/** Failures of the same kind, counted: a reason that hits thousands is said once. */
export class Failures {
  readonly #byReason = new Map<string, Reason & { isOfAll: boolean }>();

  /** What an interrupt ended is no failure. */
  add({ error }: OutcomeRecord, failed?: Parameters<typeof isOfAllLines>[0]): void {
    if (!error || error.kind === "aborted") return;
    const { kind, status, code, outcome, message, hint } = error;
    const key = JSON.stringify([kind, status, code, outcome, hint ?? message]);
    const isOfAll = failed !== undefined && isOfAllLines(failed);
    const count = (this.#byReason.get(key)?.count ?? 0) + 1;
    this.#byReason.set(key, { count, kind, status, code, outcome, reason: hint ?? message, isOfAll });
  }

  /** The most frequent first; of a run that was stopped, without those that stopped it, for their lines wait. */
  list({ isStopped }: { isStopped: boolean }): Reason[] {
    return [...this.#byReason.values()]
      .filter(({ isOfAll }) => !isOfAll || !isStopped)
      .map(({ isOfAll: _, ...reason }) => reason)
      .sort((one, other) => other.count - one.count);
  }
}

const shownReasons = 5;

/** Numbers that add up, those that are not nought. */
export function numbersText(numbers: Numbers): string {
  const names = ["created", "failed", "unknown", "skipped", "waiting"] as const;
  const parts = names.filter((name) => numbers[name] > 0).map((name) => `${number(numbers[name])} ${name}`);
  return `${counted(numbers.lines, "line")}: ${parts.join(", ")}`;
}

const isOrAre = (count: number) => (count === 1 ? "is" : "are");

function* sentences(run: Run): Generator<string> {
  const { numbers, stopped, isInterrupted, failures, durationMs, goneGroups, notes } = run;
  const { failed, unknown, skipped, waiting, accepted } = numbers;
  const end = isComplete(numbers) ? "All chats are there." : "Not all chats are there.";
  yield `${end} ${numbersText(numbers)}; this run took ${duration(durationMs)}.`;
  if (accepted > 0) {
    yield `${number(accepted)} of those created ${isOrAre(accepted)} accepted: Graph still installs the app.`;
  }
  const reasons = failures.list({ isStopped: stopped !== undefined });
  for (const { count, status, code, reason } of reasons.slice(0, shownReasons)) {
    yield `  ${number(count)} ×${status === null ? "" : ` ${status}`}${code === null ? "" : ` ${code}`}: ${reason}`;
  }
  if (reasons.length > shownReasons) yield "  and others: the outcomes file names all of them.";
  if (failed > 0) {
    yield `${number(failed)} failed, because Graph refused them: correct the lines and --resume, or send them again as they are with --resume --retry-failed.`;
  }
  if (unknown > 0) {
    yield `${number(unknown)} may exist or not: look for them in Teams before creating them again; --resume --retry-unknown sends them once more.`;
  }
  if (skipped > 0) {
    yield `${number(skipped)} skipped, because they are wrong or held back: correct them, then --resume sends them.`;
  }
  if (goneGroups > 0) {
    yield `${counted(goneGroups, "group")} of earlier runs ${goneGroups === 1 ? "has" : "have"} no line in this list.`;
  }
  yield* notes;
  if (stopped) yield `Stopped: ${stopped.message}`;
  if (isInterrupted) yield "Interrupted.";
  if (waiting > 0) yield `${number(waiting)} waiting: --resume goes on with them.`;
}

/** What is printed at the end of a run: one object with `json`. */
export function summaryText(
  run: Run,
  { json, out }: { json?: boolean | undefined; out?: string | undefined },
): string {
  const { numbers, stopped, isInterrupted, failures, durationMs, goneGroups } = run;
  if (!json) return [...sentences(run)].join("\n");
  return JSON.stringify({
    command: "create",
    exitCode: exitCodeOf(run),
    ...numbers,
    goneGroups,
    interrupted: isInterrupted,
    stopped: stopped?.message ?? null,
    durationMs: Math.round(durationMs),
    out,
    failures: failures.list({ isStopped: stopped !== undefined }),
  });
}
