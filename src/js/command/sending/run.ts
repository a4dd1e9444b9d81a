// The run: reads the lines that are to be sent, hands them to createChats, and writes down what became of each.

import { type BulkProgress, buildChatJson, type ChatRequest, type ChatsClient } from "msgraph-chats";
import {
  type Answered,
  EarlyStop,
  type Failure,
  foundRecord,
  isGroupKey,
  keyOfSlot,
  type MembersRecord,
  type MessageRecord,
  type OutcomeRecord,
  outcomeRecord,
  type RunHistory,
} from "../../runs/index.ts";
import { FollowUps, isLeft } from "../../sending/follow-ups.ts";
import { Gate } from "../../sending/gate.ts";
import { LinesUnderWay, type UnderWay } from "../../sending/lines-under-way.ts";
import { lookFor } from "../../sending/look.ts";
import { type AdviceContext, advised } from "../advice.ts";
import type { CreateOptions } from "../arguments.ts";
import type { CheckedList } from "../check.ts";
import { CommandError, exitCodes } from "../command-error.ts";
import type { Interrupts } from "../interrupt.ts";
import type { OutcomesFile } from "../outcomes/file.ts";
import type { TokenSource } from "../token.ts";
import { TokenConnection } from "./connection.ts";
import { afterwards, type PlannedLine, plannedLines, type UnknownLine } from "./planned-lines.ts";

export interface SendContext {
  readonly list: CheckedList;
  readonly file: OutcomesFile;
  readonly history: RunHistory;
  readonly client: ChatsClient;
  readonly tokens: TokenSource;
  readonly options: CreateOptions;
  readonly signals: Interrupts;
  readonly isExpired: AdviceContext["isExpired"];
  /** Told of each outcome as it is written down, and of the failure that it was made of. */
  readonly onOutcome: (record: OutcomeRecord, error?: Failure) => void;
  readonly onFollowUp: (record: MessageRecord | MembersRecord, error?: Failure) => void;
  readonly onProgress: (progress: BulkProgress) => void;
  /** The run was interrupted, and waits for what is in flight. */
  readonly onStopping: (inFlight: Gate["inFlight"]) => void;
}

/** What ended a run, or a part of it, before its time. */
export interface Sent {
  readonly stopped: CommandError | undefined;
  /** Why no more messages were sent. */
  readonly noMessages?: string | undefined;
  /** Why nobody was looked for any more. */
  readonly noMembers?: string | undefined;
  /** Why nobody was added any more. */
  readonly noAdding?: string | undefined;
  /** Chats that are there and have no id, so that nothing follows. */
  readonly unnamed: number;
  /** Chats of which Graph does not say whether their app is installed. */
  readonly unasked: FollowUps["unasked"];
  /** Why unknown groups could not be looked for. */
  readonly noLook?: Failure | undefined;
  /** How many unknown groups were looked for to the end, and not found. */
  readonly notFound: number;
}

const stoppedBy = (sentence: string) => new CommandError(sentence, exitCodes.stopped);

