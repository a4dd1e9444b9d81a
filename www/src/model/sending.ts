/** Creating one chat, as the page shows it: under way, made, accepted, failed; and the last twenty calls. */
import {
  type Attempt,
  type Chat,
  ChatError,
  type ChatRequest,
  type ClientOptions,
  type CreatedChat,
  type TeamsAsyncOperation,
} from "msgraph-chats";
import { useCallback, useRef, useState } from "react";
import { clientFor } from "./client.ts";
import type { Faults } from "./faults.ts";
import { type Doing, type Draft, emptyDraft, type FollowUps } from "./follow-ups.ts";
import { prepareLocalGraph } from "./local-graph.ts";
import { baseUrlOf, type Settings } from "./settings.ts";
import { type Exchange, watchFetch } from "./watch-fetch.ts";

export type Created = Extract<CreatedChat, { status: "created" }>;

/** A 202, and the way to learn what became of it. */
export interface Accepted {
  result: Extract<CreatedChat, { status: "accepted" }>;
  wait: (auth: ClientOptions["auth"], signal: AbortSignal) => Promise<TeamsAsyncOperation>;
}

export type Step =
  | { step: "creating" }
  | { step: "created"; result: Created }
  | { step: "accepted"; accepted: Accepted }
  | { step: "waiting"; accepted: Accepted }
  | { step: "ended"; accepted: Accepted; operation: TeamsAsyncOperation }
  | { step: "failed"; error: ChatError; accepted?: Accepted };

export interface Order {
  request: ChatRequest;
  /** Names the request and where it went: an answer to another one is an older one. */
  fingerprint: string;
  settings: Settings;
  auth: () => Promise<ClientOptions["auth"]>;
  /** What the local Graph is asked to do; not used with Graph itself. */
  faults: Faults;
}

export interface Call {
  id: number;
  order: Order;
  beganAt: Date;
  beganMs: number;
  endedMs: number | null;
  step: Step;
  exchanges: readonly Exchange[];
  /** What was asked about its chat afterwards. */
  followUps: FollowUps;
  /** Null until somebody wants to write the first message. */
  draft: Draft | null;
}

type Done<Name extends keyof FollowUps> =
  NonNullable<FollowUps[Name]> extends Doing<infer Result> ? Result : never;

export type Sending = ReturnType<typeof useSending>;

/** The local Graph needs no mercy. */
const localPollIntervalMs = 500;
const mostCalls = 20;

/** The id of the chat, once it is there. */
export function chatIdOf({ step }: Call): string | null {
  if (step.step === "created") return step.result.chatId;
  if (step.step !== "ended") return null;
  return step.accepted.result.chatId ?? step.operation.targetResourceId ?? null;
}

/** Whether creating the same once more could make a second chat. Of the same two there is but one. */
export const mayBeMadeTwice = ({ order, step }: Call) =>
  order.request.chatType === "group" && (step.step !== "failed" || step.error.outcome !== "notCreated");

export const isBusy = (call: Call | null) => call?.step.step === "creating" || call?.step.step === "waiting";

