// The lines that were read for sending and have no outcome yet: a few batches of them.

export interface LineToSend {
  /** By which the records know it. */
  readonly slot: string;
  /** What leaves, as text. */
  readonly body: string;
  /** Whether an earlier run may have created its chat. */
  readonly mayExist: boolean;
}

export type UnderWay<Line = LineToSend> = Line & {
  /** Whether it left, as the records tell. */
  wasSent: boolean;
  /** Whether it was ever announced: what was refused then counts as not having left, and was not refused before. */
  hasLeft?: boolean;
  /** Whether the last batch with it was refused as a whole. */
  isBatchRefused?: boolean;
};

export class LinesUnderWay<Line extends LineToSend> {
  readonly #byPlace = new Map<number, UnderWay<Line>>();
  readonly #byBody = new Map<string, Set<UnderWay<Line>>>();
  #read = 0;

  /** A line that is handed to createChats, which counts them. */
  add(line: Line): void {
    const item = { ...line, wasSent: false };
    this.#byPlace.set(this.#read, item);
    this.#read += 1;
    const same = this.#byBody.get(item.body) ?? new Set();
    this.#byBody.set(item.body, same.add(item));
  }

  /** The line of an outcome, which is no longer under way. */
  take(place: number): UnderWay<Line> {
    const item = this.#byPlace.get(place);
    if (item === undefined) throw new Error("An outcome belongs to no line; please report this.");
    this.#byPlace.delete(place);
    const same = this.#byBody.get(item.body);
    same?.delete(item);
    if (same?.size === 0) this.#byBody.delete(item.body);
    return item;
  }

  /** All lines with this body: which of several is meant does not matter, for they ask for the same. */
  withBody(body: string): readonly UnderWay<Line>[] {
    return [...(this.#byBody.get(body) ?? [])];
  }
}
