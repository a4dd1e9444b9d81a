// Where the header of a table stands: in its first row, or below a title, as people put one above a sheet.

import { isNamed, knownNames, separatorNames } from "./columns.ts";
import { type ListIssue, ListRefused, warning } from "./issue.ts";
import { type Row, Rows, type Separator } from "./rows.ts";

/** A header stands among so many rows that are not blank. */
const mostRows = 10;
/** An address or an object id. */
const people = /@|[\da-f]{8}-[\da-f]{4}-/i;

export interface HeaderAttempt {
  readonly rows: Rows;
  readonly row?: Row;
  /** All up to the end of the header. */
  readonly preamble: string;
  readonly known: number;
  readonly width: number;
  /** The line of a title above it. */
  readonly title?: number;
  readonly refused?: ListRefused;
}

export const isBlank = (cells: readonly string[]) => cells.every((cell) => cell.trim() === "");

/**
 * The first row that names the members, with no people above it; else the first that is not blank. Null when more text
 * decides.
 */
export function findHeader(
  text: string,
  separator: Separator,
  { skip, lines, isEnded }: { skip: number; lines: number; isEnded: boolean },
): HeaderAttempt | null {
  const rows = new Rows(separator, lines + 1);
  rows.add(text.slice(skip));
  if (isEnded) rows.end();
  let preamble = text.slice(0, skip);
  let first: HeaderAttempt | undefined;
  try {
    for (let count = 0; count < mostRows; ) {
      const row = rows.next();
      if (row === null) {
        if (!isEnded) return null;
        break;
      }
      preamble += row.raw;
      const { cells } = row;
      if (isBlank(cells)) continue;
      count += 1;
      const found = { rows, row, preamble, known: knownNames(cells), width: cells.length };
      const holdsPeople = cells.some((cell) => people.test(cell));
      // Nobody may be lost above a header, nor in what is taken for one: a chat may be about members.
      if (isNamed(cells, "members") && !(first && holdsPeople)) {
        return { ...found, ...(first?.row && { title: first.row.line }) };
      }
      first ??= found;
      if (holdsPeople) break;
    }
  } catch (refused) {
    if (!(refused instanceof ListRefused)) throw refused;
    return first ?? { rows, preamble, known: 0, width: 0, refused };
  }
  return first ?? { rows, preamble, known: 0, width: 0 };
}

/** More known names; else more columns. Without any separator tabs split nothing, so that commas may stand in cells. */
export function isBetter(one: HeaderAttempt, other: HeaderAttempt): boolean {
  if (Boolean(one.refused) !== Boolean(other.refused)) return !one.refused;
  if (one.known !== other.known) return one.known > other.known;
  return one.width > other.width || (one.width === 1 && other.width === 1 && one.known === 1);
}

export const otherSeparator = (said: Separator, found: Separator) =>
  new ListRefused(
    `Line 1, the sep= line, says that ${separatorNames[said]} separate the columns, but the header has ${separatorNames[found]}: take line 1 out, or write its separator as the header has it.`,
  );

export const titleNotice = (title: number, header: number): ListIssue =>
  warning(
    "tableTitleIgnored",
    "",
    `The header is line ${header}: what stands above it, from line ${title}, is ignored.`,
  );
