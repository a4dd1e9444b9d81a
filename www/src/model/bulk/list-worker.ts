/** Reads and checks a list off the page's own thread, and hands it over in portions that the page takes in passing. */
import { type GraphOptions, validateChat } from "msgraph-chats";
import { keyOf } from "../../../../src/js/runs/keys.ts";
import {
  issuesOf,
  isWrong,
  type ListLine as Line,
  ListReader,
  ListRefused,
} from "../../../../src/js/tables/index.ts";
import type { ListLine, ReadList } from "./list.ts";

export interface ReadOrder {
  number: number;
  list: Blob;
  options: GraphOptions;
}

export type ReadAnswer =
  | { number: number; lines: readonly ListLine[] }
  | { number: number; end: Omit<ReadList, "lines"> };

const portion = 1000;
/** Another order makes the one before it unwanted. */
let wanted = 0;

self.onmessage = ({ data }: MessageEvent<ReadOrder>) => {
  wanted = data.number;
  void read(data);
};

const answer = (answer: ReadAnswer) => self.postMessage(answer);

async function read({ number, list, options }: ReadOrder) {
  const reader = new ListReader();
  const validate = (request: unknown) => validateChat(request, options);
  let count = 0;
  let lines: ListLine[] = [];
  const take = (read: readonly Line[]) => {
    for (const { line, raw, cells, request, message, ...rest } of read) {
      const issues = issuesOf({ line, raw, request, ...rest }, validate);
      const wrong = isWrong(issues);
      const key = wrong ? null : keyOf(request, options);
      const given = { ...(cells && { cells }), ...(message !== undefined && { message }) };
      lines.push({ index: count, line, raw, request, issues, isWrong: wrong, key, ...given });
      count += 1;
      if (lines.length >= portion) hand();
    }
  };
  const hand = () => {
    answer({ number, lines });
    lines = [];
  };
  try {
    const chunks = list.stream().getReader();
    for (let chunk = await chunks.read(); !chunk.done; chunk = await chunks.read()) {
      if (wanted !== number) return await chunks.cancel();
      take(reader.push(chunk.value));
    }
    take(reader.end());
    hand();
    answer({ number, end: { layout: reader.layout, notices: reader.notices, refused: null } });
  } catch (error) {
    const refused =
      error instanceof ListRefused ? error.message : "The file cannot be read: choose it again.";
    answer({ number, end: { layout: undefined, notices: [], refused } });
    if (!(error instanceof ListRefused || error instanceof DOMException)) throw error;
  }
}
