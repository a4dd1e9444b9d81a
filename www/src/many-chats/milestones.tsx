/**
 * For those who hear the page: how many lines are ready and how many are not, each quarter of the way, the first time
 * that Graph throttles, and the end.
 */
import type { BulkRun } from "../model/bulk/bulk-run.ts";
import type { PlannedList } from "../model/bulk/plan-list.ts";
import { counted, numberText } from "../ui/numbers.ts";
import { titleOf } from "./run-words.ts";

interface MilestonesProps {
  run: BulkRun | null;
  /** Null where there is no list, or a run. */
  planned: PlannedList | null;
}

export function Milestones({ run, planned }: MilestonesProps) {
  return (
    <p className="for-screen-readers" role="status">
      {run !== null ? milestoneOf(run) : planned === null ? "" : statusLineOf(planned)}
    </p>
  );
}

function statusLineOf({ rows, toSend, numbers: { now } }: PlannedList): string {
  if (rows.length === 0) return "";
  const left = now.skipped > 0 ? `, ${numberText(now.skipped)} cannot be sent` : "";
  return `${counted(rows.length, "line")}: ${numberText(toSend.length)} ready${left}.`;
}

function milestoneOf(run: BulkRun): string {
  const { numbers, sent } = run;
  if (!run.isRunning) {
    return `${titleOf(run)}. ${numberText(numbers.created)} of ${counted(numbers.lines, "line")} created.`;
  }
  const quarters = Math.floor((4 * sent.ended) / Math.max(1, sent.of));
  const slow = run.chart.pauses.length > 0 ? " Graph throttles: it goes as fast as it may." : "";
  return `Creating ${counted(sent.of, "chat")}. ${quarters * 25} percent done.${slow}`;
}
