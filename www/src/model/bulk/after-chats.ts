/** What follows in a run once chats are there, as in the command: who is in them, the messages, and the lost ones found. */
import type { ChatRequest, ChatsClient, MessageInput } from "msgraph-chats";
import { FollowUps } from "../../../../src/js/command/sending/follow-ups.ts";
import { lookFor } from "../../../../src/js/command/sending/look.ts";
import {
  type Failure,
  foundRecord,
  keyOfSlot,
  type MembersRecord,
  type MessageRecord,
  type OutcomeRecord,
  type Record as RunRecord,
} from "../../../../src/js/runs/index.ts";
import { listedWithinMs } from "../follow-ups.ts";
import type { Gate } from "./gate.ts";
import type { Journal } from "./journal.ts";
import type { UnderWay } from "./lines-under-way.ts";
import { mayBeFound, type PlannedList, type Row } from "./plan-list.ts";
import type { RunOptions } from "./run-options.ts";

interface AfterChatsContext {
  client: ChatsClient;
  gate: Gate<UnderWay>;
  journal: Journal;
  options: RunOptions;
  /** Aborted when nothing more may leave. */
  closing: AbortSignal;
  /** What is known follows a record. */
  follow: (record: RunRecord, slots: readonly string[]) => void;
  fail: (error: unknown) => void;
}

export class AfterChats {
  readonly #context: AfterChatsContext;
  readonly #followUps: FollowUps;
  readonly #rows = new Map<string, Row>();
  #noLook: Failure | undefined;

  constructor(context: AfterChatsContext) {
    this.#context = context;
    const { client, gate, options, closing, fail } = context;
    this.#followUps = new FollowUps({
      client,
      others: gate.others,
      options,
      adviceOf: (error) => error,
      sendingMessage: (slot, digest) => this.#announce(slot, digest),
      onRecord: (record, error) => this.#note(record, error),
      onInstalled: (record) => this.#settle(this.#rows.get(record.key), record),
      onGone: (record) => this.#settle(this.#rows.get(record.key), record),
      onFault: fail,
    });
    closing.addEventListener("abort", () => this.#followUps.close());
  }

  /** Takes up what earlier runs left: first the messages that were never tried. */
  begin({ rows }: PlannedList) {
    for (const wasTried of [false, true])
      for (const row of rows) if (row.isEarlier && row.planned?.wasMessageTried === wasTried) this.add(row);
  }

  /** A line whose chat is there. */
  add(row: Row) {
    const { slot, planned, outcome } = row;
    if (slot === null || planned === null) return;
    const { chatId = null, operationLocation } =
      outcome !== undefined && outcome.status !== "skipped" ? outcome : planned.facts;
    this.#rows.set(slot, row);
    this.#followUps.add({ ...this.#lineOf(row, slot), chatId, operationLocation });
  }

  /** Looks for what may exist, and resolves when nothing is left to do. */
  async finish({ rows, history }: PlannedList): Promise<void> {
    const { client, gate, options, closing } = this.#context;
    const sentAt = (slot: string) => history.of(slot).sentAt ?? "";
    const unknown = rows.flatMap((row) => {
      const isEarlier = row.mayExist && mayBeFound(row);
      return row.slot !== null && isEarlier
        ? [{ ...this.#lineOf(row, row.slot), row, sentAt: sentAt(row.slot) }]
        : [];
    });
    if (options.onUnknown === "look" && !closing.aborted) {
      const { failure, notFound } = await lookFor(unknown, {
        client,
        others: gate.others,
        user: undefined,
        signal: closing,
        taken: new Map(
          rows.flatMap(({ slot }) => {
            const chatId = slot === null ? undefined : history.of(slot).chatId;
            return slot === null || chatId === undefined ? [] : [[chatId, keyOfSlot(slot)]];
          }),
        ),
        isReuse: options.ifExists === "reuse",
        onFound: ({ row, ...place }, chat, duplicates) => {
          const record = foundRecord(place, chat, duplicates, history.of(place.slot));
          this.#settle(row, record);
          this.add(row);
        },
      });
      const at = new Date();
      for (const { row, sentAt } of notFound) {
        row.looked = { at, isEarly: at.getTime() - Date.parse(sentAt) < listedWithinMs };
      }
      this.#noLook = failure;
    }
    await this.#followUps.finished();
  }

  /** Begins nothing any more, and waits for what is under way. */
  async stop(): Promise<void> {
    this.#followUps.close();
    await this.#followUps.finished();
  }

  /** Why something was given up, in sentences. */
  get notices(): readonly string[] {
    const { message, members, adding } = this.#followUps.stopped;
    const { unnamed: count, unasked } = this.#followUps;
    const { failure } = unasked;
    const why = failure === undefined ? "" : ` ${failure.hint ?? failure.message}`;
    return [
      ...(message === undefined ? [] : [`No more messages were sent: ${message}`]),
      ...(members === undefined ? [] : [`Members were not checked any more: ${members}`]),
      ...(adding === undefined ? [] : [`Nobody was added any more: ${adding}`]),
      ...(count === 0
        ? []
        : [
            `Graph has not said the id of ${count === 1 ? "one chat" : `${count} chats`}: nothing more was done there.${why}`,
          ]),
      ...(this.#noLook === undefined
        ? []
        : [`Groups could not be looked for: ${this.#noLook.hint ?? this.#noLook.message}`]),
    ];
  }

  #lineOf({ line: { line, index, request, message }, planned }: Row, slot: string) {
    const isToVerify = this.#context.options.verify && planned?.facts.members !== "complete";
    return {
      ...{ line, index, slot, request: request as ChatRequest, isToVerify },
      ...(planned?.isMessageLeft && message !== undefined && { message: message as MessageInput }),
    };
  }

  /** What became of a chat after its creation. */
  #settle(row: Row | undefined, record: OutcomeRecord) {
    const { journal, follow } = this.#context;
    follow(record, [record.key]);
    if (row !== undefined) Object.assign(row, { state: "created", outcome: record });
    journal.note(record);
  }

  async #announce(slot: string, digest: string): Promise<void> {
    const { journal, follow } = this.#context;
    const at = new Date().toISOString();
    const record = { record: "sendingMessage", at, keys: [slot], digest } as const;
    await journal.announce(record);
    follow(record, record.keys);
  }

  #note(record: MessageRecord | MembersRecord, error: Failure | undefined) {
    const { journal, follow, fail } = this.#context;
    follow(record, [record.key]);
    const row = this.#rows.get(record.key);
    if (row !== undefined) Object.assign(row, { [record.record]: record });
    journal.note(record);
    if (error?.kind === "auth") fail(error);
  }
}
