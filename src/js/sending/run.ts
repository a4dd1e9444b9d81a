// One run over many lines: hands them to createChats, writes down what became of each, and sees to what follows.

import type { BulkOptions, ChatRequest, ChatsClient } from "msgraph-chats";
import {
  type Answered,
  EarlyStop,
  type Failure,
  foundRecord,
  isGroupKey,
  keyOfSlot,
  type LinePlace,
  type MembersRecord,
  type MessageRecord,
  type OutcomeRecord,
  outcomeRecord,
  type RunHistory,
  type Record as RunRecord,
  type SendingMessageRecord,
  type SendingRecord,
} from "../runs/index.ts";
import type { Connection } from "./connection.ts";
import { type ChatOfLine, FollowUps, isLeft } from "./follow-ups.ts";
import { Gate } from "./gate.ts";
import { LinesUnderWay, type LineToSend } from "./lines-under-way.ts";
import { type Looked, lookFor, type UnknownGroup } from "./look.ts";

/** A line, and what is to be done once its chat is there. */
export type Line = LinePlace & Pick<ChatOfLine, "request" | "message" | "isToVerify" | "isToAsk">;

/** A chat that is to be looked for. */
export interface UnknownLine extends Line, UnknownGroup {
  /** Tells of the outcome that it keeps where it is not found. */
  readonly tell?: () => void;
}

export interface RunContext {
  readonly client: ChatsClient;
  readonly connection: (closing: AbortSignal) => Connection;
  /** Where others send, too: whether a request is theirs. */
  readonly isForeign?: (request: Request) => boolean;
  readonly history: RunHistory;
  readonly options: {
    readonly onUnknown?: string | undefined;
    readonly ifExists?: "create" | "reuse" | undefined;
    readonly addMissing?: boolean | undefined;
    readonly user?: string | undefined;
  };
  /** What is written goes into the history, too. */
  readonly records: {
    append(record: RunRecord): void;
    /** Resolves when it is certain that it is written. */
    announce(record: Omit<SendingRecord, "at"> | Omit<SendingMessageRecord, "at">): Promise<void>;
  };
  /** Whether lines that never left when the run was ended are written down. */
  readonly keepsUnsent: boolean;
  /** The failure with the advice that helps here; of a creation what decides whether the run goes on is kept in it. */
  readonly adviceOf: (error: Failure, answered?: Pick<Answered, "graphMessage" | "refused">) => Answered;
  /** Told of each outcome once it is written, and of the failure that it was made of. */
  readonly onOutcome: (record: OutcomeRecord, error?: Failure) => void;
  readonly onFollowUp: (record: MessageRecord | MembersRecord, error?: Failure) => void;
  /** Why no more leaves, in a sentence; that there is no token; or that nothing can be written. */
  readonly onStopped: (reason: string) => void;
  readonly onNoToken: (error: Failure) => void;
  readonly onFault: (error: unknown) => void;
}

export class Run {
  readonly lines = new LinesUnderWay<Line & LineToSend>();
  /** What is looked for at the end, together. */
  readonly unknown: UnknownLine[] = [];
  readonly gate: Gate;
  readonly followUps: FollowUps;
  readonly #context: RunContext;
  readonly #early = new EarlyStop();
  readonly #closing = new AbortController();
  readonly #abort = new AbortController();
  readonly #closeGate: () => void;

