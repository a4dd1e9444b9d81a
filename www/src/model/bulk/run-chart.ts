/** A run over time, for the chart: how many chats ended in each span, and when Graph had everything wait. */

export interface Pause {
  fromMs: number;
  toMs: number;
}

const [firstSpanMs, mostSpans] = [250, 80];

/** Times count from the beginning, and only while the run goes on. */
export class RunChart {
  spanMs = firstSpanMs;
  counts: number[] = [];
  pauses: Pause[] = [];
  #beganMs: number | null = null;
  #beforeMs = 0;

  begin(nowMs: number) {
    this.#beganMs = nowMs;
  }

  end(nowMs: number) {
    const last = this.pauses.at(-1);
    this.#beforeMs = this.elapsedMs(nowMs);
    this.#beganMs = null;
    if (last) last.toMs = Math.min(last.toMs, this.#beforeMs);
  }

  elapsedMs(nowMs: number): number {
    return this.#beforeMs + (this.#beganMs === null ? 0 : nowMs - this.#beganMs);
  }

  /** One more has ended. Where there are too many spans, each two become one. */
  count(nowMs: number) {
    let span = Math.floor(this.elapsedMs(nowMs) / this.spanMs);
    while (span >= mostSpans) {
      this.counts = Array.from(
        { length: mostSpans / 2 },
        (_, index) => (this.counts[2 * index] ?? 0) + (this.counts[2 * index + 1] ?? 0),
      );
      this.spanMs *= 2;
      span = Math.floor(this.elapsedMs(nowMs) / this.spanMs);
    }
    this.counts[span] = (this.counts[span] ?? 0) + 1;
  }

  /** Everything waits for so long from now; 0 is the end of a wait. */
  paused(nowMs: number, forMs: number) {
    const fromMs = this.elapsedMs(nowMs);
    const last = this.pauses.at(-1);
    if (last && last.toMs >= fromMs) last.toMs = fromMs + forMs;
    else if (forMs > 0) this.pauses.push({ fromMs, toMs: fromMs + forMs });
  }
}
