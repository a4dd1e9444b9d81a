/** The columns of the table: the list's own, and what each row shows of its line in them. */
import type { Layout } from "../../../src/js/tables/index.ts";
import type { PlannedList, Row } from "../model/bulk/plan-list.ts";
import { partOf, textOf, userOfMember } from "../model/user-of-member.ts";

export interface Column {
  id: string;
  title: string;
  /** Its place in the list's own rows; null where the list is no table. */
  place: number | null;
  textOf: (row: Row) => string;
}

export function columnsOf({ list: { layout, lines } }: PlannedList): readonly Column[] {
  if (layout?.form === "table") return tableColumns(layout);
  return lines.some(({ message }) => message !== undefined) ? [...jsonColumns, messageColumn] : jsonColumns;
}

const tableColumns = ({ header }: Layout): Column[] =>
  header.map((title, place) => ({
    id: `${place} ${title}`,
    title,
    place,
    textOf: ({ line }) => line.cells?.[place] ?? "",
  }));

const jsonColumns: readonly Column[] = [
  {
    id: "chatType",
    title: "chatType",
    place: null,
    textOf: ({ line }) => textOf(partOf(line.request, "chatType")),
  },
  { id: "topic", title: "topic", place: null, textOf: ({ line }) => textOf(partOf(line.request, "topic")) },
  {
    id: "members",
    title: "members",
    place: null,
    textOf: ({ line }) => membersOf(partOf(line.request, "members")),
  },
];

const messageColumn: Column = {
  id: "message",
  title: "message",
  place: null,
  textOf: ({ line }) => textOf(partOf(line.message, "content") ?? line.message),
};

const membersOf = (members: unknown): string =>
  Array.isArray(members) ? members.map(userOfMember).join("; ") : textOf(members);
