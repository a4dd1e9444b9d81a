/** What follows in a run once chats are there, as in the command: who is in them, the messages, and the lost ones found. */
import type { ChatRequest, ChatsClient, MessageInput } from "msgraph-chats";
import {
  type Failure,
  foundRecord,
  keyOfSlot,
  type MembersRecord,
  type MessageRecord,
  type OutcomeRecord,
  type Record as RunRecord,
} from "../../../../src/js/runs/index.ts";
import { FollowUps, isLeft } from "../../../../src/js/sending/follow-ups.ts";
import type { Gate } from "../../../../src/js/sending/gate.ts";
import { lookFor } from "../../../../src/js/sending/look.ts";
import { listedWithinMs } from "../follow-ups.ts";
import type { Journal } from "./journal.ts";
import { isGroup, mayBeFound, type PlannedList, type Row, stateOf } from "./plan-list.ts";
import type { RunOptions } from "./run-options.ts";

interface AfterChatsContext {
  client: ChatsClient;
  gate: Gate;
  journal: Journal;
  options: RunOptions;
  planned: PlannedList;
  /** Aborted when nothing more may leave. */
  closing: AbortSignal;
  /** What is known follows a record. */
  follow: (record: RunRecord, slots: readonly string[]) => void;
  fail: (error: unknown) => void;
}

const chatsText = (count: number) => (count === 1 ? "one chat" : `${count} chats`);

export class AfterChats {
  readonly #context: AfterChatsContext;
  readonly #followUps: FollowUps;
  readonly #rows = new Map<string, Row>();
  /** Those that may be there or not, and those that are and have no id. */
  readonly #toLookFor = new Set<Row>();
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
      onInstalled: (record) => {
        const row = this.#settle(record);
        if (row !== undefined && mayBeFound(row)) this.#toLookFor.add(row);
      },
      onGone: (record) => this.#settle(record),
      onUnnamed: ({ slot }) => this.#takeUnnamed(slot),
      onFault: fail,
    });
    closing.addEventListener("abort", () => this.#followUps.close());
  }

  /** Takes up what earlier runs left: first the messages that were never tried. */
  begin() {
    const { rows } = this.#context.planned;
    for (const wasTried of [false, true])
      for (const row of rows) if (row.isEarlier && row.planned?.wasMessageTried === wasTried) this.add(row);
  }

  /** A line whose chat is there. */
  add(row: Row) {
    const { slot, planned, outcome, isEarlier } = row;
    if (slot === null || planned === null) return;
    const { chatId = null, operationLocation } =
      outcome !== undefined && outcome.status !== "skipped" ? outcome : planned.facts;
    const { appError, wasMissing } = isEarlier ? planned.facts : {};
    this.#rows.set(slot, row);
    const line = this.#lineOf(row, slot);
    this.#followUps.add({ ...line, chatId, operationLocation, appError, wasMissing });
  }

  /** Looks for what may exist, and resolves when nothing is left to do. */
  async finish(): Promise<void> {
    const { client, gate, options, closing, planned } = this.#context;
    const { rows, history } = planned;
    await this.#followUps.installed();
    for (const row of rows) if (row.mayExist && mayBeFound(row)) this.#toLookFor.add(row);
    // The chat of two people may be years old.
    const sentAt = (row: Row, slot: string) => (isGroup(row) ? (history.of(slot).sentAt ?? "") : "");
    const lines = [...this.#toLookFor].flatMap((row) =>
      row.slot === null ? [] : [{ ...this.#lineOf(row, row.slot), row, sentAt: sentAt(row, row.slot) }],
    );
    if (options.onUnknown === "look" && !closing.aborted) {
      const { failure, notFound } = await lookFor(lines, {
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
        onFound: ({ row, ...line }, chat, duplicates) => {
          this.#rows.set(line.slot, row);
          this.#settle(foundRecord(line, chat, duplicates, history.of(line.slot)));
          // Its operation was asked before.
          this.#followUps.add({ ...line, chatId: chat.id });
        },
      });
      const at = new Date();
      for (const { row, sentAt } of notFound) {
        if (mayBeFound(row)) row.looked = { at, isEarly: at.getTime() - Date.parse(sentAt) < listedWithinMs };
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
    const { failure: notAsked, count: unasked } = this.#followUps.unasked;
    const unnamed = this.#unnamed;
    const isLook = this.#context.options.onUnknown === "look";
    const howToName = isLook
      ? ""
      : " To find it in the list of chats, choose “Look for the group”, then go on.";
    return [
      ...(message === undefined ? [] : [`No more messages were sent: ${message}`]),
      ...(members === undefined ? [] : [`Members were not checked any more: ${members}`]),
      ...(adding === undefined ? [] : [`Nobody was added any more: ${adding}`]),
      ...(notAsked === undefined
        ? []
        : [
            `Of ${chatsText(unasked)} it is not known whether the app is installed: ${notAsked.hint ?? notAsked.message}`,
          ]),
      ...(unnamed === 0
        ? []
        : [`Graph has not said the id of ${chatsText(unnamed)}: nothing more was done there.${howToName}`]),
      ...(this.#noLook === undefined
        ? []
        : [`Groups could not be looked for: ${this.#noLook.hint ?? this.#noLook.message}`]),
    ];
  }

  #lineOf({ line: { line, index, request, message }, planned, isEarlier }: Row, slot: string) {
    const { options, planned: list } = this.#context;
    const isToVerify = options.verify && planned?.facts.members !== "complete";
    // Who goes on when all chats are there asks for their apps, too.
    const isLast = isEarlier && list.toSend.length === 0;
    const isToAsk = options.verify || message !== undefined || isLast;
    return {
      ...{ line, index, slot, request: request as ChatRequest, isToVerify, isToAsk },
      ...(planned?.isMessageLeft && message !== undefined && { message: message as MessageInput }),
    };
  }

  /** Whether a chat whose id Graph has not said is looked for. */
  #takeUnnamed(slot: string): boolean {
    const { options, planned } = this.#context;
    const row = this.#rows.get(slot);
    const isWanted = options.onUnknown === "look" && planned.history.of(slot).sentAt !== undefined;
    if (row === undefined || !isWanted) return false;
    this.#toLookFor.add(row);
    return true;
  }

  /** Chats that are there whose ids nobody knows, so that nothing follows. */
  get #unnamed(): number {
    const isUnnamed = (row: Row) =>
      row.slot !== null &&
      !mayBeFound(row) &&
      isLeft(this.#lineOf(row, row.slot)) &&
      this.#context.planned.history.of(row.slot).chatId === undefined;
    return this.#followUps.unnamed + [...this.#toLookFor].filter(isUnnamed).length;
  }

  /** What became of a chat after its creation. */
  #settle(record: OutcomeRecord): Row | undefined {
    const { journal, follow, planned } = this.#context;
    follow(record, [record.key]);
    const row = this.#rows.get(record.key);
    if (row !== undefined)
      Object.assign(row, { state: stateOf(planned.history, record.key), outcome: record });
    journal.note(record);
    return row;
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
