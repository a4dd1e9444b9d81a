// What becomes of each line of a list, given what earlier runs did: goes by what lines say, never by where they stand.

import type { ListIssue } from "../tables/index.ts";
import { slotsOfLines } from "./equal-lines.ts";
import { type CountedAs, keyOfSlot, RunHistory, type SlotFacts } from "./history.ts";
import { isGroupKey, messageDigestOf, partsOf } from "./keys.ts";
import { RunNumbers } from "./numbers.ts";

export interface PlanOptions {
  /** Equal groups, and those that would be a second group beside one that was corrected, are sent. */
  readonly allowDuplicates?: boolean | undefined;
  /** What Graph refused is sent again. */
  readonly retryFailed?: boolean | undefined;
  /** Groups that may exist already are sent again. */
  readonly retryUnknown?: boolean | undefined;
  /** With "reuse" equal groups become one chat. */
  readonly ifExists?: "create" | "reuse" | undefined;
}

export interface Settled {
  /** What is to be told of lines whose requests have no errors: equal groups, corrected groups. */
  readonly issues: readonly { readonly line: number; readonly index: number; readonly issue: ListIssue }[];
  /** Groups of earlier runs of this list that are created or unknown and have no line any more. */
  readonly removedGroups: number;
  /** For the `run` record. */
  readonly list: number;
  readonly joins: readonly number[];
  readonly numbers: RunNumbers;
}

export interface Planned {
  /** For the records. */
  readonly slot: string;
  /** "done" and "skip" are not sent; of "cutOff" a record is kept. */
  readonly action: "send" | "done" | "skip" | "cutOff";
  /** Whether an earlier run may have created the chat. */
  readonly mayExist: boolean;
  /** Whether an earlier run tried it: such lines are sent after the others. */
  readonly wasTried: boolean;
  /** Whether the message of the line, if it has one, is still to be sent. */
  readonly isMessageLeft: boolean;
  /** Whether it was about to leave in an earlier run: such messages are sent after the others. */
  readonly wasMessageTried: boolean;
  /** What earlier runs say. */
  readonly facts: SlotFacts;
}

const allowed = "--allow-duplicates";

function equalGroup(earlierLine: number, { allowDuplicates, ifExists }: PlanOptions): ListIssue {
  const isAllowed = allowDuplicates === true;
  const isOne = ifExists === "reuse";
  const sentence = `The group has the topic and the members of line ${earlierLine}`;
  const message = isAllowed
    ? `${sentence}: ${isOne ? "both lines use one group" : "a second group is made"}.`
    : `${sentence}, and would ${isOne ? "use the same one" : "be made a second time"}: take one of the lines out, or allow duplicates (${allowed}) for the whole list if both are wanted.`;
  return { code: "groupEqual", severity: isAllowed ? "warning" : "error", path: "", message, earlierLine };
}

function equalMessage(earlierLine: number, isAllowed: boolean): ListIssue {
  const sentence = `Line ${earlierLine} sends the same message to the same chat`;
  const message = isAllowed
    ? `${sentence}: it is sent once more.`
    : `${sentence}: take one of the lines out, or allow duplicates (${allowed}) for the whole list.`;
  return {
    ...{ code: "messageEqual", severity: isAllowed ? "warning" : "error", path: "/message" },
    ...{ message, earlierLine },
  };
}

function changedGroup({ isAllowed, isCertain }: { isAllowed: boolean; isCertain: boolean }): ListIssue {
  const sentence =
    "An earlier run created a group with these members or this topic, or may have, from a line that is not in the list any more";
  const isSent = isAllowed || !isCertain;
  const what = isSent ? ": another group is made beside it." : ".";
  const correction = " If this line is its correction, change the chat in Teams and write the line as it was";
  const otherwise = isSent ? "." : `; allow duplicates (${allowed}) if another group is wanted.`;
  const message = `${sentence}${what}${isAllowed ? "" : correction + otherwise}`;
  return { code: "groupChanged", severity: isSent ? "warning" : "error", path: "", message };
}

