/** An outcomes file, of the command or of this page: read, so that its run goes on here. */
import {
  format,
  type OutcomeRecord,
  RunHistory,
  type Record as RunRecord,
  recordOf,
} from "../../../../src/js/runs/index.ts";
import { baseUrlOf, clouds, type Settings } from "../settings.ts";

/** Why an outcomes file cannot be resumed. */
export class OutcomesRefused extends Error {
  override readonly name = "OutcomesRefused";
}

const begins = /^\s*\{\s*"record"\s*:\s*"run"/;

/** Whether a file is one, by how it begins. */
export const isOutcomesFile = async (file: Blob) => begins.test(await file.slice(0, 200).text());

/** Its records. Throws OutcomesRefused. */
export async function readOutcomesFile(file: Blob, settings: Settings): Promise<RunRecord[]> {
  const text = await file.text();
  if (!begins.test(text)) {
    throw new OutcomesRefused(
      "This is not an outcomes file: choose the file that the command wrote with --out, or one that this page saved to go on.",
    );
  }
  const lines = text.split("\n");
  return lines.flatMap((line, index) => {
    const record = recordOf(line);
    if (record !== undefined) return [checked(record, settings)];
    // Editors leave empty lines, and a last record that is cut off does not count.
    if (line.trim() === "" || index === lines.length - 1) return [];
    throw new OutcomesRefused(
      `The outcomes file is damaged at line ${index + 1}, so that it is not certain what was created: ` +
        "restore it from a copy, or take that line out if you know what it said.",
    );
  });
}

/** Where a run goes, however it is written. */
function addressOf({ cloud, baseUrl }: { cloud: string; baseUrl?: string | null }): string {
  const url = baseUrl ?? clouds.find((each) => each.cloud === cloud)?.origin ?? "";
  return `${cloud} ${URL.canParse(url) ? new URL(url).href : url}`.replace(/\/+$/, "");
}

function checked(record: RunRecord, settings: Settings): RunRecord {
  if (!("record" in record) || record.record !== "run") return record;
  if (record.format !== format) {
    throw new OutcomesRefused("Another version wrote this outcomes file: go on with that version.");
  }
  const { cloud } = settings;
  if (addressOf(record) !== addressOf({ cloud, ...baseUrlOf(settings) })) {
    throw new OutcomesRefused(
      "That run went to another cloud or another address: choose under “Sending” where it went, and take the file again.",
    );
  }
  return record;
}

/** What a file tells beside what this browser remembers: never less than that, and its lists are lists of their own. */
export function joined(known: readonly RunRecord[], told: readonly RunRecord[]): RunRecord[] {
  const history = new RunHistory();
  for (const record of known) history.add(record);
  const offset = history.nextList - 1;
  const toldLast = new RunHistory();
  for (const record of told) toldLast.add(record);
  const isSettled = (slot: string) => ["created", "unknown"].includes(history.countedAs(slot));
  const isCreated = ({ status }: OutcomeRecord) => status !== "failed";
  // What was said since the file was written: an older failure would have it said again.
  const isSaid = (slot: string) =>
    history.of(slot).message === "sent" && toldLast.of(slot).message !== "sent";
  return told.flatMap((record): RunRecord[] => {
    // Of messages every other record counts: none may be sent twice.
    if ("record" in record && record.record === "sendingMessage") {
      return [{ ...record, keys: record.keys.filter((key) => !isSaid(key)) }];
    }
    if ("record" in record && record.record === "message" && isSaid(record.key)) return [];
    if ("keys" in record) return [{ ...record, keys: record.keys.filter((key) => !isSettled(key)) }];
    if (!("list" in record)) {
      if ("record" in record) return [record];
      return record.status === "skipped" || (isSettled(record.key) && !isCreated(record)) ? [] : [record];
    }
    const joins = record.joins?.map((list) => list + offset);
    return [{ ...record, list: record.list + offset, ...(joins && { joins }) }];
  });
}
