// Where tokens come from: a string, a function, or a credential.

import type { TokenSource } from "./call.ts";
import { usage } from "./options.ts";
import type { TokenContext, TokenCredential, TokenProvider } from "./types.d.ts";

/** How many layers of iteration may stand between an outcome and the caller's code, roughly. */
const MICROTASK_YIELDS = 10;

/** Throws where `auth` is none of them; `scope` is what a credential is asked for. */
export function tokenSource(auth: unknown, scope: string): TokenSource {
  if (typeof auth === "string") return { canAskAgain: false, ask: () => auth };
  if (typeof auth === "function") {
    return { canAskAgain: true, ask: (context) => (auth as TokenProvider)(context) };
  }
  const credential = auth as TokenCredential | undefined;
  if (typeof credential?.getToken === "function") {
    return {
      canAskAgain: true,
      async ask({ claims, signal }: TokenContext) {
        const options = { ...(claims && { claims }), ...(signal && { abortSignal: signal }) };
        return (await credential.getToken(scope, options))?.token;
      },
    };
  }
  throw usage("auth must be a token, a function that gives one, or an object with getToken.");
}

/** The same, asked after the caller's code has seen the outcomes so far: it may abort before more is sent. */
export function deferTokenRequest({ canAskAgain, ask }: TokenSource): TokenSource {
  return {
    canAskAgain,
    async ask(context, isOver) {
      for (let turn = 0; turn < MICROTASK_YIELDS; turn++) await undefined;
      // Who has given up is not asked to sign in.
      return isOver() ? undefined : ask(context, isOver);
    },
  };
}