export async function sendLines(context: SendContext): Promise<Sent> {
  const { list, file, history, client, tokens, options, signals, onOutcome, onFollowUp, onProgress } =
    context;
  const lines = new LinesUnderWay<ReturnType<typeof toSend>>();
  const unknown: UnknownLine[] = [];
  const closing = new AbortController();
  const abort = new AbortController();
  const early = new EarlyStop();
  const { isExpired } = context;
  const adviceOf = (error: Failure) => advised(error, { cloud: options.cloud, isExpired });
  let stopped: CommandError | undefined;
  let fault: unknown;
  let noLook: Failure | undefined;
  let notFound = 0;

  const isUnknown = ({ slot }: UnknownLine) => history.standingOf(slot) === "unknown";
  /** Groups whose answers were lost are looked for at the end, together. */
  const isToLook = ({ key, status, error }: OutcomeRecord) =>
    options.onUnknown === "look" && isGroupKey(key) && status === "failed" && error?.outcome === "unknown";

  /** Nothing but the list of chats is read before a line is sent. */
  const refusedOf = ({ wasSent, isBatchRefused }: UnderWay) =>
    !wasSent && options.ifExists === "reuse" ? "list" : isBatchRefused ? "batch" : undefined;
  /** What Graph said, and to which request, decides whether the run goes on; it is written nowhere. */
  const answered = (
    error: Failure & { readonly graphMessage: string | null },
    refused: Answered["refused"],
  ): Answered => ({ ...adviceOf(error), graphMessage: error.graphMessage, refused });

  const onFault = (error: unknown) => stop(error instanceof CommandError ? error : stoppedBy(String(error)));
  const { maxAttempts } = options;
  const gate = new Gate({
    connection: new TokenConnection({ fetch: globalThis.fetch, tokens, maxAttempts }, closing.signal),
    closing,
    lines,
    records: {
      sending: (keys) => file.announce({ record: "sending", keys }),
      notCreated: (keys) => file.append({ record: "notCreated", keys }),
    },
    isUndecided: () => early.isUndecided,
    onUnreachable: (code) => stop(stoppedBy(`No connection can be made (${code}).`)),
    onFault,
  });
  const followUps = new FollowUps({
    client,
    others: gate.others,
    options,
    adviceOf,
    sendingMessage: (slot, digest) => file.announce({ record: "sendingMessage", keys: [slot], digest }),
    onRecord(record, error) {
      file.append(record);
      onFollowUp(record, error);
      stopWithoutToken(error);
    },
    onInstalled(record, error, chat) {
      file.append(record);
      const tell = () => onOutcome(record, error);
      if (isToLook(record)) unknown.push({ ...chat, sentAt: history.of(chat.slot).sentAt ?? "", tell });
      else tell();
    },
    onGone: (record) => file.append(record),
    onUnnamed(chat) {
      const { sentAt } = history.of(chat.slot);
      if (options.onUnknown !== "look" || sentAt === undefined) return false;
      // That of two people may be years old.
      unknown.push({ ...chat, sentAt: isGroupKey(chat.slot) ? sentAt : "" });
      return true;
    },
    onFault,
  });
  const closeGently = () => {
    followUps.close();
    void gate.close().then(() => abort.abort());
  };
  const stop = (error: CommandError) => {
    stopped ??= error;
    closeGently();
  };
  const stopWithoutToken = (error: Failure | undefined) => {
    if (error?.kind === "auth") stop(stoppedBy("The token could not be had, or is none."));
  };

  async function* requests(): AsyncGenerator<ChatRequest> {
    try {
      for await (const planned of plannedLines({ list, file, options, followUps, unknown })) {
        const line = toSend(planned, context);
        lines.add(line);
        yield line.request;
      }
    } catch (error) {
      fault = error;
      throw error;
    }
  }

  async function createChats(): Promise<void> {
    const outcomes = client.createChats(requests(), {
      signal: abort.signal,
      ...(options.batchSize !== undefined && { batchSize: options.batchSize }),
      ...(options.concurrency !== undefined && { concurrency: options.concurrency }),
      ifExists: options.ifExists,
      user: options.user,
      onProgress,
      onAttempt: (attempt) => gate.ended(attempt),
    });
    for await (const outcome of outcomes) {
      const sent = lines.take(outcome.index);
      const error = outcome.status === "failed" ? answered(outcome.error, refusedOf(sent)) : undefined;
      const record = outcomeRecord(sent, error ? { status: "failed", error } : outcome);
      file.append(record);
      if (isToLook(record)) {
        unknown.push({
          ...sent,
          sentAt: history.of(sent.slot).sentAt ?? "",
          tell: () => onOutcome(record, error),
        });
      } else onOutcome(record, error);
      if (!error) {
        const { chatId = null, operationLocation } = record;
        followUps.add({ ...sent, chatId, operationLocation });
      }
      const ofAll = early.add(sent.slot, { status: outcome.status, ...(error && { error }) });
      if (ofAll !== undefined) stop(stoppedBy(ofAll));
      stopWithoutToken(error);
      gate.wake();
    }
    const ofAll = early.end();
    if (ofAll !== undefined) stopped ??= stoppedBy(ofAll);
    const keys = early.takeWaiting();
    if (keys.length > 0) file.append({ record: "stopped", reason: early.reason ?? "", keys });
  }

  const look = () =>
    lookFor(unknown, {
      client,
      others: gate.others,
      user: options.user,
      signal: closing.signal,
      taken: chatsOf(history),
      isReuse: options.ifExists === "reuse",
      onFound(line, chat, duplicates) {
        const record = foundRecord(line, chat, duplicates, history.of(line.slot));
        file.append(record);
        onOutcome(record);
        // Its operation was asked before.
        followUps.add({ ...line, chatId: chat.id, operationLocation: undefined });
      },
    });

  const closeGate = gate.open();
  const onInterrupt = () => {
    context.onStopping(gate.inFlight);
    closeGently();
  };
  const onAbort = () => {
    abort.abort();
    gate.others.abort();
  };
  signals.interrupted.addEventListener("abort", onInterrupt, { once: true });
  signals.aborted.addEventListener("abort", onAbort, { once: true });
  if (signals.interrupted.aborted) onInterrupt();
  try {
    await createChats();
    await followUps.installed();
    if (!closing.signal.aborted) {
      const looked = await look();
      notFound = looked.notFound.filter(isUnknown).length;
      noLook = looked.failure && adviceOf(looked.failure);
    }
    await followUps.finished();
    file.checkThere();
  } catch (error) {
    // What is under way ends before the file is closed.
    closeGently();
    await followUps.finished();
    if (fault !== undefined || !(error instanceof CommandError)) throw fault ?? error;
    stopped ??= error;
  } finally {
    closeGate();
    signals.interrupted.removeEventListener("abort", onInterrupt);
    signals.aborted.removeEventListener("abort", onAbort);
  }
  for (const line of unknown.filter(isUnknown)) line.tell?.();
  const { message: noMessages, members: noMembers, adding: noAdding } = followUps.stopped;
  const isUnnamed = (line: UnknownLine) =>
    isLeft(line) && !isUnknown(line) && history.of(line.slot).chatId === undefined;
  const unnamed = followUps.unnamed + unknown.filter(isUnnamed).length;
  const { unasked } = followUps;
  return { stopped, noMessages, noMembers, noAdding, unnamed, unasked, noLook, notFound };
}

/** The chats that lines have already, with their keys. */
function chatsOf(history: RunHistory): Map<string, string> {
  const chats = new Map<string, string>();
  for (const { name } of history.slots()) {
    const { chatId } = history.of(name);
    if (chatId !== undefined) chats.set(chatId, keyOfSlot(name));
  }
  return chats;
}

/** The body is compared with what leaves: the same text, however it was written. */
function toSend({ line, planned }: PlannedLine, { list, options }: SendContext) {
  const { slot, mayExist } = planned;
  const follow = afterwards(line, planned, options);
  const body = JSON.stringify(JSON.parse(buildChatJson(follow.request, list.graphOptions)));
  return { line: line.line, index: line.index, slot, body, mayExist, ...follow };
}
