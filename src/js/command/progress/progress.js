// How far a run is, on standard error: a bar on a terminal, a line now and then elsewhere.

import cliProgress from "cli-progress";
import { duration, number } from "../output.js";
import { Rate } from "./rate.js";

const lineEveryMs = 5_000;

/** "28 a second", "0.4 a second" */
const rateText = (perSecond) =>
  `${perSecond < 10 ? perSecond.toFixed(1) : number(Math.round(perSecond))} a second`;

class Progress {
  #now;
  #rate;
  #counts;
  #total;
  #ended = 0;
  #pausedUntilMs = 0;

  constructor({ total, counts, now }) {
    this.#now = now;
    this.#counts = counts;
    this.#total = total;
    this.#rate = new Rate(now);
  }

  /** How many have ended, those of earlier runs included. */
  get done() {
    return this.#total - this.#counts().left;
  }

  /** Another one has ended. */
  step() {
    this.#ended += 1;
    this.#rate.add(this.#ended);
  }

  /** Everything waits so long because Graph throttled; null when it does not. */
  pause(ms) {
    this.#pausedUntilMs = ms === null ? 0 : this.#now() + ms;
  }

  /** What there is to say beside the numbers. */
  notes() {
    const perSecond = this.#rate.perSecond();
    const pausedMs = this.#pausedUntilMs - this.#now();
    const { failed, unknown, left } = this.#counts();
    return [
      perSecond !== null && rateText(perSecond),
      perSecond > 0 && left > 0 && `${duration((left * 1000) / perSecond)} left`,
      pausedMs > 0 && `throttled, waiting ${duration(Math.max(1_000, pausedMs))}`,
      failed + unknown > 0 && `${number(failed + unknown)} failed`,
    ].filter(Boolean);
  }

  text() {
    return [`${number(this.done)} of ${number(this.#total)}`, ...this.notes()].join(", ");
  }

  stop() {}
}

class Bar extends Progress {
  #bar;

  constructor(context) {
    super(context);
    this.#bar = new cliProgress.SingleBar({
      stream: context.stream,
      format: (options, { progress }) =>
        `${cliProgress.Format.BarFormat(progress, { ...options, barsize: 24 })} ${this.text()}`,
      barCompleteChar: "█",
      barIncompleteChar: "░",
      hideCursor: true,
      fps: 8,
      // Interrupts are the command's own business.
      gracefulExit: false,
    });
    this.#bar.start(context.total, this.done);
  }

  step() {
    super.step();
    this.#bar.update(this.done);
  }

  stop() {
    this.#bar.stop();
  }
}

class Lines extends Progress {
  #write;
  #now;
  #nextMs;
  #timer;

  constructor(context) {
    super(context);
    this.#write = (text) => context.stream.write(`${text}\n`);
    this.#now = context.now;
    this.#nextMs = this.#now() + lineEveryMs;
    // A long pause brings no outcome that a line could follow.
    this.#timer = setInterval(() => this.#show(), lineEveryMs).unref();
  }

  step() {
    super.step();
    this.#show();
  }

  #show() {
    if (this.#now() < this.#nextMs) return;
    this.#nextMs = this.#now() + lineEveryMs;
    this.#write(this.text());
  }

  stop() {
    clearInterval(this.#timer);
  }
}

/** `{ step(), pause(ms), stop() }`, on a stream; `counts()` says how many of `total` are in which state. */
export function showProgress({ stream, quiet, now = () => performance.now(), total, counts }) {
  const context = { stream, now, total, counts };
  if (quiet) return new Progress(context);
  return stream.isTTY ? new Bar(context) : new Lines(context);
}
