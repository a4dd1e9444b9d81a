// A line of a list, and what reads each form.

import type { ListIssue } from "./issue.ts";

export interface ListLine {
  /** Of a table the row as a spreadsheet numbers it, of JSON the line of the text; from 1. Elements of an array may share one. */
  readonly line: number;
  /** As it stands in the list: the row, the line or the element, a line end included. */
  readonly raw: string;
  /** The cells of a table's row. */
  readonly cells?: readonly string[];
  /** What validateChat and createChats take; absent where the line cannot be read. */
  readonly request?: unknown;
  /** What sendMessage takes, to be sent once the chat is there. */
  readonly message?: unknown;
  /** What is wrong with the line as such. */
  readonly problems: readonly ListIssue[];
}

export type Form = "table" | "jsonLines" | "jsonArray";

/** Reads one form, as text comes in. Throws ListRefused. */
export interface FormReader {
  readonly form: Form;
  /** About the list as a whole; complete after `end()`. */
  readonly notices: readonly ListIssue[];
  push(text: string): ListLine[];
  end(): ListLine[];
}
