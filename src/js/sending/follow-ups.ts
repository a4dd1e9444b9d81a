// What follows once a chat is there: everybody is looked for in it, those missing are added, the message is sent. A few
// chats at a time; what Graph throttles, the client repeats when it may.

import {
  type ChatRequest,
  type ChatsClient,
  isChatError,
  type MemberInput,
  type MessageInput,
} from "msgraph-chats";
import {
  type Failure,
  installedRecord,
  isOfCaller,
  type LinePlace,
  type MembersRecord,
  type MessageRecord,
  membersFailedRecord,
  membersRecord,
  messageDigestOf,
  messageRecord,
  type OutcomeRecord,
  Refusals,
} from "../runs/index.ts";
import type { OtherRequests } from "./other-requests.ts";

/** Chats at a time: with Graph's usual answers about what it takes in a second. */
const concurrency = 8;
/** When so many wait, no more lines are read. */
const mostWaiting = 200;

/** Whether it is the token or a permission that keeps Graph from answering. */
export const isRefusal = (error: Failure): boolean => error.kind === "auth" || isOfCaller(error);

/** A chat that is there, or that Graph still installs an app in. */
export interface ChatOfLine extends LinePlace {
  readonly chatId: string | null;
  /** Where to ask whether the app is installed. */
  readonly operationLocation?: string | undefined;
  readonly request: ChatRequest;
  /** Absent where none is to be sent. */
  readonly message?: MessageInput | undefined;
  readonly isToVerify: boolean;
  /** Whether it is asked whether the app is installed, though nothing else may be left to do. */
  readonly isToAsk?: boolean;
  /** Why no app could be installed in a chat that may not be there either. */
  readonly appError?: Failure | undefined;
  /** Whether Graph has not known it before, when no one knew yet whether the app would be installed. */
  readonly wasMissing?: boolean | undefined;
}

/** Whether something follows once the chat is there. */
export const isLeft = ({ message, isToVerify }: Pick<ChatOfLine, "message" | "isToVerify">): boolean =>
  message !== undefined || isToVerify;

export interface FollowUpContext {
  readonly client: Pick<ChatsClient, "missingMembers" | "addMembers" | "sendMessage" | "waitForOperation">;
  readonly others: Pick<OtherRequests, "withMessage" | "withMembers">;
  readonly options: { readonly addMissing?: boolean | undefined; readonly onUnknown?: string | undefined };
  /** The failure with the advice that helps here. */
  readonly adviceOf: (error: Failure) => Failure;
  /** Resolves when it is on the disk that the message of a slot is about to leave. */
  readonly sendingMessage: (slot: string, digest: string) => Promise<void>;
  readonly onRecord: (record: MessageRecord | MembersRecord, error?: Failure) => void;
  /** Graph has ended installing an app: it is there, or not, where there is an error; the chat may be there or not. */
  readonly onInstalled: (record: OutcomeRecord, error: Failure | undefined, chat: ChatOfLine) => void;
  /** A chat in which no app could be installed turns out not to be there, as far as Graph shows. */
  readonly onGone: (record: OutcomeRecord) => void;
  /** Takes a chat whose id Graph has not said, to look for it. Gives whether it does. */
  readonly onWithoutId?: (chat: ChatOfLine) => boolean;
  /** The outcomes file cannot be written, or the token cannot be had. */
  readonly onFault: (error: unknown) => void;
}

