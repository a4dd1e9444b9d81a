// What follows once a chat is there: who is in it, and its first message. Records of it, as those of records.ts.

import { errorOf, type Failure, type RecordedError } from "./failure.ts";
import type { LinePlace } from "./records.ts";

/** Kept before messages leave: each of them may have arrived. */
export interface SendingMessageRecord {
  readonly record: "sendingMessage";
  readonly at: string;
  readonly keys: readonly string[];
  /** Of the message, by which the line of a slot is known among equal ones. */
  readonly digest?: string;
}

/** What became of the message of a line; sent where it has no error. */
export interface MessageRecord {
  readonly record: "message";
  readonly line: number;
  readonly index: number;
  readonly key: string;
  /** Where it may be, or should be. */
  readonly chatId?: string | null;
  readonly messageId?: string | null;
  readonly requestId: string | null;
  readonly attempts: number;
  readonly error?: RecordedError;
}

/** Who is in the chat of a line. Members are named by their positions in the request, from 0. */
export interface MembersRecord {
  readonly record: "members";
  readonly line: number;
  readonly index: number;
  readonly key: string;
  /** Not there, those that could not be added among them. */
  readonly missing: readonly number[];
  /** Named by an address that is not there, while somebody unexpected is: it may be they. */
  readonly uncertain: readonly number[];
  /** How many are there besides. */
  readonly unexpected: number;
  /** Added because they were missing. */
  readonly added: readonly number[];
  /** Why nobody knows who is there, or why the first of those missing could not be added. */
  readonly error?: RecordedError;
}

type ChatPlace = LinePlace & { readonly chatId?: string | null | undefined };

/** The record of a message; `wasSent` is false where it certainly never left. */
export function messageRecord(
  { line, index, slot: key, chatId = null }: ChatPlace,
  result:
    | {
        readonly message: { readonly id?: string | null };
        readonly requestId: string | null;
        readonly attempts: number;
      }
    | { readonly error: Failure; readonly wasSent: boolean },
): MessageRecord {
  const record = "message";
  if ("message" in result) {
    const { message, requestId, attempts } = result;
    return { record, line, index, key, messageId: message.id ?? null, requestId, attempts };
  }
  const { error, wasSent } = result;
  const { requestId = null, attempts = 0 } = error;
  const certainly = wasSent ? error.outcome : "notCreated";
  return { record, line, index, key, chatId, requestId, attempts, error: errorOf(error, certainly) };
}

/** The record of a message that an earlier run was sending when it was cut off. */
export const cutOffMessageRecord = (place: ChatPlace): MessageRecord =>
  messageRecord(place, {
    wasSent: true,
    error: {
      kind: "aborted",
      outcome: "unknown",
      message: "The run was cut off while this message was under way: it may have arrived.",
      hint: "Look into the chat before sending it again: --retry-unknown does.",
    },
  });

/** As missingMembers gives it. */
interface Presence {
  readonly missing: readonly unknown[];
  readonly uncertain: readonly unknown[];
  readonly unexpected: readonly unknown[];
}

/** The record of who is in the chat of a request. `adding` has an outcome for each missing member that was to be added. */
export function membersRecord(
  { line, index, slot: key }: LinePlace,
  members: readonly unknown[],
  { missing, uncertain, unexpected }: Presence,
  adding: readonly { readonly index: number; readonly error?: Failure }[] = [],
): MembersRecord {
  const places = placesIn(members);
  const absent = places(missing);
  const added = adding.filter(({ error }) => !error).flatMap(({ index: at }) => absent.slice(at, at + 1));
  const error = adding.find((outcome) => outcome.error)?.error;
  return {
    ...{ record: "members", line, index, key },
    missing: absent.filter((place) => !added.includes(place)),
    uncertain: places(uncertain),
    unexpected: unexpected.length,
    added,
    ...(error && { error: errorOf(error, error.outcome) }),
  };
}

/** The record of a chat whose members could not be read. */
export const membersFailedRecord = (
  { line, index, slot: key }: LinePlace,
  error: Failure,
): MembersRecord => ({
  ...{ record: "members", line, index, key },
  ...{ missing: [], uncertain: [], unexpected: 0, added: [] },
  error: errorOf(error, error.outcome),
});

/** Finds members, as they were given, in their request. */
function placesIn(members: readonly unknown[]): (some: readonly unknown[]) => number[] {
  const texts = members.map((member) => JSON.stringify(member));
  return (some) => some.map((member) => texts.indexOf(JSON.stringify(member))).filter((place) => place >= 0);
}
