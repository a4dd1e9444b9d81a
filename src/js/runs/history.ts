// What the records of earlier runs say, by key. Each of several equal lines has a slot of its own: the first one is the
// key itself, the others have a number behind it.

import { isOfCaller, type RecordedError } from "./failure.ts";
import type { MembersRecord, MessageRecord } from "./follow-ups.ts";
import { isGroupKey } from "./keys.ts";
import type { NotCreatedRecord, OutcomeRecord, Record, SendingRecord, StoppedRecord } from "./records.ts";

/**
 * What is known of a slot. `tried` certainly did not create a chat, and sending it again may help; `unsent` was read, and
 * the run ended before its turn.
 */
export type SlotState = "created" | "accepted" | "unknown" | "failed" | "tried" | "unsent";

interface Slot {
  state: SlotState | undefined;
  /** It left, and what came of it is not known yet ("now"), or was never recorded. */
  underWay: "no" | "now" | "cutOff";
  list: number;
  /** Of the first attempt that may have created the chat, while it may still have to be looked for. */
  sentAt: string | undefined;
  chatId: string | undefined;
  operationLocation: string | undefined;
  isWithoutApp: boolean;
  appError: RecordedError | undefined;
  wasMissing: boolean;
  message: MessageStanding;
  messageUnderWay: Slot["underWay"];
  digest: string | undefined;
  members: Presence;
}

/** "waiting": not sent, or certainly not arrived for a reason that may pass. */
export type MessageStanding = "waiting" | "sent" | "failed" | "unknown";

/** Whether everybody is in the chat; "uncertain" where a member may be there under another address. */
export type Presence = "unchecked" | "complete" | "uncertain" | "incomplete";

/** What is known of a slot. */
export interface SlotFacts {
  readonly state?: SlotState | undefined;
  readonly isCutOff: boolean;
  /** When its chat was first asked for, while it may still have to be looked for: RFC 3339. */
  readonly sentAt?: string | undefined;
  readonly chatId?: string | undefined;
  readonly operationLocation?: string | undefined;
  /** Its chat is there, and Graph could not install the app. */
  readonly isWithoutApp?: boolean;
  /** Why Graph could not install it, whether the chat is there or may exist. */
  readonly appError?: RecordedError | undefined;
  /** Graph has not known its chat when something was to follow there. */
  readonly wasMissing?: boolean;
  readonly message: MessageStanding;
  /** The message left, and no record tells what came of it. */
  readonly isMessageCutOff: boolean;
  /** Of the message that was last about to leave; empty where an older record does not say it. */
  readonly digest?: string | undefined;
  readonly members: Presence;
}

/** Where no chat was made, nothing was decided about it either: an answer that cannot be read is that to a list of chats. */
const passing = new Set(["auth", "network", "timeout", "protocol"]);

/** The state after an outcome. */
export function stateOf({ status, error }: Pick<OutcomeRecord, "status" | "error">): SlotState {
  return status === "failed" ? stateOfFailure(error) : status;
}

function stateOfFailure(
  error: Pick<RecordedError, "kind" | "outcome" | "status"> | undefined,
): "unknown" | "unsent" | "tried" | "failed" {
  if (error === undefined || error.outcome !== "notCreated") return "unknown";
  if (error.kind === "aborted") return "unsent";
  const isPassing =
    passing.has(error.kind) || error.status === 401 || error.status === 429 || (error.status ?? 0) >= 500;
  return isPassing ? "tried" : "failed";
}

function presenceOf({ missing, uncertain = [], error }: MembersRecord): Presence {
  if (missing.length > 0) return "incomplete";
  if (error) return "unchecked";
  return uncertain.length > 0 ? "uncertain" : "complete";
}

const isNotFound = ({ error }: MembersRecord | MessageRecord) => error?.status === 404;

/** The key of a slot. */
export const keyOfSlot = (slot: string): string => slot.split("#", 1)[0] ?? slot;

/** What counts first for equal lines: done, then unknown; of these first those whose message is not begun. */
function rank({ state, underWay, digest }: Slot): number {
  const said = digest === undefined ? 0 : 0.5;
  if (state === "created" || state === "accepted") return said;
  if (state === "unknown" || underWay === "cutOff") return 1 + said;
  return (state === "failed" ? 2 : 3) + said;
}

/** What a slot counts as. */
export type CountedAs = "created" | "unknown" | "failed" | "waiting";

export class RunHistory {
  readonly #slots = new Map<string, Slot>();
  /** The slots of keys that have more than the first. */
  readonly #more = new Map<string, string[]>();
  /** The list that each list is one with. */
  readonly #lists = new Map<number, number>();
  #list = 0;
  #highest = 0;
  #records = 0;