export class FollowUps {
  readonly #context: FollowUpContext;
  readonly #closing = new AbortController();
  readonly #waiting: ChatOfLine[] = [];
  readonly #refusals = {
    message: new Refusals(),
    members: new Refusals({ isReading: true }),
    adding: new Refusals(),
  };
  /** Those under way, and those whose app is still being installed. */
  #active = 0;
  #installing = 0;
  #withoutId = 0;
  #appUnknown = 0;
  #notAsked: Failure | undefined;
  #changed: (() => void)[] = [];

  constructor(context: FollowUpContext) {
    this.#context = context;
  }

  /** Why no more are sent of a kind. */
  get stopped(): Readonly<Record<"message" | "members" | "adding", string | undefined>> {
    const { message, members, adding } = this.#refusals;
    return { message: message.reason, members: members.reason, adding: adding.reason };
  }

  /** How many chats are there whose ids Graph has not said, so that nothing follows. */
  get withoutId(): number {
    return this.#withoutId;
  }

  /** Of how many chats Graph did not say whether their app is installed, and why. */
  get appUnknown(): { readonly count: number; readonly failure: Failure | undefined } {
    return { count: this.#appUnknown, failure: this.#notAsked };
  }

  add(chat: ChatOfLine): void {
    if (this.#closing.signal.aborted) return;
    const { operationLocation, chatId, isToAsk } = chat;
    const isToName = chatId === null && this.#context.options.onUnknown === "look";
    if (operationLocation !== undefined && (isLeft(chat) || isToAsk || isToName))
      void this.#afterInstalling(chat, operationLocation);
    else this.#queue(chat);
  }

  get hasRoom(): boolean {
    return this.#waiting.length + this.#installing < mostWaiting;
  }

  /** Resolves when there is room for more. */
  room(): Promise<void> {
    return this.#until(() => this.hasRoom);
  }

  /** Resolves when Graph has said of each operation how it ended, or does not say it. */
  installed(): Promise<void> {
    return this.#until(() => this.#installing === 0);
  }

  /** Resolves when nothing is left to do. */
  async finished(): Promise<void> {
    await this.#until(() => this.#active + this.#installing === 0);
    for (const refusals of Object.values(this.#refusals)) refusals.end();
  }

  /** Begins nothing any more; messages whose answer is awaited are waited for. */
  close(): void {
    this.#closing.abort();
    this.#waiting.length = 0;
    this.#notify();
  }

  #queue(chat: ChatOfLine): void {
    if (chat.chatId === null) {
      const isLookedFor = this.#context.onWithoutId?.(chat) ?? false;
      if (!isLookedFor && isLeft(chat)) this.#withoutId += 1;
      return;
    }
    if (!isLeft(chat)) return;
    this.#waiting.push(chat);
    while (this.#active < concurrency) {
      const next = this.#waiting.shift();
      if (!next) return;
      void this.#follow(next);
    }
  }

  async #follow(chat: ChatOfLine): Promise<void> {
    this.#active += 1;
    try {
      for (let next: ChatOfLine | undefined = chat; next; next = this.#waiting.shift()) {
        if (next.chatId !== null) await this.#followIn(next, next.chatId);
        this.#notify();
      }
    } catch (error) {
      this.#context.onFault(error);
    } finally {
      this.#active -= 1;
      this.#notify();
    }
  }

  async #followIn(chat: ChatOfLine, chatId: string): Promise<void> {
    const { message, isToVerify, appError } = chat;
    const isGone = (error: Failure | undefined) => appError !== undefined && error?.status === 404;
    let error = isToVerify ? await this.#verify(chat, chatId) : undefined;
    if (message !== undefined && !isGone(error)) error = await this.#send(chat, chatId, message);
    if (isGone(error)) this.#context.onGone(installedRecord({ ...chat, chatId: null }, appError));
  }

  /** A chat in which no app could be installed is there all the same, or may be. */
  async #afterInstalling(chat: ChatOfLine, location: string): Promise<void> {
    const { client, onInstalled, onFault } = this.#context;
    const { signal } = this.#closing;
    this.#installing += 1;
    try {
      const { chatId, error } = await client.waitForOperation({ location }, { signal }).then(
        ({ targetResourceId }) => ({ chatId: chat.chatId ?? targetResourceId ?? null, error: undefined }),
        (thrown) => ({ chatId: chat.chatId, error: this.#failureOf(thrown) }),
      );
      if (signal.aborted) return;
      const hasFailed = error?.kind === "operation";
      const hasEnded = error === undefined || hasFailed;
      const isGone = hasFailed && chat.wasMissing === true;
      const named = { ...chat, chatId: isGone ? null : chatId, ...(hasEnded && { appError: error }) };
      if (hasEnded) {
        const record = installedRecord(named, error);
        onInstalled(record, error, named);
        if (record.status === "failed") return;
      } else {
        this.#appUnknown += 1;
        if (this.#notAsked === undefined || isRefusal(error)) this.#notAsked = error;
      }
      this.#queue(named);
    } catch (error) {
      onFault(error);
    } finally {
      this.#installing -= 1;
      this.#notify();
    }
  }

  #failureOf(thrown: unknown): Failure {
    if (!isChatError(thrown)) throw thrown;
    return this.#context.adviceOf(thrown);
  }

  /** Gives why nobody knows who is in it. */
  async #verify(line: ChatOfLine, chatId: string): Promise<Failure | undefined> {
    const { client, others, options, adviceOf, onRecord } = this.#context;
    const { request } = line;
    const { signal } = this.#closing;
    if (signal.aborted || this.stopped.members !== undefined) return undefined;
    try {
      await others.withMembers(chatId, async () => {
        const found = await client.missingMembers(chatId, request, { signal });
        this.#refusals.members.add(undefined);
        // The members of a oneOnOne chat are fixed.
        const isToAdd = options.addMissing && request.chatType === "group" && found.missing.length > 0;
        const adding = isToAdd ? await this.#add(chatId, found.missing) : [];
        const error = adding.find((outcome) => outcome.error)?.error;
        onRecord(membersRecord(line, request.members, found, adding), error);
      });
      return undefined;
    } catch (thrown) {
      if (!isChatError(thrown)) throw thrown;
      if (thrown.kind === "aborted") return undefined;
      const error = adviceOf(thrown);
      this.#refusals.members.add(error);
      onRecord(membersFailedRecord(line, error), error);
      return error;
    }
  }

  /** After refusals that are about the token nobody is added any more; who is missing is told all the same. */
  async #add(chatId: string, members: readonly MemberInput[]) {
    const { client, adviceOf } = this.#context;
    const outcomes: { index: number; error?: Failure }[] = [];
    if (this.#refusals.adding.reason !== undefined) return outcomes;
    for await (const outcome of client.addMembers(chatId, members, { signal: this.#closing.signal })) {
      const { index } = outcome;
      const error = outcome.status === "failed" ? adviceOf(outcome.error) : undefined;
      outcomes.push({ index, ...(error && { error }) });
      this.#refusals.adding.add(error);
    }
    return outcomes;
  }

  /** Gives why it was not sent. */
  async #send(line: ChatOfLine, chatId: string, text: MessageInput): Promise<Failure | undefined> {
    const { client, others, adviceOf, sendingMessage, onRecord } = this.#context;
    const { slot } = line;
    if (this.#closing.signal.aborted || this.stopped.message !== undefined) return undefined;
    return await others.withMessage(async (message) => {
      await sendingMessage(slot, messageDigestOf(text));
      try {
        const sent = await client.sendMessage(chatId, text, {
          clientRequestId: message.id,
          signal: message.signal,
          onAttempt: (attempt) => message.ended(attempt),
        });
        this.#refusals.message.add(undefined);
        onRecord(messageRecord(line, sent));
        return undefined;
      } catch (thrown) {
        if (!isChatError(thrown)) throw thrown;
        const error = adviceOf(thrown);
        this.#refusals.message.add(error);
        onRecord(messageRecord(line, { error, wasSent: message.wasSent }), error);
        return error;
      }
    });
  }

  async #until(isTrue: () => boolean): Promise<void> {
    while (!isTrue() && !(this.#closing.signal.aborted && this.#active === 0)) {
      await new Promise<void>((resolve) => {
        this.#changed.push(resolve);
      });
    }
  }

  #notify(): void {
    const changed = this.#changed;
    this.#changed = [];
    for (const each of changed) each();
  }
}
