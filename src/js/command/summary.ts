// What a run came to: numbers for programs, sentences for people.

import {
  type Failure,
  isComplete,
  isOfAllLines,
  isOfCaller,
  isUnanswered,
  type MemberNumbers,
  type MessageNumbers,
  type Numbers,
  placesText,
  type RecordedError,
  type RunNumbers,
} from "../runs/index.ts";
import { isRefusal } from "../sending/follow-ups.ts";
import { exitCodes } from "./command-error.ts";
import { counted, duration, number, them, theyAre } from "./output.ts";
import type { Sent } from "./sending/run.ts";
import {
  appUnknownSentences,
  type Incomplete,
  memberSentences,
  messageSentences,
  withoutIdSentences,
} from "./summary-follow-ups.ts";

export interface Run {
  readonly numbers: Numbers;
  readonly messages: MessageNumbers;
  /** Of the messages that wait, those whose chat failed or may exist. */
  readonly messagesHeld: ReturnType<RunNumbers["messagesHeld"]>;
  readonly members: MemberNumbers;
  readonly isVerified: boolean;
  /** Whether groups that may exist were to be looked for. */
  readonly isToLook: boolean;
  readonly incomplete: Incomplete;
  readonly sent: Sent;
  readonly isInterrupted: boolean;
  readonly failures: { readonly chats: Failures; readonly messages: Failures; readonly members: Failures };
  readonly durationMs: number;
  /** Whether anything came of this run, for a chat or for a message. */
  readonly hasSent: boolean;
  readonly removedGroups: number;
  /** Of those created, the lines whose chats this run found, and how many other chats are the same. */
  readonly found: number;
  readonly duplicates: number;
  /** Of those without their app, the ones of which this run found it out. */
  readonly newlyWithoutApp: number;
  /** Of those skipped, the lines that are equal to others. */
  readonly heldBack: number;
  /** And those that would create a group beside the one that they correct. */
  readonly changed: number;
  readonly notes: readonly string[];
}

/** Why chats, messages or the looking for members ended before their time. */
function whyStopped({ stopped, noMessages, noMembers, noAdding, noLook, appUnknown }: Sent): string | null {
  const isOutside = noLook && (isOfCaller(noLook) || isUnanswered(noLook));
  const refusedLook = isOutside ? (noLook.hint ?? noLook.message) : undefined;
  const { failure } = appUnknown;
  const notAsked = failure && isRefusal(failure) ? (failure.hint ?? failure.message) : undefined;
  return stopped?.message ?? noMessages ?? noMembers ?? noAdding ?? refusedLook ?? notAsked ?? null;
}

/** The exit code of a run. */
export function exitCodeOf(run: Run): number {
  const { sent, isInterrupted, numbers, messages, members, isVerified, newlyWithoutApp } = run;
  if (sent.stopped) return exitCodes.stopped;
  if (isInterrupted) return exitCodes.interrupted;
  if (whyStopped(sent) !== null) return exitCodes.stopped;
  const isSaid = messages.sent === messages.wanted;
  const isWhole = !isVerified || members.complete === numbers.created;
  const isInstalled = newlyWithoutApp + sent.appUnknown.count === 0;
  const isAll = isComplete(numbers) && isInstalled && isSaid && isWhole;
  return isAll ? exitCodes.done : exitCodes.incomplete;
}

interface Reason {
  readonly count: number;
  readonly kind: string;
  readonly status: number | null;
  readonly code: string | null;
  readonly outcome: string;
  readonly reason: string;
  /** The first of them. */
  readonly lines: readonly number[];
}

const shownLines = 5;

/** Failures of the same kind, counted: a reason that hits thousands is said once. */
export class Failures {
  readonly #byReason = new Map<string, Reason & { isOfAll: boolean }>();

