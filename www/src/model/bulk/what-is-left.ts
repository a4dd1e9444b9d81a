/** What pressing the button does, and to how many lines: first chats, then what follows a chat that is there. */
import type { MessageStanding } from "../../../../src/js/runs/index.ts";
import type { BulkState } from "./bulk-state.ts";
import { mayBeFound, type PlannedList } from "./plan-list.ts";
import type { ChatOptions } from "./run-options.ts";

export interface Left {
  what: "chats" | "waiting" | "failed" | "unknown" | "messages" | "members" | "apps" | null;
  count: number;
}

const nothing: Left = { what: null, count: 0 };

export function leftOf({ run, planned, choices }: BulkState, options: ChatOptions): Left {
  if (run !== null) {
    if (run.isRunning) return nothing;
    const { waiting, failed } = run.numbers;
    if (waiting > 0) return { what: "waiting", count: waiting };
    return failed > 0 ? { what: "failed", count: failed } : followUpsLeft(run.planned, options, failedToo);
  }
  if (planned === null) return nothing;
  return planned.toSend.length > 0
    ? { what: "chats", count: planned.toSend.length }
    : followUpsLeft(planned, options, [
        "waiting",
        ...(choices.retryFailed ? (["failed"] as const) : []),
        ...(choices.retryUnknown ? (["unknown"] as const) : []),
      ]);
}

/** What may be done beside sending again what Graph refused: groups that may exist are looked for by a button of their own. */
export function besideFailed({ run }: BulkState, options: ChatOptions): Left {
  if (run === null || run.isRunning || run.numbers.waiting > 0 || run.numbers.failed === 0) return nothing;
  return followUpsLeft(run.planned, { ...options, onUnknown: "report" }, ["waiting"]);
}

const failedToo = ["waiting", "failed"] as const;

/** Where no chat is left to be created; `standings` are those of messages that are sent. */
function followUpsLeft(
  { rows, history }: PlannedList,
  options: ChatOptions,
  standings: readonly MessageStanding[],
): Left {
  const unknown = options.onUnknown === "look" ? rows.filter(mayBeFound).length : 0;
  if (unknown > 0) return { what: "unknown", count: unknown };
  const there = rows.flatMap(({ slot, state, line: { message } }) =>
    slot !== null && (state === "created" || state === "accepted")
      ? [{ ...history.of(slot), hasMessage: message !== undefined }]
      : [],
  );
  const messages = there.filter(
    ({ hasMessage, message }) => hasMessage && standings.includes(message),
  ).length;
  if (messages > 0) return { what: "messages", count: messages };
  const members = options.verify ? there.filter(({ members }) => members !== "complete").length : 0;
  if (members > 0) return { what: "members", count: members };
  const apps = rows.filter(({ state }) => state === "accepted").length;
  return apps > 0 ? { what: "apps", count: apps } : nothing;
}
