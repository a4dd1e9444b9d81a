// The lines of the list in the order of sending, and what is done with those that are not sent.

import type { ChatRequest, MessageInput } from "msgraph-chats";
import {
  cutOffMessageRecord,
  cutOffRecord,
  isGroupKey,
  type LinePlace,
  type Planned,
  skippedRecord,
} from "../../runs/index.ts";
import type { FollowUps } from "../../sending/follow-ups.ts";
import type { UnknownLine } from "../../sending/run.ts";
import type { CreateOptions } from "../arguments.ts";
import type { CheckedList } from "../check.ts";
import type { IndexedLine } from "../input.ts";
import type { OutcomesFile } from "../outcomes/file.ts";

export interface PlannedLine {
  readonly line: IndexedLine;
  readonly planned: Planned;
}

export interface PlanContext {
  readonly list: CheckedList;
  readonly file: Pick<OutcomesFile, "append">;
  readonly options: CreateOptions;
  readonly followUps: Pick<FollowUps, "add" | "hasRoom" | "room">;
  /** Takes those that are to be looked for. */
  readonly unknown: UnknownLine[];
}

/** What of a line is to be done once its chat is there. */
export const afterwards = (
  { request, message }: IndexedLine,
  { isMessageLeft, facts }: Planned,
  { verify }: CreateOptions,
) => ({
  request: request as ChatRequest,
  ...(isMessageLeft && message !== undefined && { message: message as MessageInput }),
  isToVerify: verify === true && facts.members !== "complete",
  isToAsk: verify === true || message !== undefined,
});

/**
 * The lines to send, in their order; those that an earlier run tried come last, and messages as well, for they may be
 * what stopped it.
 */
export async function* plannedLines(context: PlanContext): AsyncGenerator<PlannedLine> {
  const { list, file, followUps } = context;
  const later = new Set<number>();
  list.plan.restart();
  for await (const line of list.input.lines()) {
    if (list.isRejected(line.index)) {
      file.append(skippedRecord(line.line, line.index, list.issuesOf(line)));
      continue;
    }
    const planned = list.plan.next(list.keyOf(line));
    if (!followUps.hasRoom) await followUps.room();
    if (isForLater(line, planned)) later.add(line.index);
    else if (planned.action === "send") yield { line, planned };
    else settle(line, planned, context);
  }
  if (later.size === 0) return;
  list.plan.restart();
  for await (const line of list.input.lines()) {
    if (list.isRejected(line.index)) continue;
    const planned = list.plan.next(list.keyOf(line));
    if (!later.has(line.index)) continue;
    if (!followUps.hasRoom) await followUps.room();
    if (planned.action === "send") yield { line, planned };
    else settle(line, planned, context);
  }
}

function isForLater(
  { message }: IndexedLine,
  { action, wasTried, isMessageLeft, wasMessageTried }: Planned,
): boolean {
  if (action === "send") return wasTried;
  return action === "done" && message !== undefined && isMessageLeft && wasMessageTried;
}

/** A line that is not sent. */
function settle(line: IndexedLine, planned: Planned, { file, options, followUps, unknown }: PlanContext) {
  const { slot, action, mayExist, facts } = planned;
  const place: LinePlace = { line: line.line, index: line.index, slot };
  if (action === "cutOff") file.append(cutOffRecord(place));
  if (facts.isMessageCutOff && !planned.isMessageLeft)
    file.append(cutOffMessageRecord({ ...place, chatId: facts.chatId }));
  const follow = afterwards(line, planned, options);
  if (action === "done") {
    const { chatId = null, operationLocation, appError, wasMissing } = facts;
    followUps.add({ ...place, chatId, operationLocation, appError, wasMissing, ...follow });
  } else if (mayExist && isGroupKey(slot) && options.onUnknown === "look") {
    unknown.push({ ...place, ...follow, sentAt: facts.sentAt ?? "" });
  }
}
