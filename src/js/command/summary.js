// What a run came to: numbers for programs, sentences for people.

import { exitCodes } from "./command-error.js";
import { counted, duration, number } from "./output.js";

/** The exit code of a run. */
export function exitCodeOf({ stopped, isInterrupted, counts }) {
  if (stopped) return exitCodes.stopped;
  if (isInterrupted) return exitCodes.interrupted;
  return counts.failed + counts.unknown + counts.left > 0 ? exitCodes.someFailed : exitCodes.done;
}

/** Failures of the same kind, counted: a reason that hits thousands is said once. */
export class Failures {
  #byReason = new Map();

  /** What an interrupt ended is no failure. */
  add({ error }) {
    if (error.kind === "aborted") return;
    const { kind, status, code, outcome, message, hint } = error;
    const key = JSON.stringify([kind, status, code, outcome, hint ?? message]);
    const count = (this.#byReason.get(key)?.count ?? 0) + 1;
    this.#byReason.set(key, { count, kind, status, code, outcome, reason: hint ?? message });
  }

  /** The most frequent first. */
  list() {
    return [...this.#byReason.values()].sort((one, other) => other.count - one.count);
  }
}

const shownReasons = 5;

function* sentences({ counts, stopped, isInterrupted, failures, durationMs, requests }) {
  const there = counts.created + counts.accepted;
  const pending =
    counts.accepted > 0 ? ` (${number(counts.accepted)} accepted: Graph still installs the app)` : "";
  yield `${number(there)} of ${counted(requests, "chat")} created${pending}; this run took ${duration(durationMs)}.`;
  if (counts.failed > 0) yield `${number(counts.failed)} failed.`;
  for (const { count, status, code, reason } of failures.slice(0, shownReasons)) {
    yield `  ${number(count)} ×${status === null ? "" : ` ${status}`}${code === null ? "" : ` ${code}`}: ${reason}`;
  }
  if (failures.length > shownReasons) yield "  and others: the outcomes file names all of them.";
  if (counts.unknown > 0) {
    yield `${number(counts.unknown)} may exist or not: look for them before creating them again; --retry-unknown sends them once more.`;
  }
  if (stopped) yield `Stopped: ${stopped.message}`;
  if (isInterrupted) yield "Interrupted.";
  if (counts.left > 0) yield `${number(counts.left)} are left: --resume goes on with them.`;
}

/** What is printed at the end of a run: one object with `json`. */
export function summaryText(run, { json, out }) {
  const { counts, stopped, isInterrupted, failures, durationMs, requests } = run;
  if (!json) return [...sentences(run)].join("\n");
  return JSON.stringify({
    command: "create",
    exitCode: exitCodeOf(run),
    requests,
    ...counts,
    interrupted: isInterrupted,
    stopped: stopped?.message ?? null,
    durationMs: Math.round(durationMs),
    out,
    failures,
  });
}
