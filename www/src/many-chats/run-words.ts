/** How a run ended, in words that are true of all its lines. */
import { isComplete } from "../../../src/js/runs/index.ts";
import type { BulkRun } from "../model/bulk/bulk-run.ts";
import type { IconName } from "../ui/icons.tsx";
import { counted } from "../ui/numbers.ts";

export function endOf(run: BulkRun): { tone: IconName; words: string } {
  const { numbers } = run;
  if (isComplete(numbers)) return { tone: "success", words: "All chats were created" };
  if (numbers.waiting > 0) return { tone: "waiting", words: "Stopped" };
  if (numbers.failed + numbers.unknown > 0) return { tone: "error", words: "Not all chats were created" };
  return { tone: "warning", words: `Created, but for ${counted(numbers.skipped, "line")} left out` };
}

export const titleOf = (run: BulkRun) =>
  run.isRunning ? (run.isStopping ? "Stopping" : "Creating chats") : endOf(run).words;
