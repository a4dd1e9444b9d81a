/** A list of chats as the page holds it once it was read: its lines, what is wrong with them, and how it is written. */
import type { ListIssue } from "../../../../src/js/tables/issue.ts";
import type { Layout } from "../../../../src/js/tables/list-reader.ts";

export interface ListLine {
  /** Position in the list, from 0. */
  readonly index: number;
  /** Where it begins in the list, from 1. */
  readonly line: number;
  /** As it stands in the list, a line end included. */
  readonly raw: string;
  /** The cells of a table's row. */
  readonly cells?: readonly string[];
  readonly request?: unknown;
  /** To be sent once the chat is there. */
  readonly message?: unknown;
  readonly issues: readonly ListIssue[];
  readonly isWrong: boolean;
  /** By what lines are equal; null where it is wrong. */
  readonly key: string | null;
}

export interface ReadList {
  readonly lines: readonly ListLine[];
  /** Undefined where the list holds nothing. */
  readonly layout: Layout | undefined;
  /** What is to be told about the list as a whole. */
  readonly notices: readonly ListIssue[];
  /** Why all of it is refused: then it has no lines. */
  readonly refused: string | null;
}

export const emptyList: ReadList = { lines: [], layout: undefined, notices: [], refused: null };
