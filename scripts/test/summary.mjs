// The closing table of `npm test`: one row per part, made of what the parts came to.

import { duration } from "../run.mjs";
import { partOfFile, testFiles } from "./parts.mjs";

/**
 * The rows of the parts that `node --test` ran: `results.files` as the part reporter wrote them. A part in
 * `blocked` was not run because something it needs is missing.
 */
export function nodeRows({ selected, blocked, results, root }) {
  const rows = selected.map((part) => {
    if (blocked.has(part)) return { name: part.name, result: "not run" };
    if (testFiles(part, root).length === 0) return { name: part.name, result: "no tests" };
    const files = results.files.filter(({ file }) => partOfFile(file, root) === part);
    const sum = (key) => files.reduce((total, file) => total + file[key], 0);
    const [tests, failed] = [sum("passed") + sum("failed"), sum("failed")];
    const result = failed > 0 || tests === 0 ? "failed" : "passed";
    return { name: part.name, result, tests, failed, skipped: sum("skipped"), durationMs: sum("durationMs") };
  });
  // A crash of the runner itself belongs to no file.
  if (results.code !== 0 && rows.every(({ result }) => result !== "failed")) {
    rows.push({ name: "node --test", result: "failed" });
  }
  return rows;
}

/** The rows as aligned text, with a closing sentence. */
export function summaryTable(rows) {
  const cells = rows.map(({ name, result, tests, failed, skipped, durationMs }) => [
    name,
    result,
    tests === undefined ? "" : counts(tests, failed, skipped),
    durationMs === undefined ? "" : duration(durationMs),
  ]);
  const table = [["part", "result", "tests", "time"], ...cells];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column].length)));
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join("  ")
      .trimEnd(),
  );
  const bad = rows
    .filter(({ result }) => result === "failed" || result === "not run")
    .map(({ name }) => name);
  const closing = bad.length === 0 ? "Everything passed." : `Not passed: ${bad.join(", ")}.`;
  return [...lines, "", closing].join("\n");
}

function counts(tests, failed, skipped) {
  const parts = [`${tests}`];
  if (failed > 0) parts.push(`${failed} failed`);
  if (skipped > 0) parts.push(`${skipped} skipped`);
  return parts.join(", ");
}
