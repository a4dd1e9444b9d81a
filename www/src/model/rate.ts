// How fast it goes: over the last seconds, so that a pause shows and a resumed run does not count what was there.

const windowMs = 15_000;
const stepMs = 250;

interface Sample {
  readonly atMs: number;
  count: number;
}

export class Rate {
  readonly #now: () => number;
  readonly #samples: Sample[];

  /** `now()` is a clock in milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
    this.#samples = [{ atMs: now(), count: 0 }];
  }

  /** `count` is how many there are so far. */
  add(count: number): void {
    const atMs = this.#now();
    const last = this.#samples.at(-1);
    if (!last || atMs - last.atMs >= stepMs) this.#samples.push({ atMs, count });
    else if (this.#samples.length > 1) last.count = count;
    while (this.#samples.length > 2 && atMs - (this.#samples[1]?.atMs ?? atMs) >= windowMs)
      this.#samples.shift();
  }

  /** A second, of late; null while that cannot be said. */
  perSecond(): number | null {
    const [first] = this.#samples;
    const last = this.#samples.at(-1);
    if (!first || !last || first === last) return null;
    const elapsedMs = this.#now() - first.atMs;
    return elapsedMs < stepMs ? null : ((last.count - first.count) * 1000) / elapsedMs;
  }
}
