// How many lines are where. They add up at every moment: lines = created + failed + unknown + skipped + waiting.

import type { RunHistory, Standing } from "./history.ts";

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
}

export class RunNumbers {
  readonly #lines: number;
  readonly #skipped: number;
  readonly #counts: Record<Standing, number>;
  #accepted = 0;

  constructor(lines: number, skipped: number) {
    this.#lines = lines;
    this.#skipped = skipped;
    this.#counts = { created: 0, failed: 0, unknown: 0, waiting: lines - skipped };
  }

  /** A line of the list whose slot earlier runs know. */
  begin(history: RunHistory, slot: string): void {
    this.#move("waiting", history.standingOf(slot));
    if (history.of(slot).state === "accepted") this.#accepted += 1;
  }

  /** Takes what `change` does to the slots of lines of this list. */
  follow(history: RunHistory, slots: readonly string[], change: () => void): void {
    const before = slots.map((slot) => history.standingOf(slot));
    change();
    slots.forEach((slot, place) => {
      this.#move(before[place] ?? "waiting", history.standingOf(slot));
      if (history.of(slot).state === "accepted") this.#accepted += 1;
    });
  }

  /** The run is over: what is still under way may exist or not. */
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
    };
  }

  #move(from: Standing, to: Standing): void {
    this.#counts[from] -= 1;
    this.#counts[to] += 1;
  }
}

/** Whether every line of the list is there. */
export const isComplete = ({ lines, created }: Numbers): boolean => lines === created;