/**
 * The list is read twice. In the first reading `see()` is told of each line without errors; then `settle()` says what
 * is wrong with the list as a whole. In the second reading `next()` says what becomes of each of these lines, in the
 * same order. Lines are known by their index.
 */
export class ListPlan {
  readonly #history: RunHistory;
  readonly #options: PlanOptions;
  /** The first line of each key. */
  readonly #firstLines = new Map<string, number>();
  /** How often a key is there, where it is more than once. */
  readonly #counts = new Map<string, number>();
  /** The slots of the lines of such a key, and of one of which earlier runs know several, once the list is settled. */
  readonly #slots = new Map<string, readonly string[]>();
  readonly #seen = new Map<string, number>();
  /** Groups that no earlier run sent. */
  readonly #fresh: { line: number; index: number; key: string }[] = [];
  readonly #issues: { line: number; index: number; issue: ListIssue }[] = [];
  readonly #heldBack = new Set<number>();
  /** The lines with a message: of several equal ones the nth. */
  readonly #messages: { key: string; nth: number; digest: string }[] = [];
  /** What is said in oneOnOne chats, and how often. */
  readonly #said = new Map<string, number>();

  constructor(options: PlanOptions = {}, history: RunHistory = new RunHistory()) {
    this.#options = options;
    this.#history = history;
  }

