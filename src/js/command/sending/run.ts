// The run: reads the lines that are to be sent, hands them to createChats, and writes down what became of each.

import { type BulkProgress, buildChatJson, type ChatRequest, type ChatsClient } from "msgraph-chats";
import {
  cutOffRecord,
  EarlyStop,
  type OutcomeRecord,
  outcomeRecord,
  type Planned,
  skippedRecord,
} from "../../runs/index.ts";
import type { CreateOptions } from "../arguments.ts";
import type { CheckedList } from "../check.ts";
import { CommandError, exitCodes } from "../command-error.ts";
import type { IndexedLine } from "../input.ts";
import type { Interrupts } from "../interrupt.ts";
import type { OutcomesFile } from "../outcomes/file.ts";
import type { TokenSource } from "../token.ts";
import { Gate } from "./gate.ts";
import { LinesUnderWay } from "./lines-under-way.ts";

export interface SendContext {
  readonly list: CheckedList;
  readonly file: OutcomesFile;
  readonly client: ChatsClient;
  readonly tokens: TokenSource;
  readonly options: CreateOptions;
  readonly signals: Interrupts;
  /** Told of each outcome as it is written down, and of the failure that it was made of. */
  readonly onOutcome: (record: OutcomeRecord, error?: Failed) => void;
  readonly onProgress: (progress: BulkProgress) => void;
}

type Failed = Parameters<EarlyStop["add"]>[1]["error"];

const stopped = (sentence: string) => new CommandError(sentence, exitCodes.stopped);

/** The lines to send, in their order; those that an earlier run tried come last, for they may be what stopped it. */
async function* plannedLines(list: CheckedList, file: OutcomesFile, onOutcome: SendContext["onOutcome"]) {
  const later = new Set<number>();
  list.plan.restart();
  for await (const line of list.input.lines()) {
    if (list.isRejected(line.index)) {
      file.append(skippedRecord(line.line, line.index, list.issuesOf(line)));
      continue;
    }
    const planned = list.plan.next(list.keyOf(line));
    if (planned.action === "cutOff") {
      const record = cutOffRecord({ ...line, slot: planned.slot });
      file.append(record);
      onOutcome(record);
    }
    if (planned.action !== "send") continue;
    if (planned.wasTried) later.add(line.index);
    else yield { line, planned };
  }
  if (later.size === 0) return;
  list.plan.restart();
  for await (const line of list.input.lines()) {
    if (list.isRejected(line.index)) continue;
    const planned = list.plan.next(list.keyOf(line));
    if (later.has(line.index)) yield { line, planned };
  }
}

/** Sends. Resolves to the CommandError that stopped it, if one did. */
export async function sendLines(context: SendContext): Promise<CommandError | undefined> {
  const { list, file, client, tokens, options, signals, onOutcome, onProgress } = context;
  const lines = new LinesUnderWay();
  const abort = new AbortController();
  const early = new EarlyStop();
  let reason: CommandError | undefined;
  let fault: unknown;

  const gate = new Gate({
    fetch: globalThis.fetch,
    lines,
    file: {
      sending: (slots) => file.sending(slots),
      notCreated: (keys) => file.append({ record: "notCreated", keys }),
    },
    tokens,
    maxAttempts: options.maxAttempts,
    isUndecided: () => early.isUndecided,
    onUnreachable: (code) => stop(stopped(`No connection can be made (${code}).`)),
    onFault: (error) => stop(error instanceof CommandError ? error : stopped(String(error))),
  });
  const closeGently = () => void gate.close().then(() => abort.abort());
  const stop = (error: CommandError) => {
    reason ??= error;
    closeGently();
  };

  async function* requests(): AsyncGenerator<ChatRequest> {
    try {
      for await (const { line, planned } of plannedLines(list, file, onOutcome)) {
        lines.add(toSend(line, planned, list));
        yield line.request as ChatRequest;
      }
    } catch (error) {
      fault = error;
      throw error;
    }
  }

  const fetchBefore = globalThis.fetch;
  globalThis.fetch = (url, init) => gate.send(new Request(url, init), init);
  const onAbort = () => abort.abort();
  signals.interrupted.addEventListener("abort", closeGently, { once: true });
  signals.aborted.addEventListener("abort", onAbort, { once: true });
  if (signals.interrupted.aborted) abort.abort();
  try {
    const outcomes = client.createChats(requests(), {
      signal: abort.signal,
      ...(options.batchSize !== undefined && { batchSize: options.batchSize }),
      ...(options.concurrency !== undefined && { concurrency: options.concurrency }),
      onProgress,
      onAttempt: () => gate.ended(),
    });
    for await (const outcome of outcomes) {
      const sent = lines.take(outcome.index);
      if (!sent) continue;
      const record = outcomeRecord(sent, outcome);
      file.append(record);
      const error = outcome.status === "failed" ? outcome.error : undefined;
      onOutcome(record, error);
      const ofAll = early.add(sent.slot, { status: outcome.status, ...(error && { error }) });
      if (ofAll !== undefined) stop(stopped(ofAll));
      if (error?.kind === "auth") stop(stopped("The token could not be had, or is none."));
      gate.wake();
    }
    const keys = early.takeWaiting();
    if (keys.length > 0) file.append({ record: "stopped", reason: early.reason ?? "", keys });
    file.checkThere();
  } catch (error) {
    if (fault === undefined && error instanceof CommandError) return reason ?? error;
    throw fault ?? error;
  } finally {
    globalThis.fetch = fetchBefore;
    signals.interrupted.removeEventListener("abort", closeGently);
    signals.aborted.removeEventListener("abort", onAbort);
  }
  return reason;
}

/** Compared with what leaves: the same text, however it was written. */
function toSend(
  { line, index, request }: IndexedLine,
  { slot, mayExist }: Planned,
  { graphOptions }: CheckedList,
) {
  const body = JSON.stringify(JSON.parse(buildChatJson(request as ChatRequest, graphOptions)));
  return { line, index, slot, body, mayExist };
}