  /** From here on all requests go through its gate. */
  constructor(context: RunContext) {
    this.#context = context;
    const { client, options, records, adviceOf, onFollowUp, isForeign } = context;
    const onFault = (error: unknown) => this.#stop(() => context.onFault(error));
    this.gate = new Gate({
      connection: context.connection(this.#closing.signal),
      closing: this.#closing,
      lines: this.lines,
      records: {
        sending: (keys) => records.announce({ record: "sending", keys }),
        notCreated: (keys) => records.append({ record: "notCreated", keys }),
      },
      isUndecided: () => this.#early.isUndecided,
      onUnreachable: (code) => this.#stop(() => context.onStopped(`No connection can be made (${code}).`)),
      onFault,
      ...(isForeign && { isForeign }),
    });
    this.followUps = new FollowUps({
      client,
      others: this.gate.others,
      options,
      adviceOf: (error) => adviceOf(error),
      sendingMessage: (slot, digest) => records.announce({ record: "sendingMessage", keys: [slot], digest }),
      onRecord: (record, error) => {
        records.append(record);
        onFollowUp(record, error);
        this.#stopWithoutToken(error);
      },
      onInstalled: (record, error, chat) => {
        records.append(record);
        this.#tell(record, error, chat);
      },
      onGone: (record) => records.append(record),
      onWithoutId: (chat) => {
        const { sentAt } = context.history.of(chat.slot);
        if (options.onUnknown !== "look" || sentAt === undefined) return false;
        // That of two people may be years old.
        this.unknown.push({ ...chat, sentAt: isGroupKey(chat.slot) ? sentAt : "" });
        return true;
      },
      onFault,
    });
    this.#closeGate = this.gate.open();
  }

  /** Lets nothing leave any more, and waits for what is under way. */
  stop(): void {
    this.followUps.close();
    void this.gate.close().then(() => this.#abort.abort());
  }

  /** Waits for no answer any more. */
  abort(): void {
    this.#abort.abort();
    this.gate.others.abort();
  }

  /** Creates the chats of these requests, each of which is added to the lines. Gives why it created nothing, where it is over. */
  async create(
    requests: Iterable<ChatRequest> | AsyncIterable<ChatRequest>,
    bulk: Pick<BulkOptions, "batchSize" | "concurrency" | "onProgress" | "onUnknown">,
  ): Promise<string | undefined> {
    const { client, options, records, keepsUnsent, adviceOf, onStopped } = this.#context;
    const early = this.#early;
    const outcomes = client.createChats(requests, {
      ...bulk,
      ifExists: options.ifExists,
      user: options.user,
      signal: this.#abort.signal,
      onAttempt: (attempt) => this.gate.ended(attempt),
    });
    for await (const outcome of outcomes) {
      const line = this.lines.take(outcome.index);
      // Nothing but the list of chats is read before a line is sent.
      const isOfList = !line.hasLeft && options.ifExists === "reuse";
      const refused = isOfList ? "list" : line.isBatchRefused ? "batch" : undefined;
      const error =
        outcome.status === "failed"
          ? adviceOf(outcome.error, { graphMessage: outcome.error.graphMessage, refused })
          : undefined;
      if (error?.kind === "aborted" && !line.wasSent && !keepsUnsent) continue;
      const record = outcomeRecord(line, error ? { status: "failed", error } : outcome);
      records.append(record);
      this.#tell(record, error, line);
      if (!error) {
        const { chatId = null, operationLocation } = record;
        this.followUps.add({ ...line, chatId, operationLocation });
      }
      const ofAll = early.add(line.slot, { status: outcome.status, ...(error && { error }) }, refused);
      if (ofAll !== undefined) this.#stop(() => onStopped(ofAll));
      this.#stopWithoutToken(error);
      this.gate.wake();
    }
    const ofAll = early.end();
    const keys = early.takeWaiting();
    if (keys.length > 0) records.append({ record: "stopped", reason: early.reason ?? "", keys });
    return ofAll;
  }

  /** Looks for what may exist, unless it is stopped, and resolves when nothing is left to do. */
  async finish(): Promise<Looked<UnknownLine>> {
    await this.followUps.installed();
    const looked = this.#closing.signal.aborted ? { notFound: [] } : await this.#look();
    await this.followUps.finished();
    return looked;
  }

  /** However it went: lets nothing leave any more, and resolves when what is under way has ended. */
  async end(): Promise<void> {
    this.stop();
    await this.followUps.finished();
    this.#closeGate();
  }

  isUnknown({ slot }: LinePlace): boolean {
    return this.#context.history.countedAs(slot) === "unknown";
  }

  /** How many chats are there whose ids nobody knows, so that nothing follows. */
  get withoutId(): number {
    const { history } = this.#context;
    const withoutId = this.unknown.filter(
      (line) => isLeft(line) && !this.isUnknown(line) && history.of(line.slot).chatId === undefined,
    );
    return this.followUps.withoutId + withoutId.length;
  }

  #look(): Promise<Looked<UnknownLine>> {
    const { client, options, records, history, onOutcome } = this.#context;
    return lookFor(this.unknown, {
      client,
      others: this.gate.others,
      user: options.user,
      signal: this.#closing.signal,
      taken: chatsOf(history),
      isReuse: options.ifExists === "reuse",
      onFound: (line, chat, duplicates) => {
        const record = foundRecord(line, chat, duplicates, history.of(line.slot));
        records.append(record);
        onOutcome(record);
        // Its operation was asked before.
        this.followUps.add({ ...line, chatId: chat.id, operationLocation: undefined });
      },
    });
  }

  /** Groups whose answers were lost are looked for before they are told of. */
  #tell(record: OutcomeRecord, error: Failure | undefined, line: Line): void {
    const { history, options, onOutcome } = this.#context;
    const isLost = record.status === "failed" && record.error?.outcome === "unknown";
    const tell = () => onOutcome(record, error);
    if (isLost && options.onUnknown === "look" && isGroupKey(record.key))
      this.unknown.push({ ...line, sentAt: history.of(line.slot).sentAt ?? "", tell });
    else tell();
  }

  #stopWithoutToken(error: Failure | undefined): void {
    if (error?.kind === "auth") this.#stop(() => this.#context.onNoToken(error));
  }

  #stop(tell: () => void): void {
    tell();
    this.stop();
  }
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
