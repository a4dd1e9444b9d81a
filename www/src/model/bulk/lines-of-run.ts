/** What a run is given: the lines whose chats are to be created, and what earlier runs left to do. */
import { buildChatJson, type ChatRequest, type MessageInput } from "msgraph-chats";
import type { Line, Run } from "../../../../src/js/sending/run.ts";
import { graphOptionsOf } from "../settings.ts";
import { mayBeFound, type PlannedList, type Row } from "./plan-list.ts";
import type { RunOptions } from "./run-options.ts";

/** With their number, by which the client reckons how long it will take. */
export const requestsOf = (
  run: Run,
  planned: PlannedList,
  options: RunOptions,
): Iterable<ChatRequest> & { size: number } => ({
  size: planned.toSend.length,
  *[Symbol.iterator]() {
    const graphOptions = graphOptionsOf(options.settings);
    for (const row of planned.toSend) {
      const line = lineOf(row, planned, options);
      const body = JSON.stringify(JSON.parse(buildChatJson(line.request, graphOptions)));
      run.lines.add({ ...line, body, mayExist: row.mayExist });
      yield line.request;
    }
  },
});

/** Takes up what earlier runs left: first the messages that were never tried. */
export function beginWithEarlier(run: Run, planned: PlannedList, options: RunOptions) {
  const { rows, history } = planned;
  for (const wasTried of [false, true]) {
    for (const row of rows) {
      if (!row.isEarlier || row.planned?.wasMessageTried !== wasTried) continue;
      const { facts } = row.planned;
      const { outcome } = row;
      const { chatId = null, operationLocation } =
        outcome !== undefined && outcome.status !== "skipped" ? outcome : facts;
      const { appError, wasMissing } = facts;
      const line = lineOf(row, planned, options);
      run.followUps.add({ ...line, chatId, operationLocation, appError, wasMissing });
    }
  }
  if (options.onUnknown !== "look") return;
  for (const row of rows) {
    if (!row.mayExist || !mayBeFound(row) || row.planned?.action === "send") continue;
    const line = lineOf(row, planned, options);
    run.unknown.push({ ...line, sentAt: history.of(line.slot).sentAt ?? "" });
  }
}

function lineOf(row: Row, { toSend }: PlannedList, { verify }: RunOptions): Line {
  const { line, index, request, message } = row.line;
  const { planned, isEarlier, slot } = row;
  // Who goes on when all chats are there asks for their apps, too.
  const isLast = isEarlier && toSend.length === 0;
  return {
    ...{ line, index, slot: slot ?? "", request: request as ChatRequest },
    isToVerify: verify && planned?.facts.members !== "complete",
    isToAsk: verify || message !== undefined || isLast,
    ...(planned?.isMessageLeft && message !== undefined && { message: message as MessageInput }),
  };
}