  /** First reading: a line without errors. Gives what is wrong with it beside the lines before. */
  see(line: number, index: number, key: string, message?: unknown): ListIssue | undefined {
    const before = this.#countOf(key);
    const earlierLine = this.#firstLines.get(key);
    const slots = this.#history.slotsOf(key);
    const slot = slots[before];
    const isSettled = slot !== undefined && ["created", "unknown"].includes(this.#history.countedAs(slot));
    const digest = message === undefined ? undefined : messageDigestOf(message);
    const isSaidAgain = this.#isSaidAgain(key, digest);
    let issue: ListIssue | undefined;
    if (earlierLine === undefined) {
      this.#firstLines.set(key, line);
    } else if (isGroupKey(key) ? !isSettled : isSaidAgain) {
      const isAllowed = this.#options.allowDuplicates === true;
      issue = isGroupKey(key) ? equalGroup(earlierLine, this.#options) : equalMessage(earlierLine, isAllowed);
      this.#issues.push({ line, index, issue });
      if (issue.severity === "error") {
        this.#heldBack.add(index);
        return issue;
      }
    }
    if (earlierLine !== undefined) this.#counts.set(key, before + 1);
    if (digest !== undefined) this.#messages.push({ key, nth: before, digest });
    if (slot === undefined && isGroupKey(key) && !this.#history.isEmpty)
      this.#fresh.push({ line, index, key });
    return issue;
  }

  /** Between the readings. `lines` is how many there are, `wrong` how many of them have errors of their own. */
  settle({ lines, wrong }: { lines: number; wrong: number }): Settled {
    this.#matchSlots();
    const present = new Set<number>();
    const gone: { name: string; list: number }[] = [];
    const sizes = new Map<number, number>();
    for (const { name, list } of this.#history.slots()) {
      sizes.set(list, (sizes.get(list) ?? 0) + 1);
      if (this.#isInList(name)) present.add(list);
      else if (isGroupKey(name) && ["created", "unknown"].includes(this.#history.countedAs(name))) {
        gone.push({ name, list });
      }
    }
    this.#findChanged(
      gone.filter(({ list }) => present.has(list)),
      { isCertain: true },
    );
    // Of a list of one line no other line can tell that it is still the same list.
    if (lines === 1 && present.size === 0) {
      this.#findChanged(
        gone.filter(({ list }) => sizes.get(list) === 1),
        { isCertain: false },
      );
    }
    const [list = this.#history.nextList, ...joins] = [...present].sort((one, other) => one - other);
    const numbers = new RunNumbers(lines, wrong + this.#heldBack.size);
    for (const [key] of this.#firstLines) {
      for (const slot of this.#slotsOf(key)) if (this.#history.has(slot)) numbers.begin(this.#history, slot);
    }
    for (const { key, nth } of this.#messages) {
      numbers.beginMessage(this.#history, this.#slotsOf(key)[nth]);
    }
    // Where no list shares a line with this one, it may be an earlier one of which every line was changed.
    const removedGroups = gone.filter((group) => present.size === 0 || present.has(group.list)).length;
    return { issues: this.#issues, removedGroups, list, joins, numbers };
  }

  /** Whether a line is held back because of what settle() or see() found. */
  isHeldBack(index: number): boolean {
    return this.#heldBack.has(index);
  }

  /** Second reading: a line without errors that is not held back. Begin the reading with `restart()`. */
  next(key: string): Planned {
    const nth = this.#seen.get(key) ?? 0;
    if (this.#counts.has(key)) this.#seen.set(key, nth + 1);
    const slot = this.#slotsOf(key)[nth] ?? key;
    const facts = this.#history.of(slot);
    const { state, isCutOff, message } = facts;
    const action = this.#actionOf(this.#history.countedAs(slot), isCutOff);
    const mayExist = isCutOff || state === "unknown";
    const wasTried = isCutOff || (state !== undefined && state !== "unsent");
    const isMessageLeft =
      message === "waiting" ||
      (message === "failed" && this.#options.retryFailed === true) ||
      (message === "unknown" && this.#options.retryUnknown === true);
    const wasMessageTried = facts.digest !== undefined;
    return { slot, action, mayExist, wasTried, isMessageLeft, wasMessageTried, facts };
  }

  /** Before each reading that asks `next()`. */
  restart(): void {
    this.#seen.clear();
  }

  /** Whether an earlier line sends this message to the same oneOnOne chat, and this one has not done so yet. */
  #isSaidAgain(key: string, digest: string | undefined): boolean {
    if (digest === undefined || isGroupKey(key)) return false;
    const text = `${key} ${digest}`;
    const before = this.#said.get(text) ?? 0;
    this.#said.set(text, before + 1);
    if (before === 0) return false;
    const done = this.#history.slotsOf(key).map((slot) => this.#history.of(slot));
    return done.filter((slot) => slot.digest === digest && slot.message !== "waiting").length <= before;
  }

  #actionOf(countedAs: CountedAs, isCutOff: boolean): Planned["action"] {
    if (countedAs === "created") return "done";
    if (countedAs === "failed") return this.#options.retryFailed ? "send" : "skip";
    if (countedAs === "waiting" || this.#options.retryUnknown) return "send";
    return isCutOff ? "cutOff" : "skip";
  }

  #countOf(key: string): number {
    return this.#counts.get(key) ?? (this.#firstLines.has(key) ? 1 : 0);
  }

  /** Whether a line of the list has this slot. */
  #isInList(name: string): boolean {
    return this.#slotsOf(keyOfSlot(name)).includes(name);
  }

  /** The slots of the lines of a key, as they were when the list was settled: outcomes change their order. */
  #slotsOf(key: string): readonly string[] {
    const slots = this.#slots.get(key);
    if (slots) return slots;
    return this.#firstLines.has(key) ? [this.#history.slotsOf(key)[0] ?? key] : [];
  }

  #matchSlots(): void {
    const digests = new Map<string, (string | undefined)[]>();
    for (const key of this.#firstLines.keys()) {
      const count = this.#countOf(key);
      if (count > 1 || this.#history.slotsOf(key).length > 1) {
        digests.set(key, new Array<string | undefined>(count).fill(undefined));
      }
    }
    for (const { key, nth, digest } of this.#messages) digests.get(key)?.splice(nth, 1, digest);
    for (const [key, each] of digests) this.#slots.set(key, slotsOfLines(key, each, this.#history));
  }

  #findChanged(gone: readonly { readonly name: string }[], { isCertain }: { isCertain: boolean }): void {
    const parts = new Set(gone.flatMap(({ name }) => partsOf(name)));
    if (parts.size === 0) return;
    const isAllowed = this.#options.allowDuplicates === true;
    for (const { line, index, key } of this.#fresh) {
      if (!partsOf(key).some((part) => parts.has(part))) continue;
      const issue = changedGroup({ isAllowed, isCertain });
      this.#issues.push({ line, index, issue });
      if (issue.severity === "warning") continue;
      this.#heldBack.add(index);
    }
  }
}
