/** How a run ended, in words that are true of all its lines. */
import { isComplete } from "../../../src/js/runs/index.ts";
import type { BulkRun } from "../model/bulk/bulk-run.ts";
import type { IconName } from "../ui/icons.tsx";
import { counted, numberText } from "../ui/numbers.ts";

export function endOf(run: BulkRun): { tone: IconName; words: string } {
  const { numbers } = run;
  if (isComplete(numbers)) return afterAll(run);
  if (numbers.waiting > 0) return { tone: "waiting", words: "Stopped" };
  if (numbers.failed + numbers.unknown > 0) return { tone: "error", words: "Not all chats were created" };
  return { tone: "warning", words: `Created, but for ${counted(numbers.skipped, "line")} left out` };
}

/** All chats are there; what followed may not have gone well. */
function afterAll({ planned: { numbers } }: BulkRun): { tone: IconName; words: string } {
  const { wanted, sent } = numbers.messages;
  if (wanted > sent)
    return {
      tone: "warning",
      words: `All chats were created, ${counted(wanted - sent, "message")} not sent`,
    };
  const { incomplete } = numbers.members;
  const { withoutApp, accepted } = numbers.now;
  if (withoutApp > 0) {
    return { tone: "warning", words: `All chats were created, ${numberText(withoutApp)} without the app` };
  }
  if (incomplete > 0) {
    const words = `All chats were created, members are missing in ${numberText(incomplete)}`;
    return { tone: "warning", words };
  }
  return accepted > 0
    ? { tone: "waiting", words: `All chats were created, Graph still installs ${counted(accepted, "app")}` }
    : { tone: "success", words: "All chats were created" };
}

export function titleOf(run: BulkRun): string {
  if (!run.isRunning) return endOf(run).words;
  if (run.isStopping) return "Stopping";
  const { ended, of } = run.sent;
  return ended >= of && (of === 0 || run.hasFollowUps) ? "Following up" : "Creating chats";
}
