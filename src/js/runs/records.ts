// The records of a run, in the order in which things happen. The command writes them to the outcomes file, one JSON
// object a line; the page keeps them in the browser. They hold keys and ids of chats, and name nobody.

import type { ListIssue } from "../tables/index.ts";

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

export interface RecordedError {
  readonly kind: string;
  readonly outcome: string;
  readonly code: string | null;
  readonly status: number | null;
  readonly message: string;
  readonly hint: string | null;
  readonly docsUrl: string | null;
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
  readonly operationLocation?: string;
  readonly requestId: string | null;
  readonly attempts: number;
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
  | OutcomeRecord
  | SkippedRecord;

/** A failure as ChatError has it. */
export interface Failure {
  readonly kind: string;
  readonly outcome: string;
  readonly code?: string | null;
  readonly status?: number | null;
  readonly message: string;
  readonly hint?: string | null;
  readonly docsUrl?: string | null;
  readonly requestId?: string | null;
  readonly attempts?: number;
}

/** An outcome of createChats. */
export type Outcome =
  | {
      readonly status: "created";
      readonly chat: { readonly id?: string | null };
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

/** The line of an outcome. */
export interface SentLine {
  readonly line: number;
  readonly index: number;
  readonly slot: string;
  /** Whether an earlier run may have created its chat. */
  readonly mayExist: boolean;
  /** Whether it left at all. */
  readonly wasSent: boolean;
}

const errorOf = (error: Failure, outcome: string): RecordedError => ({
  kind: error.kind,
  outcome,
  code: error.code ?? null,
  status: error.status ?? null,
  message: error.message,
  hint: error.hint ?? null,
  docsUrl: error.docsUrl ?? null,
});

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
    return { line, index, key, status, chatId: outcome.chat.id ?? null, requestId, attempts };
  }
  const { chatId, operation } = outcome;
  return { line, index, key, status, chatId, operationLocation: operation.location, requestId, attempts };
}

/** The record of a group that an earlier run had sent when it was cut off. */
export function cutOffRecord({
  line,
  index,
  slot: key,
}: Pick<SentLine, "line" | "index" | "slot">): OutcomeRecord {
  const error = errorOf(
    {
      kind: "aborted",
      outcome: "unknown",
      message: "The run was cut off while this request was under way: the chat may exist.",
      hint: "Look for the chat before creating it again; --retry-unknown sends the request again.",
    },
    "unknown",
  );
  return { line, index, key, status: "failed", requestId: null, attempts: 0, error };
}

export function skippedRecord(line: number, index: number, issues: readonly ListIssue[]): SkippedRecord {
  const shown = issues.map(({ code, severity, path, message }) => ({ code, severity, path, message }));
  return { line, index, key: null, status: "skipped", issues: shown };
}
