/** The lines that the client has read and that have no outcome yet: a few batches of them. */
import { buildChatJson, type ChatRequest } from "msgraph-chats";
import { graphOptionsOf, type Settings } from "../settings.ts";
import type { Row } from "./plan-list.ts";

/** A row that was handed to the client and has no outcome yet. */
export interface UnderWay {
  row: Row;
  slot: string;
  body: string;
  wasSent: boolean;
  /** Whether the last batch with it was refused as a whole. */
  isBatchRefused?: boolean;
}

export class LinesUnderWay {
  readonly #byIndex = new Map<number, UnderWay>();
  readonly #byBody = new Map<string, Set<UnderWay>>();
  #count = 0;

  /** With their number, by which the client reckons how long it will take. */
  requests(rows: readonly Row[], settings: Settings): Iterable<ChatRequest> & { size: number } {
    return { size: rows.length, [Symbol.iterator]: () => this.#read(rows, settings) };
  }

  *#read(rows: readonly Row[], settings: Settings): Generator<ChatRequest> {
    const options = graphOptionsOf(settings);
    for (const row of rows) {
      const request = row.line.request as ChatRequest;
      const body = JSON.stringify(JSON.parse(buildChatJson(request, options)));
      const line = { row, slot: row.slot ?? "", body, wasSent: false };
      this.#byIndex.set(this.#count, line);
      this.#count += 1;
      const same = this.#byBody.get(body);
      if (same) same.add(line);
      else this.#byBody.set(body, new Set([line]));
      yield request;
    }
  }

  /** The line of an outcome, which is no longer under way. */
  take(index: number): UnderWay {
    const line = this.#byIndex.get(index);
    if (line === undefined) throw new Error("An outcome belongs to no line.");
    this.#byIndex.delete(index);
    const same = this.#byBody.get(line.body);
    same?.delete(line);
    if (same?.size === 0) this.#byBody.delete(line.body);
    return line;
  }

  /** All lines with this body: which of several is meant does not matter, for they ask for the same. */
  withBody(body: string): readonly UnderWay[] {
    return [...(this.#byBody.get(body) ?? [])];
  }
}
