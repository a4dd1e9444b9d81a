// Lines on standard output and standard error. A reader that is slow is waited for; one that went away is no fault.

import { once } from "node:events";
import type { Writable } from "node:stream";

export type WriteLine = (text: string) => Promise<void>;

/** Writes lines to a stream. */
export function lineWriter(stream: Writable): WriteLine {
  let isGone = false;
  stream.on("error", () => {
    isGone = true;
  });
  return async (text) => {
    if (isGone || stream.write(`${text}\n`)) return;
    await Promise.race([once(stream, "drain"), once(stream, "error"), once(stream, "close")]).catch(() => {});
  };
}

const grouped = new Intl.NumberFormat("en");

/** 1,234 */
export const number = (value: number): string => grouped.format(value);

/** "1 chat", "2 chats" */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${number(value)} ${value === 1 ? one : many}`;

/** What stands for so many in a sentence that goes on: "it", "them". */
export const them = (count: number): string => (count === 1 ? "it" : "them");

/** "it is", "they are" */
export const theyAre = (count: number): string => (count === 1 ? "it is" : "they are");

/** "40 s", "3 min", "2 h 5 min", "4 days" */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 72 ? `${hours} h ${minutes % 60} min` : counted(Math.round(hours / 24), "day");
}