export function useSending() {
  /** The latest first. */
  const [calls, setCalls] = useState<readonly Call[]>([]);
  const [shownId, setShownId] = useState<number | null>(null);
  const stopping = useRef<AbortController | null>(null);
  const lastId = useRef(0);

  const change = useCallback((id: number, how: (call: Call) => Partial<Call>) => {
    setCalls((calls) => calls.map((call) => (call.id === id ? { ...call, ...how(call) } : call)));
  }, []);

  /** Shows what `work` came to, or the ChatError that it failed with. */
  async function run(
    { id }: Pick<Call, "id">,
    isOurs: Parameters<typeof watchFetch>[0],
    work: (signal: AbortSignal) => Promise<Step>,
    accepted?: Accepted,
  ) {
    const controller = new AbortController();
    stopping.current = controller;
    const seen = new Set<Exchange>();
    const unwatch = watchFetch(isOurs, (exchange) => {
      const isNew = !seen.has(exchange);
      seen.add(exchange);
      change(id, ({ exchanges }) => ({ exchanges: isNew ? [...exchanges, exchange] : [...exchanges] }));
    });
    const end = (step: Step) => change(id, () => ({ step, endedMs: performance.now() }));
    try {
      end(await work(controller.signal));
    } catch (error) {
      if (!(error instanceof ChatError)) {
        setCalls((calls) => calls.filter((call) => call.id !== id));
        throw error;
      }
      end({ step: "failed", error, ...(accepted && { accepted }) });
    } finally {
      unwatch();
    }
  }

  function create(order: Order) {
    const { request, settings, faults } = order;
    lastId.current += 1;
    const call: Call = {
      id: lastId.current,
      order,
      beganAt: new Date(),
      beganMs: performance.now(),
      endedMs: null,
      step: { step: "creating" },
      exchanges: [],
      followUps: {},
      draft: null,
    };
    setCalls((calls) => [call, ...calls].slice(0, mostCalls));
    setShownId(call.id);
    const clientRequestId = crypto.randomUUID();
    const onAttempt = ({ retryInMs }: Attempt) =>
      change(call.id, ({ exchanges }) => ({
        exchanges: exchanges.map((exchange, index) =>
          index === exchanges.length - 1 ? Object.assign(exchange, { retryInMs }) : exchange,
        ),
      }));
    return run(
      call,
      (_url, id) => id === clientRequestId,
      async (signal) => {
        const { baseUrl } = baseUrlOf(settings);
        const client = clientFor(settings, await order.auth());
        if (baseUrl !== undefined) await prepareLocalGraph(baseUrl, settings.cloud, faults);
        const result = await client.createChat(request, { signal, onAttempt, clientRequestId });
        if (result.status === "created") return { step: "created", result };
        const pace = baseUrl === undefined ? {} : { pollIntervalMs: localPollIntervalMs };
        const wait: Accepted["wait"] = (auth, signal) =>
          clientFor(settings, auth).waitForOperation(result.operation, { signal, ...pace });
        return { step: "accepted", accepted: { result, wait } };
      },
    );
  }

  function wait(call: Call, accepted: Accepted, auth: Order["auth"]) {
    change(call.id, () => ({ step: { step: "waiting", accepted }, endedMs: null }));
    const isPoll = (url: string) => /\/operations[(/]/.test(url);
    const work = async (signal: AbortSignal): Promise<Step> => ({
      step: "ended",
      accepted,
      operation: await accepted.wait(await auth(), signal),
    });
    return run(call, isPoll, work, accepted);
  }

  /** Something about the chat of a call; `tell` says how far it is. */
  async function follow<Name extends keyof FollowUps>(
    { id }: Call,
    name: Name,
    work: (signal: AbortSignal, tell: (words: string) => void) => Promise<Done<Name>>,
  ) {
    const controller = new AbortController();
    const set = (doing: Doing<Done<Name>>) =>
      change(id, ({ followUps }) => ({ followUps: { ...followUps, [name]: doing } }));
    const tell = (words: string) => set({ state: "busy", words, stop: () => controller.abort() });
    tell("");
    try {
      set({ state: "done", done: await work(controller.signal, tell) });
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      set({ state: "failed", error });
    }
  }

  /** The chat that was looked for is the one of the call. */
  function take({ id }: Call, chat: Chat, duplicates: string[]) {
    const none = { requestId: null, attempts: 0 };
    const result: Created = { status: "created", chatId: chat.id, chat, found: true, duplicates, ...none };
    change(id, () => ({ step: { step: "created", result } }));
  }

  const shown = calls.find(({ id }) => id === shownId) ?? null;
  return {
    calls,
    shown,
    latest: calls[0] ?? null,
    show: setShownId,
    create,
    wait,
    follow,
    take,
    write: ({ id }: Call, written: Partial<Draft>) =>
      change(id, ({ draft }) => ({ draft: { ...(draft ?? emptyDraft), ...written } })),
    cancel: () => stopping.current?.abort(),
  };
}