  /** What an interrupt ended is no failure. */
  add(
    { line, error }: { readonly line: number; readonly error?: RecordedError },
    failed?: Parameters<typeof isOfAllLines>[0],
  ): void {
    if (!error || error.kind === "aborted") return;
    const { kind, status, code, outcome, message, hint } = error;
    // What Graph answered is in its status and code.
    const reason = hint === null || kind === "graph" ? (hint ?? message) : `${message} ${hint}`;
    const key = JSON.stringify([kind, status, code, outcome, reason]);
    const isOfAll = failed !== undefined && isOfAllLines(failed);
    const { count = 0, lines = [] } = this.#byReason.get(key) ?? {};
    // They come as Graph answers.
    const first = [...lines, line].sort((one, other) => one - other).slice(0, shownLines);
    this.#byReason.set(key, { count: count + 1, kind, status, code, outcome, reason, lines: first, isOfAll });
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

function* reasonTexts(reasons: readonly Reason[]): Generator<string> {
  for (const { count, status, code, reason, lines } of reasons.slice(0, shownReasons)) {
    const where = placesText({ lines: count, places: lines.map((line) => ({ line })) });
    yield `  ${number(count)} ×${status === null ? "" : ` ${status}`}${code === null ? "" : ` ${code}`} (${where}): ${reason}`;
  }
  if (reasons.length > shownReasons) yield "  and others: the outcomes file names all of them.";
}

/** Numbers that add up, those that are not nought. */
function numbersText(numbers: Numbers): string {
  const names = ["created", "failed", "unknown", "skipped", "waiting"] as const;
  const parts = names.filter((name) => numbers[name] > 0).map((name) => `${number(numbers[name])} ${name}`);
  return `${counted(numbers.lines, "line")}: ${parts.join(", ")}`;
}

const isOrAre = (count: number) => (count === 1 ? "is" : "are");

function* sentences(run: Run): Generator<string> {
  const { numbers, sent, isInterrupted, failures, durationMs, removedGroups, notes } = run;
  const { created, failed, skipped, waiting, accepted, withoutApp } = numbers;
  const { stopped, noMessages, noMembers, noAdding } = sent;
  const end = isComplete(numbers) ? "All chats are there." : "Not all chats are there.";
  const time = durationMs < 1_000 ? "" : `; this run took ${duration(durationMs)}`;
  const did = run.hasSent ? time : "; this run sent nothing";
  yield `${end} ${numbersText(numbers)}${did}.`;
  if (accepted > 0) {
    // Of the others it is said why it is not known.
    const isToAsk = accepted > sent.appUnknown.count;
    const ask = isToAsk ? ` --resume --verify waits for ${them(accepted)}, which takes Chat.ReadBasic.` : "";
    yield `${number(accepted)} of those created ${isOrAre(accepted)} accepted: Graph still installs the app.${ask}`;
  }
  if (withoutApp > 0) {
    const isNew = run.newlyWithoutApp > 0;
    yield `${number(withoutApp)} of those created ${isOrAre(withoutApp)} there without ${withoutApp === 1 ? "its" : "their"} app, which Graph could not install: add the app to ${them(withoutApp)} in Teams; the outcomes file names the ${withoutApp === 1 ? "chat" : "chats"}.${isNew ? "" : " Earlier runs found that out, and it does not count as a failure any more."}`;
  }
  yield* appUnknownSentences(sent.appUnknown);
  if (run.found > 0) yield foundText(run);
  const reasons = failures.chats.list({ isStopped: stopped !== undefined });
  yield* reasonTexts(reasons);
  if (failed > 0) yield failedText(failed, reasons);
  yield* unknownSentences(run);
  if (skipped > 0) {
    yield `${number(skipped)} skipped, because ${theyAre(skipped)} wrong or held back: correct ${them(skipped)}, then --resume sends ${them(skipped)}.`;
    if (run.heldBack > 0) {
      yield `${number(run.heldBack)} of these ${isOrAre(run.heldBack)} held back because of another line: if ${theyAre(run.heldBack)} wanted all the same, send the whole list with --resume --allow-duplicates. In a list without that other line ${run.heldBack === 1 ? "it" : "they"} would count as done.`;
    }
  }
  if (skipped > 0 && run.changed > 0) {
    yield `${number(run.changed)} of these ${isOrAre(run.changed)} probably the correction of a group that is there (groupChanged): correct the whole list, for a list of these lines alone, such as that of --rejected, would create second groups.`;
  }
  if (removedGroups > 0) {
    yield `${counted(removedGroups, "group")} of earlier runs ${removedGroups === 1 ? "has" : "have"} no line in this list.`;
  }
  yield* messageSentences(run.messages, {
    areGroupsUnknown: numbers.unknown > 0,
    held: run.messagesHeld,
    reasons: reasonTexts(failures.messages.list({ isStopped: false })),
    stopped: noMessages,
  });
  yield* withoutIdSentences(sent.withoutId);
  if (run.isVerified) {
    const texts = reasonTexts(failures.members.list({ isStopped: false }));
    yield* memberSentences(run.members, {
      created,
      where: run.incomplete,
      reasons: texts,
      stopped: noMembers,
      noAdding,
    });
  }
  yield* notes;
  if (stopped) yield `Stopped: ${stopped.message}`;
  if (isInterrupted) yield "Interrupted.";
  if (waiting > 0) yield "--resume goes on from here.";
}

function foundText({ found, duplicates }: Run): string {
  const text = `${number(found)} of those created ${found === 1 ? "was" : "were"} found, not made, by this run.`;
  if (duplicates === 0) return text;
  return `${text} ${counted(duplicates, "other chat")} ${isOrAre(duplicates)} the same: the outcomes file names ${them(duplicates)} (duplicates).`;
}

/** Groups that may exist: those that were looked for in vain, and those that nobody looked for. */
function* unknownSentences({ numbers, messages, sent, isToLook, isInterrupted }: Run): Generator<string> {
  const notFound = Math.min(sent.notFound, numbers.unknown);
  const others = numbers.unknown - notFound;
  const both = messages.unknown > 0 ? ", and the messages that may have arrived" : "";
  const retryOf = (count: number) => `--resume --retry-unknown sends ${them(count)} once more${both}.`;
  if (notFound > 0) {
    yield `${number(notFound)} may or may not exist: ${notFound === 1 ? "it was" : "they were"} looked for and not found; look into Teams before ${retryOf(notFound)}`;
  }
  if (others === 0) return;
  if (!isToLook) {
    yield `${number(others)} may or may not exist: --resume --on-unknown look looks for ${them(others)}; if ${theyAre(others)} not in Teams either, ${retryOf(others)}`;
    return;
  }
  const { noLook, stopped } = sent;
  const ended =
    stopped?.message ?? (isInterrupted ? "The run was interrupted." : "Graph did not list the chats.");
  const why = noLook ? (noLook.hint ?? noLook.message) : ended;
  yield `${number(others)} may or may not exist, and could not be looked for: ${why} After that run --resume --on-unknown look again, which takes Chat.ReadBasic.`;
}

/** Where all were refused for one reason, nothing is wrong with each line. */
function failedText(failed: number, reasons: readonly Reason[]): string {
  const [only, another] = reasons;
  const isOne = failed > 1 && only?.count === failed && another === undefined;
  if (!isOne) {
    return `${number(failed)} failed, because Graph refused ${them(failed)}: correct ${them(failed)} and --resume, or send ${them(failed)} again as ${theyAre(failed)} with --resume --retry-failed.`;
  }
  const place = isOfCaller(only) ? "" : "if it is in the lines, correct them and --resume; else ";
  return `${number(failed)} failed, all for one reason: ${place}remove its cause, then --resume --retry-failed.`;
}

const failureOf = (failure: Failure | undefined) =>
  failure
    ? {
        kind: failure.kind,
        status: failure.status ?? null,
        code: failure.code ?? null,
        reason: failure.hint ?? failure.message,
      }
    : null;

/** What is printed at the end of a run: one object with `json`. */
export function summaryText(
  run: Run,
  { json, out }: { json?: boolean | undefined; out?: string | undefined },
): string {
  const { numbers, messages, members, sent, isInterrupted, failures, durationMs, removedGroups } = run;
  if (!json) return [...sentences(run)].join("\n");
  return JSON.stringify({
    command: "create",
    exitCode: exitCodeOf(run),
    ...numbers,
    found: run.found,
    duplicates: run.duplicates,
    removedGroups,
    interrupted: isInterrupted,
    stopped: whyStopped(sent),
    lookFailure: failureOf(sent.noLook),
    withoutId: sent.withoutId,
    appUnknown: { count: sent.appUnknown.count, failure: failureOf(sent.appUnknown.failure) },
    durationMs: Math.round(durationMs),
    out,
    failures: failures.chats.list({ isStopped: sent.stopped !== undefined }),
    messages: { ...messages, failures: failures.messages.list({ isStopped: false }) },
    members: run.isVerified ? { ...members, failures: failures.members.list({ isStopped: false }) } : null,
  });
}
