// A table of outcomes: the list's own columns, and what became of each line behind them.

import type { Layout } from "../tables/index.ts";
import type { MembersRecord, MessageRecord } from "./follow-ups.ts";
import type { OutcomeRecord, SkippedRecord } from "./records.ts";

export interface OutcomeRow {
  readonly line: number;
  /** The cells of the list's own row. */
  readonly cells?: readonly string[] | undefined;
  /** For lists of JSON: the request. */
  readonly request?: unknown;
  /** None for a line that waits. */
  readonly outcome?: OutcomeRecord | SkippedRecord | undefined;
  /** What became of its message, and who is in its chat; none where nothing is known of that. */
  readonly message?: MessageRecord | undefined;
  readonly members?: MembersRecord | undefined;
}

const outcomeColumns = [
  "line",
  "status",
  "chatId",
  "outcome",
  "code",
  "httpStatus",
  "errorMessage",
  "hint",
  "requestId",
  "messageId",
  "messageError",
  "missing",
];
const jsonColumns = ["chatType", "topic", "members", "installedApp"];

/** What Excel would run as a formula is written so that it does not: behind an apostrophe. */
export const harmless = (text: string): string =>
  /^\s*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;

function cellOf(value: unknown, separator: string): string {
  const text = harmless(value === null || value === undefined ? "" : String(value));
  return /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
}

function requestCells(request: unknown): unknown[] {
  const { chatType, topic, members, installedApps } = (request ?? {}) as Record<string, unknown>;
  const text = (value: unknown) =>
    typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
  const each = (value: unknown) => (Array.isArray(value) ? value.map(text).join(";") : text(value));
  return [text(chatType), text(topic), each(members), each(installedApps)];
}

function followUpCells({ message, members }: OutcomeRow): unknown[] {
  const missing = members?.missing.map((place) => `/members/${place}`).join(" ");
  return [message?.messageId, message?.error?.message, missing];
}

function outcomeCells({ line, outcome }: OutcomeRow): unknown[] {
  if (!outcome) return [line, "waiting", ...Array<undefined>(7)];
  if (outcome.status === "skipped") {
    const [issue] = outcome.issues.filter(({ severity }) => severity === "error");
    const message = issue && `${issue.path} ${issue.message}`.trim();
    return [line, "skipped", null, "notCreated", issue?.code, null, message, null, null];
  }
  const { status, chatId, error, requestId } = outcome;
  const shown = status === "failed" && error?.outcome === "unknown" ? "unknown" : status;
  return [
    line,
    shown,
    chatId,
    error?.outcome,
    error?.code,
    error?.status,
    error?.message,
    error?.hint,
    requestId,
  ];
}

/** Writes the table row by row, as text. */
export class OutcomesTable {
  readonly #columns: readonly string[];
  readonly #separator: string;
  readonly #isTable: boolean;

  /** The layout of the list; none for requests that come from no list. */
  constructor(layout?: Layout) {
    this.#isTable = layout?.form === "table";
    this.#columns = layout?.form === "table" ? layout.header : jsonColumns;
    this.#separator = layout?.separator ?? ",";
  }

  /** The header, behind the mark by which Excel knows UTF-8. */
  header(): string {
    return `\uFEFF${this.#row([...this.#columns, ...outcomeColumns])}`;
  }

  row(row: OutcomeRow): string {
    const own = this.#isTable ? (row.cells ?? []) : requestCells(row.request);
    const width = this.#columns.length;
    const cells = Array.from({ length: width }, (_, place) => own[place]);
    return this.#row([...cells, ...outcomeCells(row), ...followUpCells(row)], width + outcomeColumns.length);
  }

  #row(values: readonly unknown[], width = values.length): string {
    const cells = Array.from({ length: width }, (_, place) => cellOf(values[place], this.#separator));
    return `${cells.join(this.#separator)}\r\n`;
  }
}
