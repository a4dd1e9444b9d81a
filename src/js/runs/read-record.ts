// Reads a record of an outcomes file, by its text.

import { format, type Record, type RunRecord } from "./records.ts";

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const isNumber = (value: unknown): value is number => Number.isSafeInteger(value);
const statuses = new Set(["created", "accepted", "failed", "skipped"]);

const keyRecords = new Set<unknown>(["sending", "notCreated", "stopped", "sendingMessage"]);

/** A record, or undefined where a line is damaged, or of a kind that is not known: it may say that something was sent. */
export function recordOf(text: string): Record | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (value === null || typeof value !== "object") return undefined;
  const {
    record,
    keys,
    list,
    joins = [],
    key,
    status,
    error,
    missing,
  } = value as { [name: string]: unknown };
  if (record === "run") {
    const isWhole = isNumber(list) && Array.isArray(joins) && joins.every(isNumber);
    return isWhole || (value as RunRecord).format !== format ? (value as Record) : undefined;
  }
  if (keyRecords.has(record)) {
    return Array.isArray(keys) && keys.every(isText) ? (value as Record) : undefined;
  }
  if (record === "message") return isText(key) ? (value as Record) : undefined;
  if (record === "members") return isText(key) && Array.isArray(missing) ? (value as Record) : undefined;
  if (record !== undefined) return undefined;
  if (!statuses.has(status as string)) return undefined;
  if (status === "skipped") return value as Record;
  const isWhole = isText(key) && (status !== "failed" || (error !== null && typeof error === "object"));
  return isWhole ? (value as Record) : undefined;
}
