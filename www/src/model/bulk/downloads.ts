/** What a person takes away: the outcomes as a table, the lines that were not sent, and an outcomes file to go on from. */
import { OutcomesTable, RunHistory, type Record as RunRecord } from "../../../../src/js/runs/index.ts";
import { type Layout, RejectedList } from "../../../../src/js/tables/index.ts";
import { saveFile } from "../save-file.ts";
import { isForgotten } from "./forgotten.ts";
import type { PlannedList } from "./plan-list.ts";
import { inTurns } from "./turns.ts";

/** So that Excel reads the letters of UTF-8, and the columns of tabs. */
const mark = new Uint8Array([0xef, 0xbb, 0xbf]);
const endingOf = ({ form, separator }: Layout) =>
  form === "table" ? (separator === "\t" ? "tsv" : "csv") : form === "jsonLines" ? "jsonl" : "json";

const baseOf = (name: string | null) => name?.replace(/\.[^.]*$/, "") || "chats";

/** The list's own columns, and the outcome of each line behind them. */
export async function saveOutcomes({ rows, list }: PlannedList, name: string | null) {
  const table = new OutcomesTable(list.layout);
  const parts = [table.header()];
  await inTurns(rows, ({ line: { line, cells, request }, outcome, state, message, members }) => {
    // Of a line that waits an older outcome may be known.
    const known = state === "waiting" ? {} : { outcome, message, members };
    parts.push(table.row({ line, cells, request, ...known }));
  });
  const ending = list.layout?.separator === "\t" ? "tsv" : "csv";
  saveFile(`${baseOf(name)}-outcomes.${ending}`, "text/csv;charset=utf-8", parts);
}

/** The lines that are wrong or held back, byte for byte but for the mark that Excel needs, as a list of their own to be corrected. */
export async function saveRejected({ rows, list }: PlannedList, name: string | null) {
  const { layout } = list;
  if (layout === undefined) return;
  const rejected = new RejectedList(layout);
  const isMarked = layout.form !== "table" || layout.hasMark || layout.encoding !== "utf-8";
  const parts: Uint8Array[] = isMarked ? [] : [mark];
  await inTurns(rows, ({ state, line }) => {
    if (state === "skipped") parts.push(rejected.add(line.raw));
  });
  parts.push(rejected.end());
  saveFile(
    `${baseOf(name)}-rejected.${endingOf(layout)}`,
    "application/octet-stream",
    parts as Uint8Array<ArrayBuffer>[],
  );
}

/** What this browser knows of the lines of this list, as the command keeps it. Gives whether it knows all that is shown. */
export function saveOutcomesFile(
  planned: PlannedList,
  records: readonly RunRecord[],
  name: string | null,
): boolean {
  const { rows, runList } = planned;
  const slots = new Set(rows.map(({ slot }) => slot));
  const history = new RunHistory();
  for (const record of records) history.add(record);
  if (isForgotten(planned, history)) return false;
  const own = records.flatMap((record): RunRecord[] => {
    if ("keys" in record) {
      const keys = record.keys.filter((key) => slots.has(key));
      return keys.length === 0 ? [] : [{ ...record, keys }];
    }
    if ("list" in record) return history.listOf(record.list) === history.listOf(runList.list) ? [record] : [];
    return record.key !== null && slots.has(record.key) ? [record] : [];
  });
  const parts = own.map((record) => `${JSON.stringify(record)}\n`);
  saveFile(`${baseOf(name)}-outcomes.jsonl`, "application/x-ndjson", parts);
  return true;
}
