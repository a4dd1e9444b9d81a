// The lines that were read for sending and have no outcome yet: a few batches of them.

import type { ChatRequest, MessageInput } from "msgraph-chats";

export interface LineToSend {
  readonly request: ChatRequest;
  /** Absent where none is to be sent. */
  readonly message?: MessageInput | undefined;
  readonly isToVerify: boolean;
  readonly line: number;
  readonly index: number;
  /** By which the outcomes file knows it. */
  readonly slot: string;
  /** What leaves, as text. */
  readonly body: string;
  /** Whether an earlier run may have created its chat. */
  readonly mayExist: boolean;
}

export interface LineUnderWay extends LineToSend {
  /** Whether it left, as the outcomes file tells. */
  wasSent: boolean;
  /** Whether the last batch with it was refused as a whole. */
  isBatchRefused?: boolean;
}

export class LinesUnderWay {
  readonly #byPlace = new Map<number, LineUnderWay>();
  readonly #byBody = new Map<string, Set<LineUnderWay>>();
  #read = 0;

  /** A line that is handed to createChats, which counts them. */
  add(line: LineToSend): void {
    const item = { ...line, wasSent: false };
    this.#byPlace.set(this.#read, item);
    this.#read += 1;
    const same = this.#byBody.get(item.body) ?? new Set();
    this.#byBody.set(item.body, same.add(item));
  }

  /** The line of an outcome, which is no longer under way. */
  take(place: number): LineUnderWay | undefined {
    const item = this.#byPlace.get(place);
    if (!item) return undefined;
    this.#byPlace.delete(place);
    const same = this.#byBody.get(item.body);
    same?.delete(item);
    if (same?.size === 0) this.#byBody.delete(item.body);
    return item;
  }

  /** All lines with this body: which of several is meant does not matter, for they ask for the same. */
  withBody(body: string): readonly LineUnderWay[] {
    return [...(this.#byBody.get(body) ?? [])];
  }
}