  /** Takes the records in their order; `isNow` for those of the run that is going on. */
  add(record: Record, isNow = false): void {
    this.#records += 1;
    if (!("record" in record)) {
      if (record.status === "skipped") return;
      const slot = this.#slot(record.key);
      slot.state = stateOf(record);
      slot.underWay = "no";
      const { error, operationLocation } = record;
      const isThere = record.status !== "failed";
      slot.chatId = isThere ? (record.chatId ?? slot.chatId) : undefined;
      slot.appError = error?.kind === "operation" ? error : undefined;
      // Where Graph's operation goes wrong, the chat whose id it named may not be there.
      const isCertain = slot.chatId !== undefined && operationLocation === undefined && !slot.appError;
      if (isThere ? isCertain : slot.state !== "unknown") slot.sentAt = undefined;
      slot.isWithoutApp = isThere && error !== undefined;
      slot.operationLocation = operationLocation;
      slot.wasMissing = false;
      // Refused by a chat that was not there.
      if (!isThere && slot.message === "failed") slot.message = "waiting";
    } else if (record.record === "run") {
      this.#begin(record.list, record.joins ?? []);
    } else if (record.record === "members") {
      const slot = this.#slot(record.key);
      slot.members = presenceOf(record);
      slot.wasMissing = slot.members === "unchecked" && isNotFound(record);
    } else if (record.record === "message") {
      const slot = this.#slot(record.key);
      slot.messageUnderWay = "no";
      slot.wasMissing = isNotFound(record);
      const state = record.error ? stateOfFailure(record.error) : "sent";
      const isFinal =
        state === "unknown" || (state === "failed" && !(record.error && isOfCaller(record.error)));
      // What may have arrived once stays unknown.
      if (state === "sent") slot.message = state;
      else if (slot.message !== "unknown") slot.message = isFinal ? state : "waiting";
    } else if (record.record === "sendingMessage") {
      for (const key of record.keys) {
        const slot = this.#slot(key);
        if (slot.messageUnderWay === "cutOff") slot.message = "unknown";
        slot.messageUnderWay = isNow ? "now" : "cutOff";
        slot.digest = record.digest ?? "";
      }
    } else {
      for (const key of record.keys) this.#follow(this.#slot(key), record, isNow);
    }
  }

  #follow(slot: Slot, record: SendingRecord | NotCreatedRecord | StoppedRecord, isNow: boolean): void {
    slot.underWay = record.record !== "sending" ? "no" : isNow ? "now" : "cutOff";
    if (record.record === "stopped" && slot.state === "failed") slot.state = "tried";
    if (record.record === "sending") slot.sentAt ??= record.at;
    else if (slot.state !== "unknown") slot.sentAt = undefined;
  }

  /** What is under way in the run that is going on. */
  underWay(): string[] {
    return [...this.#slots]
      .filter(([, { underWay, messageUnderWay }]) => underWay === "now" || messageUnderWay === "now")
      .map(([name]) => name);
  }

  /** The run is over: what is still under way was cut off. */
  endRun(): void {
    for (const slot of this.#slots.values()) {
      if (slot.underWay === "now") slot.underWay = "cutOff";
      if (slot.messageUnderWay === "now") slot.messageUnderWay = "cutOff";
    }
  }

  get isEmpty(): boolean {
    return this.#records === 0;
  }

  /** Whether earlier runs know a slot. */
  has(name: string): boolean {
    return this.#slots.has(name);
  }

  /** What is known of a slot. */
  of(name: string): SlotFacts {
    const slot = this.#slots.get(name);
    if (!slot) return { isCutOff: false, message: "waiting", isMessageCutOff: false, members: "unchecked" };
    const isMessageCutOff = slot.messageUnderWay === "cutOff";
    const message = isMessageCutOff ? "unknown" : slot.message;
    return { ...slot, message, isMessageCutOff, isCutOff: slot.underWay === "cutOff" };
  }

  /** What a slot counts as. Creating a oneOnOne chat gives the existing one: sending it again is always safe. */
  countedAs(name: string): CountedAs {
    const slot = this.#slots.get(name);
    if (!slot) return "waiting";
    const { state, underWay } = slot;
    if (state === "created" || state === "accepted") return "created";
    if (underWay === "now") return "waiting";
    const mayExist = underWay === "cutOff" || state === "unknown";
    if (mayExist) return isGroupKey(name) ? "unknown" : "waiting";
    return state === "failed" ? "failed" : "waiting";
  }

  /** The slots of a key, those that count first at first. */
  slotsOf(key: string): readonly string[] {
    const more = this.#more.get(key);
    if (!more) return this.#slots.has(key) ? [key] : [];
    return [...more].sort((one, other) => this.#rank(one) - this.#rank(other));
  }

  /** Every slot, and the list it belongs to. */
  *slots(): Generator<{ readonly name: string; readonly list: number }> {
    for (const [name, { list }] of this.#slots) yield { name, list: this.listOf(list) };
  }

  /** The list that a list is one with. */
  listOf(list: number): number {
    let found = list;
    for (let next = this.#lists.get(found); next !== undefined; next = this.#lists.get(found)) found = next;
    return found;
  }

  /** A number that no list has. */
  get nextList(): number {
    return this.#highest + 1;
  }

  #begin(list: number, joins: readonly number[]): void {
    this.#list = list;
    this.#highest = Math.max(this.#highest, list);
    for (const joined of joins) {
      const from = this.listOf(joined);
      if (from !== this.listOf(list)) this.#lists.set(from, this.listOf(list));
    }
  }

  #rank(name: string): number {
    const slot = this.#slots.get(name);
    return slot ? rank(slot) : 4;
  }

  #slot(name: string): Slot {
    const found = this.#slots.get(name);
    if (found) {
      found.list = this.#list;
      return found;
    }
    const slot: Slot = {
      ...{ state: undefined, underWay: "no", list: this.#list, sentAt: undefined },
      ...{ chatId: undefined, operationLocation: undefined, isWithoutApp: false, appError: undefined },
      wasMissing: false,
      ...{ message: "waiting", messageUnderWay: "no", digest: undefined, members: "unchecked" },
    };
    const key = keyOfSlot(name);
    const others = this.#more.get(key);
    if (others) others.push(name);
    else if (key !== name || this.#slots.has(key)) {
      this.#more.set(key, this.#slots.has(key) ? [key, name] : [name]);
    }
    this.#slots.set(name, slot);
    return slot;
  }
}
