/** The run that is shown: begun, stopped, gone on with. It is looked at a few times a second, not at each outcome. */
import type { ClientOptions } from "msgraph-chats";
import { useEffect, useReducer, useState } from "react";
import { BulkRun, type RunOptions } from "../model/bulk-run.ts";
import type { ChatLine } from "../model/chat-lines.ts";

const lookEveryMs = 200;

export function useRun() {
  const [run, setRun] = useState<BulkRun | null>(null);
  const [, look] = useReducer((count: number, _: undefined) => count + 1, 0);
  const isRunning = run?.isRunning ?? false;

  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(look, lookEveryMs, undefined);
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => {
      clearInterval(timer);
      window.removeEventListener("beforeunload", warn);
    };
  }, [isRunning]);

  async function send(run: BulkRun, token: ClientOptions["auth"]) {
    const ended = run.send(token);
    look(undefined);
    try {
      await ended;
    } finally {
      look(undefined);
    }
  }

  return {
    run,
    start(lines: readonly ChatLine[], options: RunOptions, token: ClientOptions["auth"]) {
      const run = new BulkRun(lines, options);
      setRun(run);
      return send(run, token);
    },
    goOn: (token: ClientOptions["auth"]) => run && send(run, token),
    stop: () => run?.stop(),
    clear: () => setRun(null),
  };
}
