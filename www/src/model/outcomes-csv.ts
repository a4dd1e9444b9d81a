/** What became of each line, as a table to keep. Nothing in it names people, but for the ids of chats. */
import type { Row } from "./bulk-run.ts";

const columns = [
  ...["line", "status", "chatId", "outcome", "kind", "code", "httpStatus", "message", "hint"],
  ...["docsUrl", "requestId", "attempts"],
];

export function outcomesCsv(rows: readonly Row[]): string {
  return [columns, ...rows.map(cellsOf)].map((cells) => `${cells.map(quoted).join(",")}\r\n`).join("");
}

function cellsOf({ line, state, chatId, requestId, attempts, error }: Row) {
  const [issue] = line.isRight ? [] : line.issues.filter(({ severity }) => severity === "error");
  return [
    ...[line.number, state, chatId],
    ...(issue
      ? ["notCreated", "validation", issue.code, null, `${issue.path} ${issue.message}`.trim(), null]
      : [outcomeOf(state), error?.kind, error?.code, error?.status, error?.message, error?.hint]),
    ...[issue?.docsUrl ?? error?.docsUrl, requestId, attempts],
  ];
}

const outcomeOf = (state: Row["state"]) =>
  state === "unknown" ? "unknown" : state === "created" || state === "accepted" ? null : "notCreated";

function quoted(value: string | number | null | undefined): string {
  const text = String(value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
