// Ctrl-C: once ends the run gently, twice at once, a third time as if nobody listened.

import type { Gate } from "../sending/gate.ts";
import { counted, duration } from "./output.ts";

const names = ["SIGINT", "SIGTERM"] as const;

export interface Interrupts {
  readonly interrupted: AbortSignal;
  readonly aborted: AbortSignal;
  /** Ends the listening. */
  stop(): void;
}

export function listenForInterrupts(): Interrupts {
  const interrupted = new AbortController();
  const aborted = new AbortController();
  const stop = () => {
    for (const name of names) process.off(name, onSignal);
  };
  const onSignal = () => {
    if (interrupted.signal.aborted) {
      aborted.abort();
      stop();
    }
    interrupted.abort();
  };
  for (const name of names) process.on(name, onSignal);
  return { interrupted: interrupted.signal, aborted: aborted.signal, stop };
}

/** What a run does once it is interrupted. */
export function stoppingText({ chats, messages }: Gate["inFlight"], timeoutMs: number): string {
  const awaited = [chats > 0 && counted(chats, "chat"), messages > 0 && counted(messages, "message")].filter(
    (each) => each !== false,
  );
  const stopping = "Stopping: nothing more is sent.";
  return awaited.length === 0
    ? stopping
    : `${stopping} Waiting up to ${duration(timeoutMs)} for what Graph answers about ${awaited.join(" and ")}; Ctrl-C again ends at once, and then groups and messages among them may or may not be there.`;
}
