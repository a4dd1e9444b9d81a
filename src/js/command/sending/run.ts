// The run of the command: reads the lines that are to be sent, and says in the end what kept it from more.

import { type BulkProgress, buildChatJson, type ChatRequest, type ChatsClient } from "msgraph-chats";
import type { Failure, MembersRecord, MessageRecord, OutcomeRecord, RunHistory } from "../../runs/index.ts";
import type { FollowUps } from "../../sending/follow-ups.ts";
import type { Gate } from "../../sending/gate.ts";
import { Run } from "../../sending/run.ts";
import { type AdviceContext, advised } from "../advice.ts";
import type { CreateOptions } from "../arguments.ts";
import type { CheckedList } from "../check.ts";
import { CommandError, exitCodes } from "../command-error.ts";
import type { Interrupts } from "../interrupt.ts";
import type { OutcomesFile } from "../outcomes/file.ts";
import type { TokenSource } from "../token.ts";
import { TokenConnection } from "./connection.ts";
import { afterwards, type PlannedLine, plannedLines } from "./planned-lines.ts";

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
  readonly withoutId: number;
  /** Chats of which Graph does not say whether their app is installed. */
  readonly appUnknown: FollowUps["appUnknown"];
  /** Why unknown groups could not be looked for. */
  readonly noLook?: Failure | undefined;
  /** How many unknown groups were looked for to the end, and not found. */
  readonly notFound: number;
}

const stoppedBy = (sentence: string) => new CommandError(sentence, exitCodes.stopped);

export async function sendLines(context: SendContext): Promise<Sent> {
  const { list, file, history, client, tokens, options, signals, isExpired } = context;
  const { maxAttempts, batchSize, concurrency } = options;
  const advice = { cloud: options.cloud, isExpired };
  const { fetch } = globalThis;
  let stopped: CommandError | undefined;
  let fault: unknown;
  const run = new Run({
    client,
    connection: (closing) => new TokenConnection({ fetch, tokens, maxAttempts }, closing),
    history,
    options,
    records: file,
    keepsUnsent: true,
    // What Graph said is written nowhere.
    adviceOf: (error, answered) => ({ ...advised(error, advice), ...answered }),
    onOutcome: context.onOutcome,
    onFollowUp: context.onFollowUp,
    onStopped(reason) {
      stopped ??= stoppedBy(reason);
    },
    onNoToken() {
      stopped ??= stoppedBy("The token could not be had, or is none.");
    },
    onFault(error) {
      stopped ??= error instanceof CommandError ? error : stoppedBy(String(error));
    },
  });

  async function* requests(): AsyncGenerator<ChatRequest> {
    try {
      const { followUps, unknown } = run;
      for await (const planned of plannedLines({ list, file, options, followUps, unknown })) {
        const line = toSend(planned, context);
        run.lines.add(line);
        yield line.request;
      }
    } catch (error) {
      fault = error;
      throw error;
    }
  }

  const onInterrupt = () => {
    context.onStopping(run.gate.inFlight);
    run.stop();
  };
  const onAbort = () => run.abort();
  signals.interrupted.addEventListener("abort", onInterrupt, { once: true });
  signals.aborted.addEventListener("abort", onAbort, { once: true });
  if (signals.interrupted.aborted) onInterrupt();
  let noLook: Failure | undefined;
  let notFound = 0;
  try {
    const ofAll = await run.create(requests(), {
      ...(batchSize !== undefined && { batchSize }),
      ...(concurrency !== undefined && { concurrency }),
      onProgress: context.onProgress,
    });
    if (ofAll !== undefined) stopped ??= stoppedBy(ofAll);
    const looked = await run.finish();
    notFound = looked.notFound.filter((line) => run.isUnknown(line)).length;
    noLook = looked.failure && advised(looked.failure, advice);
    file.checkThere();
  } catch (error) {
    if (fault !== undefined || !(error instanceof CommandError)) throw fault ?? error;
    stopped ??= error;
  } finally {
    // What is under way ends before the file is closed.
    await run.end();
    signals.interrupted.removeEventListener("abort", onInterrupt);
    signals.aborted.removeEventListener("abort", onAbort);
  }
  for (const line of run.unknown) if (run.isUnknown(line)) line.tell?.();
  const { message: noMessages, members: noMembers, adding: noAdding } = run.followUps.stopped;
  const { appUnknown } = run.followUps;
  return { stopped, noMessages, noMembers, noAdding, withoutId: run.withoutId, appUnknown, noLook, notFound };
}

/** The body is compared with what leaves: the same text, however it was written. */
function toSend({ line, planned }: PlannedLine, { list, options }: SendContext) {
  const { slot, mayExist } = planned;
  const follow = afterwards(line, planned, options);
  const body = JSON.stringify(JSON.parse(buildChatJson(follow.request, list.graphOptions)));
  return { line: line.line, index: line.index, slot, body, mayExist, ...follow };
}
