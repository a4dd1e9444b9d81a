/** What this browser remembers of the last run that went somewhere, before the list is given again. */
import {
  type RunRecord as Run,
  RunHistory,
  type Record as RunRecord,
} from "../../../../src/js/runs/index.ts";

export interface Memory {
  /** When the run began, as an ISO date. */
  readonly at: string;
  readonly lines: number;
  readonly created: number;
  readonly failed: number;
  readonly unknown: number;
  readonly skipped: number;
  /** Never sent, or to be sent again. */
  readonly waiting: number;
  /** Lines created by all runs. */
  readonly createdByAll: number;
}

export function memoryOf(records: readonly RunRecord[]): Memory | null {
  const history = new RunHistory();
  let run: Run | undefined;
  let skipped = 0;
  for (const record of records) {
    history.add(record);
    if ("record" in record && record.record === "run") [run, skipped] = [record, 0];
    if (!("record" in record) && record.status === "skipped") skipped += 1;
  }
  if (run === undefined) return null;
  const counts = { created: 0, failed: 0, unknown: 0, waiting: 0 };
  let createdByAll = 0;
  for (const { name, list } of history.slots()) {
    const countedAs = history.countedAs(name);
    if (countedAs === "created") createdByAll += 1;
    if (list === history.listOf(run.list)) counts[countedAs] += 1;
  }
  const { created, failed, unknown } = counts;
  const waiting = Math.max(0, run.lines - created - failed - unknown - skipped);
  return { at: run.at, lines: run.lines, created, failed, unknown, skipped, waiting, createdByAll };
}
