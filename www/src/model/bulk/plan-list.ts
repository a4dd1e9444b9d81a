/** What becomes of each line of a list, by what it says and by what this browser remembers of earlier runs. */
import {
  cutOffRecord,
  isGroupKey,
  ListPlan,
  type OutcomeRecord,
  RunHistory,
  type RunNumbers,
  type Record as RunRecord,
  type SkippedRecord,
  skippedRecord,
} from "../../../../src/js/runs/index.ts";
import type { ListIssue } from "../../../../src/js/tables/index.ts";
import type { ListLine, ReadList } from "./list.ts";
import { inTurns } from "./turns.ts";

/** "unknown": the chat may exist. "skipped": the line is wrong or held back. */
export type RowState = "waiting" | "created" | "accepted" | "failed" | "unknown" | "skipped";

export interface Row {
  readonly line: ListLine;
  /** Null where it is skipped. */
  readonly slot: string | null;
  /** Those of the line, and those it has beside other lines. */
  readonly issues: readonly ListIssue[];
  /** Whether an earlier run, or an earlier part of this one, created it. */
  readonly isEarlier: boolean;
  /** Whether an earlier run may have created it. */
  readonly mayExist: boolean;
  state: RowState;
  outcome: OutcomeRecord | SkippedRecord | undefined;
}

export interface Choices {
  /** Equal groups, and those beside one that was corrected, are created, too. */
  allowDuplicates: boolean;
  /** What the records before this one say was created is created again; 0 where it is not. */
  createAgainBefore: number;
  /** What Graph refused is sent again. */
  retryFailed: boolean;
}

export const noChoices: Choices = { allowDuplicates: false, createAgainBefore: 0, retryFailed: false };

export interface PlannedList {
  readonly list: ReadList;
  readonly rows: readonly Row[];
  /** In the order of sending: what was tried before comes last, so that it does not hold up the others. */
  readonly toSend: readonly Row[];
  /** To be kept before anything is sent. */
  readonly records: readonly RunRecord[];
  readonly history: RunHistory;
  readonly numbers: RunNumbers;
  /** Groups of earlier runs that have no line any more. */
  readonly goneGroups: number;
  /** For the `run` record. */
  readonly runList: { list: number; joins: readonly number[] };
}

export async function planList(
  list: ReadList,
  records: readonly RunRecord[],
  choices: Choices,
): Promise<PlannedList> {
  const again = choices.createAgainBefore;
  if (again > 0) {
    const counted = [...withoutCreated(records.slice(0, again)), ...records.slice(again)];
    return planList(list, counted, { ...choices, createAgainBefore: 0 });
  }
  const history = new RunHistory();
  await inTurns(records, (record) => history.add(record));
  const plan = new ListPlan(choices, history);
  let wrong = 0;
  await inTurns(list.lines, ({ key, line, index }) => {
    if (key === null) wrong += 1;
    else plan.see(line, index, key);
  });
  const {
    issues,
    numbers,
    goneGroups,
    list: number,
    joins,
  } = plan.settle({ lines: list.lines.length, wrong });
  const ofList = Map.groupBy(issues, ({ index }) => index);
  const rows = new Rows(plan, history, lastOutcomes(records));
  plan.restart();
  await inTurns(list.lines, (line) => {
    const found = ofList.get(line.index)?.map(({ issue }) => issue) ?? [];
    rows.add(line, found.length === 0 ? line.issues : [...line.issues, ...found]);
  });
  const toSend = [...rows.first, ...rows.last];
  const runList = { list: number, joins };
  return { list, rows: rows.all, toSend, records: rows.records, history, numbers, goneGroups, runList };
}

class Rows {
  readonly all: Row[] = [];
  /** To be sent: those that were never tried, and those that were. */
  readonly first: Row[] = [];
  readonly last: Row[] = [];
  readonly records: RunRecord[] = [];
  readonly #plan: ListPlan;
  readonly #history: RunHistory;
  readonly #outcomes: ReadonlyMap<string, OutcomeRecord>;

  constructor(plan: ListPlan, history: RunHistory, outcomes: ReadonlyMap<string, OutcomeRecord>) {
    this.#plan = plan;
    this.#history = history;
    this.#outcomes = outcomes;
  }

  add(line: ListLine, issues: readonly ListIssue[]) {
    if (line.key === null || this.#plan.isHeldBack(line.index)) return this.#skip(line, issues);
    const { slot, action, mayExist, wasTried } = this.#plan.next(line.key);
    const cutOff =
      action === "cutOff" ? cutOffRecord({ line: line.line, index: line.index, slot }) : undefined;
    if (cutOff) this.records.push(cutOff);
    const outcome = cutOff ?? this.#outcomes.get(slot);
    const state = stateOf(this.#history, slot);
    const row: Row = { line, slot, issues, isEarlier: action === "done", mayExist, state, outcome };
    this.all.push(row);
    if (action === "send") (wasTried ? this.last : this.first).push(row);
  }

  #skip(line: ListLine, issues: readonly ListIssue[]) {
    const outcome = skippedRecord(line.line, line.index, issues);
    this.records.push(outcome);
    this.all.push({ line, slot: null, issues, isEarlier: false, mayExist: false, state: "skipped", outcome });
  }
}

/** What a line counts as. */
export function stateOf(history: RunHistory, slot: string): RowState {
  const standing = history.standingOf(slot);
  return history.of(slot).state === "accepted" ? "accepted" : standing;
}

export const isGroup = ({ line: { key, request } }: Row) =>
  key === null ? (request as { chatType?: unknown } | undefined)?.chatType === "group" : isGroupKey(key);

function lastOutcomes(records: readonly RunRecord[]) {
  const outcomes = new Map<string, OutcomeRecord>();
  for (const record of records) {
    if (!("record" in record) && record.status !== "skipped") outcomes.set(record.key, record);
  }
  return outcomes;
}

/** As if what was created had never been sent. */
function withoutCreated(records: readonly RunRecord[]): RunRecord[] {
  const history = new RunHistory();
  for (const record of records) history.add(record);
  const isCreated = (slot: string) => history.standingOf(slot) === "created";
  return records.flatMap((record): RunRecord[] => {
    if ("keys" in record) return [{ ...record, keys: record.keys.filter((key) => !isCreated(key)) }];
    if ("key" in record && record.key !== null && isCreated(record.key)) return [];
    return [record];
  });
}
