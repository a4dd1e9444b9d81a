// The table: what the package measured, and each peer as so many times that.

import { peers } from "./peers.mjs";

const amounts = {
  bytes: (value) => (value < 10_000 ? count(value) : `${count(Math.round(value / 100) / 10)} kB`),
  count: (value) => count(value),
  MB: (value) => `${Math.round(value)} MB`,
  ms: (value) => `${value.toFixed(1)} ms`,
  s: (value) => `${value.toFixed(1)} s`,
  "per second": (value) => `${count(Number(value.toPrecision(3)))} / s`,
};

const count = (value) => value.toLocaleString("en");

/** The rows as cells of text; `emphasize` marks where a peer is better. */
function cells({ rows }, emphasize) {
  const [ours, ...others] = peers;
  const head = ["", ours.title, ...others.map(({ title }) => title)];
  const body = rows.map((row) => [
    row.title,
    amounts[row.unit](row.values[ours.id].median),
    ...others.map(({ id }) => cell(row, row.values[id], emphasize)),
  ]);
  return [head, ...body];
}

function cell({ unit, better }, value, emphasize) {
  if (value === null || value === undefined) return "–";
  const isRatio = unit !== "count" && value.ratio !== null;
  const text = isRatio ? `${short(value.ratio)} ×` : amounts[unit](value.median);
  const isBetter = better === "less" ? value.ratio < 0.995 : value.ratio > 1.005;
  return isBetter ? emphasize(text) : text;
}

/** Two digits that matter are as many as can be measured. */
function short(ratio) {
  if (ratio >= 9.95) return count(Math.round(ratio));
  if (ratio >= 0.095) return ratio.toFixed(ratio >= 0.995 ? 1 : 2);
  return ratio.toPrecision(1);
}

export function printedTable(result) {
  const lines = cells(result, (text) => `${text} *`);
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const padded = (line) =>
    line.map((text, column) => (column === 0 ? text.padEnd(widths[0]) : text.padStart(widths[column])));
  return lines.map((line) => padded(line).join("  ")).join("\n");
}

export function markdownTable(result) {
  const [head, ...body] = cells(result, (text) => `**${text}**`);
  const line = (texts) => `| ${texts.join(" | ")} |`;
  return [line(head), line(head.map((_, column) => (column === 0 ? "---" : "--:"))), ...body.map(line)].join(
    "\n",
  );
}

/** What the table alone does not say, one sentence each. */
export function notes({ same, lost, packages, machine }) {
  const of = (found) => peers.filter(({ id }) => same[id] === found).map(({ title }) => title);
  const givenUp = peers
    .filter(({ id }) => lost[id] > 0)
    .map(({ id, title }) => `${title} ${count(lost[id])}`);
  const meaning = of("same meaning");
  return [
    "Each made the same chats at the same local Graph before anything was measured" +
      (meaning.length > 0 ? `; ${meaning.join(" and ")} with the keys in another order.` : "."),
    givenUp.length > 0
      ? `Of the throttled chats some were given up, because the repeating that is built in ends too early: ${givenUp.join(", ")}.`
      : "None of the throttled chats was given up.",
    `Measured with ${machine}; ${packages.join(", ")}.`,
  ];
}
