// Starts the module on first use, synchronously.

import { ChatError } from "./chat-error.js";

/** A function that gives the module's exports, starting it when it is not. */
export function startFrom(glue, inlined) {
  let started = false;
  return () => {
    if (!started) {
      try {
        glue.initSync({ module: new WebAssembly.Module(inlined()) });
      } catch (error) {
        throw new ChatError({
          kind: "usage",
          message: whyNotStarted(),
          cause: { name: String(error?.name), message: String(error?.message) },
        });
      }
      started = true;
    }
    return glue;
  };
}

function whyNotStarted() {
  return typeof WebAssembly === "object"
    ? "WebAssembly could not be started. A Content-Security-Policy must allow it: script-src needs 'wasm-unsafe-eval'."
    : "This environment has no WebAssembly.";
}
