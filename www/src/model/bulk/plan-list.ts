/** What becomes of each line of a list, by what it says and by what this browser remembers of earlier runs. */
import {
  cutOffMessageRecord,
  cutOffRecord,
  isGroupKey,
  ListPlan,
  type MembersRecord,
  type MessageRecord,
  type OutcomeRecord,
  type Planned,
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
  /** What earlier runs say of it; null where it is skipped. */
  readonly planned: Planned | null;
  state: RowState;
  outcome: OutcomeRecord | SkippedRecord | undefined;
  /** What became of its message, and who is in its chat. */
  message: MessageRecord | undefined;
  members: MembersRecord | undefined;
  /** It was looked for in vain. */
  looked?: Looked | undefined;
}

export interface Looked {
  readonly at: Date;
  /** Graph may not have listed it yet. */
  readonly isEarly: boolean;
}

export interface Choices {
  /** Equal groups, and those beside one that was corrected, are created, too. */
  allowDuplicates: boolean;
  /** What the records before this one say was created is created again; 0 where it is not. */
  createAgainBefore: number;
  /** What Graph refused is sent again. */
  retryFailed: boolean;
  /** What may exist is created again, and messages that may have arrived are sent again. */
  retryUnknown: boolean;
}

export const noChoices: Choices = {
  allowDuplicates: false,
  createAgainBefore: 0,
  retryFailed: false,
  retryUnknown: false,
};

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
  readonly removedGroups: number;
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
  await inTurns(list.lines, ({ key, line, index, message }) => {
    if (key === null) wrong += 1;
    else plan.see(line, index, key, message);
  });
  const settled = plan.settle({ lines: list.lines.length, wrong });
  const { numbers, joins } = settled;
  // Of lists that share no line with this one nothing is missing here.
  const removedGroups = settled.list === history.nextList ? 0 : settled.removedGroups;
  const ofList = Map.groupBy(settled.issues, ({ index }) => index);
  const rows = new Rows(plan, history, lastOutcomes(records));
  plan.restart();
  await inTurns(list.lines, (line) => {
    const found = ofList.get(line.index)?.map(({ issue }) => issue) ?? [];
    rows.add(line, found.length === 0 ? line.issues : [...line.issues, ...found]);
  });
  const toSend = [...rows.first, ...rows.last];
  const runList = { list: settled.list, joins };
  return { list, rows: rows.all, toSend, records: rows.records, history, numbers, removedGroups, runList };
}

class Rows {
  readonly all: Row[] = [];
  /** To be sent: those that were never tried, and those that were. */
  readonly first: Row[] = [];
  readonly last: Row[] = [];
  readonly records: RunRecord[] = [];
  readonly #plan: ListPlan;
  readonly #history: RunHistory;
  readonly #outcomes: LastOutcomes;

  constructor(plan: ListPlan, history: RunHistory, outcomes: LastOutcomes) {
    this.#plan = plan;
    this.#history = history;
    this.#outcomes = outcomes;
  }

  add(line: ListLine, issues: readonly ListIssue[]) {
    if (line.key === null || this.#plan.isHeldBack(line.index)) return this.#skip(line, issues);
    const planned = this.#plan.next(line.key);
    const { slot, action, mayExist, wasTried, isMessageLeft, facts } = planned;
    const place = { line: line.line, index: line.index, slot };
    const cutOff = action === "cutOff" ? cutOffRecord(place) : undefined;
    const cutOffMessage =
      facts.isMessageCutOff && !isMessageLeft
        ? cutOffMessageRecord({ ...place, chatId: facts.chatId })
        : undefined;
    for (const record of [cutOff, cutOffMessage]) if (record) this.records.push(record);
    const known = this.#outcomes.get(slot);
    const row: Row = {
      ...{ line, slot, issues, isEarlier: action === "done", mayExist, planned },
      ...{ state: stateOf(this.#history, slot), outcome: cutOff ?? known?.outcome },
      ...{ message: cutOffMessage ?? known?.message, members: known?.members },
    };
    this.all.push(row);
    if (action === "send") (wasTried ? this.last : this.first).push(row);
  }

  #skip(line: ListLine, issues: readonly ListIssue[]) {
    const outcome = skippedRecord(line.line, line.index, issues);
    this.records.push(outcome);
    this.all.push({
      ...{ line, slot: null, issues, isEarlier: false, mayExist: false, planned: null, state: "skipped" },
      ...{ outcome, message: undefined, members: undefined },
    });
  }
}

/** What a line counts as. */
export function stateOf(history: RunHistory, slot: string): RowState {
  const countedAs = history.countedAs(slot);
  return history.of(slot).state === "accepted" ? "accepted" : countedAs;
}

export const isGroup = ({ line: { key, request } }: Row) =>
  key === null ? (request as { chatType?: unknown } | undefined)?.chatType === "group" : isGroupKey(key);

/** A group of which nobody knows whether it was created: it can be looked for. */
export const mayBeFound = (row: Row) => row.state === "unknown" && isGroup(row);

type LastOutcomes = ReadonlyMap<string, Pick<Row, "message" | "members"> & { outcome?: OutcomeRecord }>;

function lastOutcomes(records: readonly RunRecord[]): LastOutcomes {
  const outcomes = new Map<string, Pick<Row, "message" | "members"> & { outcome?: OutcomeRecord }>();
  for (const record of records) {
    if (!("key" in record) || record.key === null) continue;
    const known = outcomes.get(record.key) ?? { message: undefined, members: undefined };
    outcomes.set(record.key, known);
    if (!("record" in record)) known.outcome = record;
    else if (record.record === "message") known.message = record;
    else known.members = record;
  }
  return outcomes;
}

/** As if what was created had never been sent. */
function withoutCreated(records: readonly RunRecord[]): RunRecord[] {
  const history = new RunHistory();
  for (const record of records) history.add(record);
  const isCreated = (slot: string) => history.countedAs(slot) === "created";
  return records.flatMap((record): RunRecord[] => {
    if ("keys" in record) return [{ ...record, keys: record.keys.filter((key) => !isCreated(key)) }];
    if ("key" in record && record.key !== null && isCreated(record.key)) return [];
    return [record];
  });
}
