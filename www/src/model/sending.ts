/** Creating one chat, as the page shows it: under way, made, accepted, failed. */
import {
  type Attempt,
  ChatError,
  type ChatRequest,
  ChatsClient,
  type CreatedChat,
  type TeamsAsyncOperation,
} from "msgraph-chats";
import { useRef, useState } from "preact/hooks";
import { prepareLocalGraph } from "./local-graph.ts";
import { baseUrlOf, graphOptionsOf, type Settings } from "./settings.ts";

type Created = Extract<CreatedChat, { status: "created" }>;

/** A 202, and the way to learn what became of it. */
export interface Accepted {
  result: Extract<CreatedChat, { status: "accepted" }>;
  wait: (signal: AbortSignal) => Promise<TeamsAsyncOperation>;
}

export type Step =
  | { step: "idle" }
  | { step: "creating" }
  | { step: "created"; result: Created }
  | { step: "accepted"; accepted: Accepted }
  | { step: "waiting"; accepted: Accepted }
  | { step: "ended"; accepted: Accepted; operation: TeamsAsyncOperation }
  | { step: "failed"; error: ChatError; accepted?: Accepted };

export interface Order {
  request: ChatRequest;
  settings: Settings;
  token: string;
  /** What the local Graph is asked to do; not used with Graph itself. */
  faultId: string;
}

/** The local Graph needs no mercy. */
const localPollIntervalMs = 500;

export const isBusy = ({ step }: Step) => step === "creating" || step === "waiting";

export function useSending() {
  const [step, setStep] = useState<Step>({ step: "idle" });
  const [attempts, setAttempts] = useState<readonly Attempt[]>([]);
  const stopping = useRef<AbortController | null>(null);

  /** Shows what `work` came to, or the ChatError that it failed with. */
  async function run(start: Step & { accepted?: Accepted }, work: (signal: AbortSignal) => Promise<Step>) {
    const controller = new AbortController();
    stopping.current = controller;
    setStep(start);
    try {
      setStep(await work(controller.signal));
    } catch (error) {
      if (!(error instanceof ChatError)) {
        setStep({ step: "idle" });
        throw error;
      }
      setStep({ step: "failed", error, ...(start.accepted && { accepted: start.accepted }) });
    }
  }

  const create = ({ request, settings, token, faultId }: Order) =>
    run({ step: "creating" }, async (signal) => {
      setAttempts([]);
      const { baseUrl } = baseUrlOf(settings);
      const client = new ChatsClient({
        ...graphOptionsOf(settings),
        ...(baseUrl !== undefined && { baseUrl }),
        auth: token,
      });
      if (baseUrl !== undefined) await prepareLocalGraph(baseUrl, settings.cloud, faultId);
      const onAttempt = (attempt: Attempt) => setAttempts((others) => [...others, attempt]);
      const result = await client.createChat(request, { signal, onAttempt });
      if (result.status === "created") return { step: "created", result };
      const pace = baseUrl === undefined ? {} : { pollIntervalMs: localPollIntervalMs };
      const wait = (signal: AbortSignal) => client.waitForOperation(result.operation, { signal, ...pace });
      return { step: "accepted", accepted: { result, wait } };
    });

  const wait = (accepted: Accepted) =>
    run({ step: "waiting", accepted }, async (signal) => ({
      step: "ended",
      accepted,
      operation: await accepted.wait(signal),
    }));

  return { step, attempts, create, wait, cancel: () => stopping.current?.abort() };
}
