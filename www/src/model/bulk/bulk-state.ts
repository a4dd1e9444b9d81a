/** What the view of many chats shows: the list as far as it is read, what was chosen, and the run. */
import type { BulkRun } from "./bulk-run.ts";
import type { Memory } from "./memory.ts";
import type { Choices, PlannedList } from "./plan-list.ts";
import type { Source } from "./source.ts";

export interface BulkState {
  readonly source: Source;
  /** Null while it is being read. */
  readonly planned: PlannedList | null;
  /** How many lines were read so far. */
  readonly readCount: number;
  readonly choices: Choices;
  /** Whether wrong lines, and those held back, are left out. */
  readonly skips: boolean;
  /** Whether the list stays in this browser until its run has ended. */
  readonly keeps: boolean;
  readonly memory: Memory | null;
  readonly run: BulkRun | null;
  /** Whether the outcomes that are shown were saved. */
  readonly isSaved: boolean;
  /** What the last change of the table did, which can be undone. */
  readonly undoes: string | null;
  /** What went wrong, or well, with what was last asked for. */
  readonly notice: { readonly tone: "error" | "success"; readonly text: string } | null;
}
