// Ends a run that can create nothing: a token or a licence that is refused is refused for every line. A text decides
// here, which it does nowhere else: it can only send less.

import { type Failure, isOfCaller, isUnanswered } from "./failure.ts";

const inARow = 3;
const texts = /Missing scope permissions|Missing role permissions|Failed to get license information/i;

export interface Answered extends Failure {
  readonly graphMessage?: string | null;
  /** What was refused for more than one line: the reading of a list of chats, or a whole batch. */
  readonly refused?: "list" | "batch" | undefined;
}

/** Answers that are not Graph's at all: redirects, and what cannot be read and has no id, as each of Graph's has. */
const isForeign = ({ kind, outcome, status, requestId }: Answered) =>
  kind === "protocol" && outcome === "unknown" && (!requestId || (status ?? 0) >= 300);
const foreign = "The answers are not Graph's: check the base URL, a proxy, a sign-in.";

/** Whether a refusal is about the token or the caller, and so about every line. */
export function isOfAllLines(error: Answered, refused = error.refused): boolean {
  if (refused === "list" && error.kind === "network") return true;
  if (!isOfCaller(error)) return false;
  return error.status !== 403 || refused !== undefined || texts.test(error.graphMessage ?? "");
}

/** Ends calls of one kind that all fail for a reason which is not the chat's own: only they are sent no more. */
export class Refusals {
  readonly #isOfAll: (error: Failure) => boolean;
  #hasWorked = false;
  #row = 0;
  #last: Failure | undefined;
  #reason: string | undefined;

  /** What is only read may end for want of answers, too. */
  constructor({ isReading = false }: { readonly isReading?: boolean } = {}) {
    this.#isOfAll = (error) => isOfCaller(error) || (isReading && isUnanswered(error));
  }

  /** Takes what became of a call. */
  add(error: Failure | undefined): void {
    if (!error) this.#hasWorked = true;
    this.#last = error && this.#isOfAll(error) ? error : undefined;
    this.#row = this.#last ? this.#row + 1 : 0;
    if (this.#row >= inARow) this.end();
  }

  /** No more calls come: fewer in a row are enough. */
  end(): void {
    if (!this.#last) return;
    const mayHaveWorked = this.#last.status === 401 || (isUnanswered(this.#last) && this.#row >= inARow);
    if (this.#hasWorked && !mayHaveWorked) return;
    this.#reason ??= this.#last.hint ?? this.#last.message;
  }

  /** Why no more are sent. */
  get reason(): string | undefined {
    return this.#reason;
  }
}

export class EarlyStop {
  #hasCreated = false;
  #isDecided = false;
  #row = 0;
  #last: Answered | undefined;
  #noList: Answered | undefined;
  #reason: string | undefined;
  #keys: string[] = [];

  /** Takes an outcome. Gives the reason to end the run, once. */
  add(
    slot: string,
    outcome: { readonly status: string; readonly error?: Answered },
    refused: Answered["refused"] = outcome.error?.refused,
  ): string | undefined {
    const { error } = outcome;
    if (!error) this.#hasCreated = true;
    if (!error || !(isForeign(error) || isOfAllLines(error, refused))) {
      this.#isDecided = true;
      this.#row = 0;
      this.#last = undefined;
      return undefined;
    }
    // What was sent may exist, whoever answered.
    if (!isForeign(error)) this.#keys.push(slot);
    this.#row += 1;
    this.#last = error;
    if (refused === "list") this.#noList = error;
    return this.#row < inARow ? undefined : this.end();
  }

  /** No more outcomes come: fewer in a row are enough. Gives the reason to end the run, once. */
  end(): string | undefined {
    // Chats are created with a token that may not list them.
    const last = this.#noList ?? this.#last;
    if (!last || this.#reason !== undefined) return undefined;
    // A token that has run out is refused from then on, whatever was created with it.
    if (this.#hasCreated && last.status !== 401 && last !== this.#noList) return undefined;
    this.#reason = isForeign(last) ? foreign : (last.hint ?? last.message);
    return this.#reason;
  }

  /** No outcome says yet that not all lines are refused: few may leave until then. */
  get isUndecided(): boolean {
    return !this.#isDecided;
  }

  /** Once the run was ended: the slots that wait for the next one. */
  takeWaiting(): readonly string[] {
    const keys = this.#reason === undefined ? [] : this.#keys;
    this.#keys = [];
    return keys;
  }

  get reason(): string | undefined {
    return this.#reason;
  }
}
