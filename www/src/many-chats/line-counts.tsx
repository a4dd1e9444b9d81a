/** How the lines of a list stand before anything is sent. */
import { Button } from "@fluentui/react-components";
import type { PlannedList } from "../model/bulk/plan-list.ts";
import { Icon, type IconName } from "../ui/icons.tsx";
import { counted } from "../ui/numbers.ts";
import type { LineCounts as Counts } from "./choices.tsx";

/** Describes the list. */
export const lineCountsId = "line-counts";

interface LineCountsProps {
  counts: Counts;
  planned: PlannedList;
  onSaveRejected: () => void;
}

export function LineCounts({ counts, planned, onSaveRejected }: LineCountsProps) {
  const parts: { icon: IconName; tone: string; count: number; words: string; isAlways?: true }[] = [
    { icon: "success", tone: "success", count: planned.toSend.length, words: "ready", isAlways: true },
    { icon: "error", tone: "error", count: counts.wrong, words: "with errors", isAlways: true },
    { icon: "error", tone: "error", count: counts.heldBack, words: "held back" },
    { icon: "success", tone: "earlier", count: counts.earlier, words: "created before" },
    { icon: "warning", tone: "warning", count: counts.unknown, words: "that may exist" },
    { icon: "error", tone: "error", count: counts.failed, words: "refused before" },
    { icon: "warning", tone: "warning", count: counts.warned, words: "with warnings" },
    { icon: "message", tone: "none", count: planned.numbers.messages.wanted, words: "with a message" },
  ];
  return (
    <section className="card line-counts" id={lineCountsId} aria-label="Lines in numbers">
      {parts
        .filter(({ count, isAlways }) => count > 0 || isAlways)
        .map(({ icon, tone, count, words }) => (
          <span key={words} className={`count ${count === 0 ? "none" : tone}`}>
            <Icon name={icon} />
            {counted(count, "line")} {words}
          </span>
        ))}
      {counts.wrong + counts.heldBack > 0 && (
        <Button size="small" onClick={onSaveRejected}>
          Download what cannot be sent
        </Button>
      )}
    </section>
  );
}
