// How many lines are where. They add up at every moment: lines = created + failed + unknown + skipped + waiting.

import type { CountedAs, MessageStanding, Presence, RunHistory } from "./history.ts";

export interface Numbers {
  /** Lines of the list. */
  readonly lines: number;
  /** There now: those of earlier runs and accepted ones included. */
  readonly created: number;
  /** Graph refused. */
  readonly failed: number;
  /** May exist or not. */
  readonly unknown: number;
  /** Wrong, or held back. */
  readonly skipped: number;
  /** To be sent by the next run. */
  readonly waiting: number;
  /** Of those created: Graph still installs their app. */
  readonly accepted: number;
  /** Of those created: Graph could not install their app. */
  readonly withoutApp: number;
}

/** Lines with a message, by what became of it: wanted = sent + failed + unknown + waiting. */
export interface MessageNumbers extends Readonly<Record<MessageStanding, number>> {
  readonly wanted: number;
}

/** Chats of the list in which everybody is, may be, and is not. */
export type MemberNumbers = Readonly<Record<"complete" | "uncertain" | "incomplete", number>>;

export class RunNumbers {
  readonly #lines: number;
  readonly #skipped: number;
  readonly #messages: Record<MessageStanding, number> = { waiting: 0, sent: 0, failed: 0, unknown: 0 };
  readonly #members: Record<Presence, number> = {
    unchecked: 0,
    complete: 0,
    uncertain: 0,
    incomplete: 0,
  };
  readonly #counts: Record<CountedAs, number>;
  readonly #slotsWithMessage = new Set<string>();
  #accepted = 0;
  #withoutApp = 0;

  constructor(lines: number, skipped: number) {
    this.#lines = lines;
    this.#skipped = skipped;
    this.#counts = { created: 0, failed: 0, unknown: 0, waiting: lines - skipped };
  }

  /** A line of the list whose slot earlier runs know. */
  begin(history: RunHistory, slot: string): void {
    this.#move("waiting", history.countedAs(slot));
    const { state, members, isWithoutApp } = history.of(slot);
    if (state === "accepted") this.#accepted += 1;
    if (isWithoutApp) this.#withoutApp += 1;
    this.#members[members] += 1;
  }

  /** A line of the list that has a message; `slot` where earlier runs know it. */
  beginMessage(history: RunHistory, slot: string | undefined): void {
    this.#messages[slot === undefined ? "waiting" : history.of(slot).message] += 1;
    if (slot !== undefined) this.#slotsWithMessage.add(slot);
  }

  /** How many messages wait for a chat that failed, or that may or may not exist: going on does not send them. */
  messagesHeld(history: RunHistory): { readonly failed: number; readonly unknown: number } {
    const held = { failed: 0, unknown: 0 };
    for (const slot of this.#slotsWithMessage) {
      const countedAs = history.countedAs(slot);
      const isHeld = countedAs === "failed" || countedAs === "unknown";
      if (isHeld && history.of(slot).message === "waiting") held[countedAs] += 1;
    }
    return held;
  }

  /** Takes what `change` does to the slots of lines of this list. */
  follow(history: RunHistory, slots: readonly string[], change: () => void): void {
    const factsOf = (slot: string) => ({ countedAs: history.countedAs(slot), ...history.of(slot) });
    const before = slots.map(factsOf);
    change();
    before.forEach(({ countedAs, state, message, members, isWithoutApp }, place) => {
      const after = factsOf(slots[place] ?? "");
      this.#move(countedAs, after.countedAs);
      this.#accepted += Number(after.state === "accepted") - Number(state === "accepted");
      this.#withoutApp += Number(after.isWithoutApp === true) - Number(isWithoutApp === true);
      this.#messages[message] -= 1;
      this.#messages[after.message] += 1;
      this.#members[members] -= 1;
      this.#members[after.members] += 1;
    });
  }

  /** The run is over: what is still under way may or may not exist. */
  end(history: RunHistory): void {
    this.follow(history, history.underWay(), () => history.endRun());
  }

  get now(): Numbers {
    const { created, failed, unknown, waiting } = this.#counts;
    return {
      lines: this.#lines,
      created,
      failed,
      unknown,
      skipped: this.#skipped,
      waiting,
      accepted: this.#accepted,
      withoutApp: this.#withoutApp,
    };
  }

  get messages(): MessageNumbers {
    const { waiting, sent, failed, unknown } = this.#messages;
    return { wanted: waiting + sent + failed + unknown, sent, failed, unknown, waiting };
  }

  get members(): MemberNumbers {
    const { complete, uncertain, incomplete } = this.#members;
    return { complete, uncertain, incomplete };
  }

  #move(from: CountedAs, to: CountedAs): void {
    this.#counts[from] -= 1;
    this.#counts[to] += 1;
  }
}

/** Whether every line of the list is there. */
export const isComplete = ({ lines, created }: Numbers): boolean => lines === created;
