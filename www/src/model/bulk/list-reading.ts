/** Has lists read by the worker, the last one that was given first and only. */
import type { GraphOptions } from "msgraph-chats";
import { emptyList, type ListLine, type ReadList } from "./list.ts";
import type { ReadAnswer, ReadOrder } from "./list-worker.ts";

export class ListReading {
  #worker: Worker | undefined;
  #number = 0;

  /**
   * Reads a list; `onCount` is told how many lines there are so far. Pending for ever where another list is given in
   * the meantime.
   */
  read(list: Blob, options: GraphOptions, onCount: (count: number) => void): Promise<ReadList> {
    this.#number += 1;
    const number = this.#number;
    if (list.size === 0) return Promise.resolve(emptyList);
    const lines: ListLine[] = [];
    this.#worker ??= new Worker(new URL("./list-worker.ts", import.meta.url), { type: "module" });
    const worker = this.#worker;
    worker.postMessage({ number, list, options } satisfies ReadOrder);
    return new Promise((resolve) => {
      // It could not be loaded, or has died: the next list gets another one.
      worker.onerror = () => {
        worker.terminate();
        if (this.#worker === worker) this.#worker = undefined;
        resolve({
          ...emptyList,
          refused: "The page could not load all of itself: check the network, and give the list again.",
        });
      };
      worker.onmessage = ({ data }: MessageEvent<ReadAnswer>) => {
        if (data.number !== number) return;
        if ("end" in data) return resolve({ ...data.end, lines: data.end.refused === null ? lines : [] });
        for (const line of data.lines) lines.push(line);
        onCount(lines.length);
      };
    });
  }
}
