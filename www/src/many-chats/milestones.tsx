/** For those who hear the page: each quarter of the way, the first time that Graph throttles, and the end. */
import type { BulkRun } from "../model/bulk/bulk-run.ts";
import { counted, numberText } from "../ui/numbers.ts";
import { titleOf } from "./run-words.ts";

export function Milestones({ run }: { run: BulkRun | null }) {
  return (
    <p className="for-screen-readers" role="status">
      {run === null ? "" : milestoneOf(run)}
    </p>
  );
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
