// The records of a run, in the order in which things happen. The command writes them to the outcomes file, one JSON
// object a line; the page keeps them in the browser. They hold keys and ids of chats, and name nobody.

import type { ListIssue } from "../tables/index.ts";
import { errorOf, type Failure, type RecordedError } from "./failure.ts";
import type { MembersRecord, MessageRecord, SendingMessageRecord } from "./follow-ups.ts";
import type { SlotFacts } from "./history.ts";

/** Another number means that records are read in another way. */
export const format = 2;

/** First of each run: where it goes to. */
export interface RunRecord {
  readonly record: "run";
  readonly format: number;
  readonly version: string;
  readonly at: string;
  readonly cloud: string;
  readonly apiVersion: string;
  readonly baseUrl: string | null;
  /** How many lines the list has. */
  readonly lines: number;
  /** The list that is sent: a run whose list shares a line with those of earlier runs goes on with theirs. */
  readonly list: number;
  /** Lists of earlier runs that turn out to be one with it. */
  readonly joins?: readonly number[];
}

/** Kept before these leave: what comes of them may stay unknown. */
export interface SendingRecord {
  readonly record: "sending";
  readonly at: string;
  readonly keys: readonly string[];
}

/** Graph refused to look at what left, or it never arrived: as if it had not left. */
export interface NotCreatedRecord {
  readonly record: "notCreated";
  readonly keys: readonly string[];
}

/** What was refused for a reason that is not the line's own: it is sent again by the next run. */
export interface StoppedRecord {
  readonly record: "stopped";
  readonly reason: string;
  readonly keys: readonly string[];
}

/** What became of a line; the last one of a key counts. */
export interface OutcomeRecord {
  readonly line: number;
  /** Position in the list, from 0. */
  readonly index: number;
  /** The key of the line; the second of equal lines has `#2` behind it. */
  readonly key: string;
  readonly status: "created" | "accepted" | "failed";
  readonly chatId?: string | null;
  /** It was there already, or was found after its answer was lost; `duplicates` are other chats that are the same. */
  readonly found?: true;
  readonly duplicates?: readonly string[];
  readonly operationLocation?: string;
  readonly requestId: string | null;
  readonly attempts: number;
  /** Of a chat that is there: why its app is not. */
  readonly error?: RecordedError;
}

/** A line that is wrong, or held back because it is equal to another. */
export interface SkippedRecord {
  readonly line: number;
  readonly index: number;
  readonly key: null;
  readonly status: "skipped";
  readonly issues: readonly ListIssue[];
}

export type Record =
  | RunRecord
  | SendingRecord
  | NotCreatedRecord
  | StoppedRecord
  | SendingMessageRecord
  | MessageRecord
  | MembersRecord
  | OutcomeRecord
  | SkippedRecord;

/** An outcome of createChats. */
export type Outcome =
  | {
      readonly status: "created";
      readonly chat: { readonly id?: string | null };
      readonly found?: boolean;
      readonly duplicates?: readonly string[];
      readonly requestId: string | null;
      readonly attempts: number;
    }
  | {
      readonly status: "accepted";
      readonly chatId: string | null;
      readonly operation: { readonly location: string };
      readonly requestId: string | null;
      readonly attempts: number;
    }
  | { readonly status: "failed"; readonly error: Failure };

/** The place of a line in its list, and its slot. */
export interface LinePlace {
  readonly line: number;
  readonly index: number;
  readonly slot: string;
}

/** The line of an outcome. */
export interface SentLine extends LinePlace {
  /** Whether an earlier run may have created its chat. */
  readonly mayExist: boolean;
  /** Whether it left at all. */
  readonly wasSent: boolean;
}

/**
 * The record of an outcome. What an earlier run may have created stays unknown, and what never left certainly created
 * nothing.
 */
export function outcomeRecord(sent: SentLine, outcome: Outcome): OutcomeRecord {
  const { line, index, slot: key, mayExist, wasSent } = sent;
  if (outcome.status === "failed") {
    const { error } = outcome;
    const certainly = mayExist ? "unknown" : wasSent ? error.outcome : "notCreated";
    const { requestId = null, attempts = 0 } = error;
    return { line, index, key, status: "failed", requestId, attempts, error: errorOf(error, certainly) };
  }
  const { status, requestId, attempts } = outcome;
  if (status === "created") {
    const { chat, found, duplicates = [] } = outcome;
    const known = { ...(found && { found }), ...(duplicates.length > 0 && { duplicates }) };
    return { line, index, key, status, chatId: chat.id ?? null, ...known, requestId, attempts };
  }
  const { chatId, operation } = outcome;
  return { line, index, key, status, chatId, operationLocation: operation.location, requestId, attempts };
}

/** The record of a chat that was looked for and found: what is known of its app is kept. */
export function foundRecord(
  place: LinePlace,
  chat: { readonly id: string },
  duplicates: readonly string[],
  { operationLocation, appError }: Pick<SlotFacts, "operationLocation" | "appError">,
): OutcomeRecord {
  const found = { chat, found: true, duplicates, requestId: null, attempts: 0 };
  return {
    ...outcomeRecord({ ...place, mayExist: true, wasSent: false }, { status: "created", ...found }),
    ...(operationLocation !== undefined && { status: "accepted", operationLocation }),
    ...(appError && { error: appError }),
  };
}

/**
 * The record of an accepted chat once Graph has ended: with its app, or without it where there is an error. Where nobody
 * knows the chat either, it may or may not exist.
 */
export function installedRecord(
  { line, index, slot: key, chatId }: LinePlace & { readonly chatId: string | null },
  error?: Failure,
): OutcomeRecord {
  const without = error && { error: { ...errorOf(error, "unknown"), status: null } };
  const ended = { line, index, key, requestId: null, attempts: 0, ...without };
  return error && chatId === null ? { ...ended, status: "failed" } : { ...ended, status: "created", chatId };
}

/** The record of a group that an earlier run had sent when it was cut off. */
export function cutOffRecord({ line, index, slot: key }: LinePlace): OutcomeRecord {
  const error = errorOf(
    {
      kind: "aborted",
      outcome: "unknown",
      message: "The run was cut off while this request was under way: the chat may exist.",
      hint: "Look for the chat before creating it again: --resume --on-unknown look does; --retry-unknown sends the request again.",
    },
    "unknown",
  );
  return { line, index, key, status: "failed", requestId: null, attempts: 0, error };
}

export function skippedRecord(line: number, index: number, issues: readonly ListIssue[]): SkippedRecord {
  const shown = issues.map(({ code, severity, path, message }) => ({ code, severity, path, message }));
  return { line, index, key: null, status: "skipped", issues: shown };
}
