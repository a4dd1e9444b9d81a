/** Which rows of the table are shown. */
import type { PlannedList, Row, RowState } from "../model/bulk/plan-list.ts";

export type Filter = "all" | RowState | "warned" | "earlier";

export const titles: Record<Exclude<Filter, "all">, string> = {
  waiting: "Waiting",
  created: "Created",
  accepted: "Accepted",
  failed: "Failed",
  unknown: "May exist",
  skipped: "Left out",
  warned: "With warnings",
  earlier: "Created before",
};

export function isShown(row: Row, filter: Filter): boolean {
  if (filter === "all") return true;
  if (filter === "earlier") return row.isEarlier;
  if (filter === "warned") return row.state !== "skipped" && row.issues.length > 0;
  return row.state === filter;
}

/** Those that have rows, and the one that is chosen. */
export function filtersOf({ rows }: PlannedList, chosen: Filter, isRun: boolean) {
  const counts = new Map<Filter, number>();
  const count = (filter: Filter) => counts.set(filter, (counts.get(filter) ?? 0) + 1);
  for (const row of rows) {
    count(row.state);
    if (row.isEarlier && !isRun) count("earlier");
    if (isShown(row, "warned")) count("warned");
  }
  const others = Object.entries(titles).map(([value, title]) => ({ value: value as Filter, title }));
  return [{ value: "all" as Filter, title: "All", count: rows.length }].concat(
    others
      .filter(({ value }) => counts.has(value) || value === chosen)
      .map(({ value, title }) => ({ value, title, count: counts.get(value) ?? 0 })),
  );
}
