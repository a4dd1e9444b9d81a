/** What is to be decided about lines that would not be sent as they are. */
import type { Bulk } from "../model/bulk/bulk.ts";
import type { BulkState } from "../model/bulk/bulk-state.ts";
import type { PlannedList } from "../model/bulk/plan-list.ts";
import { counted } from "../ui/numbers.ts";
import { Ticks } from "../ui/ticks.tsx";

export interface LineCounts {
  wrong: number;
  /** Equal to another line, or beside a group that was corrected. */
  heldBack: number;
  earlier: number;
  failed: number;
  unknown: number;
  warned: number;
  /** Messages that Graph refused, and that may have arrived. */
  messagesFailed: number;
  messagesUnknown: number;
}

export function countsOf({ rows, numbers: { messages } }: PlannedList): LineCounts {
  const counts = {
    ...{ wrong: 0, heldBack: 0, earlier: 0, failed: 0, unknown: 0, warned: 0 },
    ...{ messagesFailed: messages.failed, messagesUnknown: messages.unknown },
  };
  for (const { line, state, isEarlier, issues } of rows) {
    if (line.isWrong) counts.wrong += 1;
    else if (state === "skipped") counts.heldBack += 1;
    else if (issues.length > 0) counts.warned += 1;
    if (isEarlier) counts.earlier += 1;
    if (state === "failed") counts.failed += 1;
    if (state === "unknown") counts.unknown += 1;
  }
  return counts;
}

/** The switch that is named where a group was looked for in vain. */
export const createUnknownAgain = "Create again what may exist";

interface ChoicesProps {
  bulk: Bulk;
  state: BulkState;
  counts: LineCounts;
}

export function ChoicesCard({ bulk, state: { choices, skips }, counts }: ChoicesProps) {
  const leftOut = counts.wrong + counts.heldBack;
  const isAgain = choices.createAgainBefore > 0;
  const ticks = [
    {
      isWanted: leftOut > 0,
      label: `Leave out the ${counted(leftOut, "line")} that cannot be sent`,
      isTicked: skips,
      tick: (is: boolean) => bulk.skip(is),
      className: "skip-wrong",
    },
    {
      isWanted: counts.heldBack > 0 || choices.allowDuplicates,
      label: "Allow duplicates: create what is held back, too",
      isTicked: choices.allowDuplicates,
      tick: (allowDuplicates: boolean) => bulk.choose({ allowDuplicates }),
    },
    {
      isWanted: counts.earlier > 0 || isAgain,
      label: "Create again what this browser has created",
      isTicked: isAgain,
      tick: (is: boolean) => bulk.createAgain(is),
    },
    {
      isWanted: counts.failed + counts.messagesFailed > 0 || choices.retryFailed,
      label: "Send again what Graph refused",
      isTicked: choices.retryFailed,
      tick: (retryFailed: boolean) => bulk.choose({ retryFailed }),
    },
    {
      isWanted: counts.unknown + counts.messagesUnknown > 0 || choices.retryUnknown,
      label: `${createUnknownAgain}, perhaps twice; messages that may have arrived, too`,
      isTicked: choices.retryUnknown,
      tick: (retryUnknown: boolean) => bulk.choose({ retryUnknown }),
    },
  ].filter(({ isWanted }) => isWanted);
  if (ticks.length === 0) return null;
  return (
    <fieldset className="card choices">
      <legend>Before sending</legend>
      <Ticks ticks={ticks} />
    </fieldset>
  );
}
