// Why the module cannot be compiled or started here, and what to do.

import { causeOf } from "./cause.ts";
import { ChatError } from "./chat-error.ts";

/** Where a policy forbids compiling, each engine says so in its own words. */
const REFUSAL = /^EvalError|unsafe-eval|security.policy|\bCSP\b|disallowed by embedder/i;

/** The failure of a start. */
export function notStarted(thrown: unknown): ChatError {
  const cause = causeOf(thrown);
  return new ChatError({ kind: "usage", message: whyNotStarted(`${cause.name}: ${cause.message}`), cause });
}

function whyNotStarted(thrown: string) {
  if (typeof WebAssembly !== "object") {
    return (globalThis as { navigator?: { product?: string } }).navigator?.product === "ReactNative"
      ? "React Native has no WebAssembly, which msgraph-chats is made of: create chats in your server, or in a web view."
      : "This environment has no WebAssembly, which msgraph-chats is made of.";
  }
  return REFUSAL.test(thrown)
    ? "WebAssembly could not be started: the Content-Security-Policy forbids it, its script-src needs 'wasm-unsafe-eval'."
    : "WebAssembly could not be started: see cause.";
}
