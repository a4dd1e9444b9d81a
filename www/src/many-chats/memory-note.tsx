/** What this browser remembers: an interrupted run that can be gone on with, and how to have it all forgotten. */
import {
  Button,
  Checkbox,
  Link,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from "@fluentui/react-components";
import { useState } from "react";
import type { Bulk } from "../model/bulk/bulk.ts";
import type { BulkState } from "../model/bulk/bulk-state.ts";
import type { Memory } from "../model/bulk/memory.ts";
import { AskDialog } from "../ui/ask-dialog.tsx";
import { counted, numberText } from "../ui/numbers.ts";

const dateText = (at: string) =>
  new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" }).format(new Date(at));

interface InterruptedRunProps {
  memory: Memory;
  /** Whether its list is there again. */
  isKept: boolean;
  onGive: () => void;
}

export function InterruptedRun({ memory, isKept, onGive }: InterruptedRunProps) {
  const { lines, created, unknown, waiting, at } = memory;
  if (waiting + unknown === 0) return null;
  return (
    <MessageBar intent="warning" layout="multiline" className="interrupted">
      <MessageBarBody>
        <MessageBarTitle>The run of {dateText(at)} was not finished</MessageBarTitle>
        {numberText(created)} of {counted(lines, "line")} are created
        {unknown > 0 && <>, {numberText(unknown)} may exist</>}
        {waiting > 0 && <>, {numberText(waiting)} waiting</>}.{" "}
        {isKept ? "Its list was kept, and is below." : "Give the same list again to go on."} What was created
        is recognised by its content, and not sent again.
      </MessageBarBody>
      {!isKept && (
        <MessageBarActions>
          <Button size="small" onClick={onGive}>
            Give the list
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}

export function MemoryNote({ bulk, state: { memory, keeps, run } }: { bulk: Bulk; state: BulkState }) {
  const [isAsking, setAsking] = useState(false);
  return (
    <div className="hint memory">
      <p>
        So that nothing is created twice, this browser keeps the outcome of each line: ids of chats, and keys
        that identify nobody. Never a token.{" "}
        {memory !== null && (
          <>
            {memory.createdByAll > 0 &&
              `It remembers ${counted(memory.createdByAll, "line")} created there. `}
            <Link as="button" inline disabled={run?.isRunning ?? false} onClick={() => setAsking(true)}>
              Forget all
            </Link>
          </>
        )}
      </p>
      <Checkbox
        label="Keep the list, too, until its run has ended, to go on after a reload"
        checked={keeps}
        disabled={run !== null}
        onChange={(_, { checked }) => bulk.keep(checked === true)}
      />
      <AskDialog
        isOpen={isAsking}
        title="Forget all runs?"
        confirm="Forget all"
        onConfirm={() => void bulk.forget()}
        onClose={() => setAsking(false)}
      >
        Lines that were created are then no longer recognised: the same list would create its groups again.
        Save the outcomes first if you may need them.
      </AskDialog>
    </div>
  );
}
