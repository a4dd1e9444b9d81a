// What became of messages, and who is missing: sentences for people.

import type { MemberNumbers, MembersRecord, MessageNumbers, RunNumbers } from "../runs/index.ts";
import type { FollowUps } from "../sending/follow-ups.ts";
import { counted, number, them, theyAre } from "./output.ts";

const shownLines = 5;

/** The chats in which somebody is missing: the first of them by line, with the positions of the members. */
export class Incomplete {
  readonly #first: { line: number; text: string }[] = [];

  add({ line, missing }: MembersRecord): void {
    if (missing.length === 0) return;
    const text = `line ${line} (${missing.map((place) => `/members/${place}`).join(", ")})`;
    // They come as Graph answers.
    this.#first.push({ line, text });
    this.#first.sort((one, other) => one.line - other.line).splice(shownLines);
  }

  text(count: number): string {
    const texts = this.#first.map(({ text }) => text);
    const more = count - texts.length;
    return `${texts.join(", ")}${more > 0 ? ` and ${number(more)} more` : ""}`;
  }
}

/** What ended them is said by itself. */
function* others(reasons: Iterable<string>, stopped: string | undefined): Generator<string> {
  for (const text of reasons) if (stopped === undefined || !text.includes(stopped)) yield text;
}

export function* messageSentences(
  { wanted, sent, failed, unknown, waiting }: MessageNumbers,
  {
    areGroupsUnknown,
    held,
    reasons,
    stopped,
  }: {
    areGroupsUnknown: boolean;
    held: ReturnType<RunNumbers["messagesHeld"]>;
    reasons: Iterable<string>;
    stopped: string | undefined;
  },
): Generator<string> {
  if (wanted === 0) return;
  const counts = Object.entries({ sent, failed, unknown, waiting }).filter(([, count]) => count > 0);
  const text = counts.map(([name, count]) => `${number(count)} ${name}`).join(", ");
  yield `${counted(wanted, "message")}: ${text}.`;
  yield* others(reasons, stopped);
  if (failed > 0) {
    yield `${counted(failed, "message")} failed: put right what the reason names, here or in the outcomes file, then send ${them(failed)} with --resume --retry-failed.`;
  }
  if (unknown > 0) {
    const once = `--resume --retry-unknown sends ${them(unknown)} once more`;
    const again = areGroupsUnknown
      ? `${once}, and creates the groups that may exist once more, too: run --resume --on-unknown look first.`
      : `${once}.`;
    const where = unknown === 1 ? "chat, whose id is" : "chats, whose ids are";
    yield `${counted(unknown, "message")} may or may not have arrived: look into the ${where} in the outcomes file; ${again}`;
  }
  if (stopped !== undefined) yield `No more messages were sent: ${stopped}`;
  const next = waiting - held.failed - held.unknown;
  if (next > 0) yield `${counted(next, "message")} waiting: --resume sends ${them(next)}.`;
  const { failed: lines, unknown: groups } = held;
  if (lines > 0) {
    yield `${counted(lines, "message")} waiting for ${lines === 1 ? "a line" : "lines"} that failed: ${theyAre(lines)} sent once ${lines === 1 ? "that line is" : "those lines are"} corrected, or sent again with --resume --retry-failed.`;
  }
  if (groups > 0) {
    yield `${counted(groups, "message")} waiting for ${groups === 1 ? "a group" : "groups"} that may or may not exist: ${theyAre(groups)} sent once ${groups === 1 ? "that group is" : "those groups are"} found with --resume --on-unknown look, or sent again with --resume --retry-unknown.`;
  }
}

/** Whether an app is installed could not be read. */
export function* appUnknownSentences({ count, failure }: FollowUps["appUnknown"]): Generator<string> {
  if (!failure) return;
  yield `For ${counted(count, "chat")} it is not known whether the app is installed: ${failure.hint ?? failure.message} --resume --verify asks again.`;
}

/** What follows needs the id of the chat. */
export function* withoutIdSentences(count: number): Generator<string> {
  if (count === 0) return;
  yield `Graph has not said the ${count === 1 ? "id" : "ids"} of ${counted(count, "chat")}, so that nothing more is done in ${them(count)}: --resume --on-unknown look looks for ${them(count)} in the list of chats.`;
}

export function* memberSentences(
  { complete, uncertain, incomplete }: MemberNumbers,
  {
    created,
    where,
    reasons,
    stopped,
    noAdding,
  }: {
    created: number;
    where: Incomplete;
    reasons: Iterable<string>;
    stopped: string | undefined;
    noAdding: string | undefined;
  },
): Generator<string> {
  if (complete > 0) yield `Nobody is missing in ${counted(complete, "chat")}.`;
  if (incomplete > 0) {
    yield `Somebody is missing in ${counted(incomplete, "chat")}: ${where.text(incomplete)}. --resume --add-missing adds them to groups.`;
  }
  yield* others(reasons, stopped ?? noAdding);
  if (noAdding !== undefined) yield `No more members were added: ${noAdding}`;
  if (uncertain > 0) {
    yield `In ${counted(uncertain, "chat")} a member is listed under another address, or is missing: the outcomes file says who (uncertain). With object ids in the list it is certain.`;
  }
  if (stopped !== undefined) yield `Nobody was looked for any more: ${stopped}`;
  const left = created - complete - uncertain - incomplete;
  if (left > 0) yield `Of ${counted(left, "chat")} it is not known who is in it: --resume --verify looks.`;
}
