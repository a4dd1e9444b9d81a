// How far a run is, on standard error: a bar on a terminal, a line now and then elsewhere.

// Not by its index, which has more than is used.
import barOf from "cli-progress/lib/format-bar.js";
import SingleBar from "cli-progress/lib/single-bar.js";
import type { BulkProgress } from "msgraph-chats";
import { counted, duration, number } from "../output.ts";

const lineEveryMs = 5_000;

/** "28 a second", "0.4 a second" */
const rateText = (perSecond: number) =>
  `${perSecond < 10 ? perSecond.toFixed(1) : number(Math.round(perSecond))} a second`;

interface Context {
  readonly stream: { readonly isTTY?: boolean; write(text: string): unknown };
  readonly total: number;
  /** How many lines are where. */
  readonly counts: () => {
    readonly failed: number;
    readonly unknown: number;
    readonly waiting: number;
    /** Messages that are to be sent. */
    readonly messages?: number;
    /** Chats that Graph installs an app in. */
    readonly accepted?: number;
  };
  /** A clock in milliseconds. */
  readonly now: () => number;
}

class Progress {
  readonly #stream: Context["stream"];
  readonly #now: () => number;
  readonly #counts: Context["counts"];
  readonly #total: number;
  #perSecond: number | null = null;
  #waitsUntilMs = 0;

  constructor({ stream, total, counts, now }: Context) {
    this.#stream = stream;
    this.#now = now;
    this.#counts = counts;
    this.#total = total;
  }

  /** How many have ended, those of earlier runs included. */
  get done(): number {
    return this.#total - this.#counts().waiting;
  }

  /** Another one has ended. */
  step(): void {}

  /** What is known of Graph's limit, and how long it lets wait. */
  learn({ perSecond, pausedForMs }: Pick<BulkProgress, "perSecond" | "pausedForMs">): void {
    this.#perSecond = perSecond;
    this.#waitsUntilMs = pausedForMs === null ? 0 : this.#now() + pausedForMs;
  }

  /** What there is to say beside the numbers. */
  notes(): string[] {
    const perSecond = this.#perSecond;
    const waitMs = Math.max(0, this.#waitsUntilMs - this.#now());
    const { failed, unknown, waiting, messages = 0, accepted = 0 } = this.#counts();
    return [
      perSecond !== null && rateText(perSecond),
      perSecond !== null && waiting > 0 && `${duration((waiting * 1000) / perSecond + waitMs)} left`,
      waitMs > 0 && `waiting for Graph, ${duration(Math.max(1_000, waitMs))}`,
      accepted > 0 && `Graph installs ${counted(accepted, "app")}`,
      messages > 0 && `${counted(messages, "message")} to send`,
      failed + unknown > 0 && `${number(failed + unknown)} failed or unknown`,
    ].filter((note) => note !== false);
  }

  text(): string {
    return [`${number(this.done)} of ${number(this.#total)}`, ...this.notes()].join(", ");
  }

  stop(): void {}

  /** Says something on a line of its own, also where no progress is shown. */
  say(text: string): void {
    this.#stream.write(`${text}\n`);
  }
}

class Bar extends Progress {
  readonly #bar: SingleBar;

  constructor(context: Context) {
    super(context);
    this.#bar = new SingleBar({
      stream: context.stream,
      format: (options, { progress }) => `${barOf(progress, { ...options, barsize: 24 })} ${this.text()}`,
      barCompleteChar: "█",
      barIncompleteChar: "░",
      hideCursor: true,
      fps: 8,
      // Interrupts are the command's own business.
      gracefulExit: false,
    });
    this.#bar.start(context.total, this.done);
  }

  override step(): void {
    this.#bar.update(this.done);
  }

  override stop(): void {
    this.#bar.stop();
  }

  /** The bar ends above it. */
  override say(text: string): void {
    this.stop();
    super.say(text);
  }
}

class Lines extends Progress {
  readonly #now: () => number;
  readonly #timer: NodeJS.Timeout;
  #nextMs: number;

  constructor(context: Context) {
    super(context);
    this.#now = context.now;
    this.#nextMs = this.#now() + lineEveryMs;
    // A long pause brings no outcome that a line could follow.
    this.#timer = setInterval(() => this.#show(), lineEveryMs).unref();
  }

  override step(): void {
    this.#show();
  }

  #show(): void {
    if (this.#now() < this.#nextMs) return;
    this.#nextMs = this.#now() + lineEveryMs;
    this.say(this.text());
  }

  override stop(): void {
    clearInterval(this.#timer);
  }
}

/** Shows progress on a stream. */
export function showProgress({
  quiet,
  now = () => performance.now(),
  ...rest
}: Omit<Context, "now"> & { now?: () => number; quiet?: boolean | undefined }): Progress {
  const context = { ...rest, now };
  if (quiet) return new Progress(context);
  return context.stream.isTTY ? new Bar(context) : new Lines(context);
}
