// Why the module cannot be compiled or started here, and what to do.

import { causeOf } from "./cause.ts";
import { ChatError } from "./chat-error.ts";

/** What browsers throw where a policy forbids compiling; each says it in its own words. */
const REFUSALS = ["CompileError", "EvalError"];

/** The failure of a start. */
export function notStarted(thrown: unknown): ChatError {
  const cause = causeOf(thrown);
  return new ChatError({ kind: "usage", message: whyNotStarted(cause.name), cause });
}

function whyNotStarted(name: string) {
  if (typeof WebAssembly !== "object") {
    return (globalThis as { navigator?: { product?: string } }).navigator?.product === "ReactNative"
      ? "React Native has no WebAssembly, which msgraph-chats is made of: create chats in your server, or in a web view."
      : "This environment has no WebAssembly, which msgraph-chats is made of.";
  }
  return REFUSALS.includes(name)
    ? "WebAssembly could not be compiled. Where there is a Content-Security-Policy, its script-src needs 'wasm-unsafe-eval'."
    : "WebAssembly could not be started: see cause.";
}
