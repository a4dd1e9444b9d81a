// The run: reads the lines that are to be sent, hands them to createChats, and writes down what became of each.

import { createHash } from "node:crypto";
import { buildChatJson } from "msgraph-chats";
import { CommandError } from "../command-error.js";
import { cutOffRecord, invalidRecord, outcomeRecord } from "../outcomes/record.js";
import { mayExist, planLine } from "../plan.js";
import { Gate } from "./gate.js";
import { LinesUnderWay } from "./lines-under-way.js";

const keyOf = (body) => createHash("sha256").update(body).digest("hex").slice(0, 16);

/** Why nothing more can be sent, where the outcome of one line says it of all. */
function reasonOf({ kind, status, hint }) {
  if (kind === "auth") return "The token could not be had, or is none.";
  if (status === 401) return hint ?? "Graph does not take the token.";
  return undefined;
}

/**
 * Sends. `readEntries()` gives the checked lines with their issues, `onOutcome(record)` and `onPause(ms)` are told how far
 * it is, `interrupted` is a signal whose abort ends the run gently, `aborted` one that ends it at once.
 * Resolves to the CommandError that stopped it, if one did.
 */
export async function sendLines(context) {
  const { file, client, tokens, options, signals, onOutcome, onPause } = context;
  const lines = new LinesUnderWay();
  const abort = new AbortController();
  let stopped;
  let fault;

  const gate = new Gate({
    fetch: globalThis.fetch,
    lines,
    file,
    tokens,
    maxAttempts: options.maxAttempts,
    onUnreachable: (code) => stop(new CommandError(`No connection can be made (${code}).`)),
    onFault: (error) => stop(error),
  });
  const closeGently = () => gate.close().then(() => abort.abort());
  const stop = (error) => {
    stopped ??= error;
    closeGently();
  };
  const record = (outcome) => {
    file.outcome(outcome);
    onOutcome(outcome);
  };

  async function* requests() {
    try {
      for await (const { request, ...entry } of context.readEntries()) {
        const plan = planLine(entry);
        if (plan === "invalid") record(invalidRecord(entry, entry.issues));
        if (plan === "cutOff")
          record(cutOffRecord({ ...entry, key: keyOf(buildChatJson(request, options)) }));
        if (plan !== "send") continue;
        // Compared with what leaves: the same text, however it was written.
        const body = JSON.stringify(JSON.parse(buildChatJson(request, options)));
        lines.add({ ...entry, body, key: keyOf(body), mayExist: mayExist(entry.known) });
        yield request;
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
      batchSize: options.batchSize,
      concurrency: options.concurrency,
      onProgress: ({ pausedForMs }) => onPause(pausedForMs),
      onAttempt: () => gate.ended(),
    });
    for await (const outcome of outcomes) {
      record(outcomeRecord(lines.take(outcome.index), outcome));
      const reason = outcome.status === "failed" ? reasonOf(outcome.error) : undefined;
      if (reason !== undefined) stop(new CommandError(reason));
    }
  } catch (error) {
    throw fault ?? error;
  } finally {
    globalThis.fetch = fetchBefore;
    signals.interrupted.removeEventListener("abort", closeGently);
    signals.aborted.removeEventListener("abort", onAbort);
  }
  return stopped;
}
