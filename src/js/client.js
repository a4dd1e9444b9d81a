// The public functions and the client, over a module that `start` gives.

import { ChatError } from "./chat-error.js";
import { describeError } from "./environment.js";
import { tracked } from "./pending.js";
import { snapshot } from "./snapshot.js";

const DATA_OPTIONS = [
  "cloud",
  "apiVersion",
  "caller",
  "baseUrl",
  "timeoutMs",
  "maxAttempts",
  "maxRetryAfterMs",
  "retryUnknownOutcome",
];

const CALL_OPTIONS = ["timeoutMs", "clientRequestId"];
const WAIT_OPTIONS = ["timeoutMs", "pollIntervalMs"];

const usage = (message) => new ChatError({ kind: "usage", message });

/** The named properties of an options object as text; an object that is none is handed on as it is, to be refused. */
function optionsText(options, names) {
  if (options === undefined || options === null) return "{}";
  if (typeof options !== "object") return "!";
  try {
    return snapshot(Object.fromEntries(names.map((name) => [name, options[name]])));
  } catch {
    return "!";
  }
}

/** How a token is had: a function of the claims and the signal, and whether asking again can help. */
function tokenSource(auth, scope) {
  if (typeof auth === "string") return { canAsk: false, ask: () => auth };
  if (typeof auth === "function") return { canAsk: true, ask: (context) => auth(context) };
  if (typeof auth?.getToken === "function") {
    return {
      canAsk: true,
      ask: async ({ claims, signal }) => {
        const options = { ...(claims && { claims }), ...(signal && { abortSignal: signal }) };
        return (await auth.getToken(scope, options))?.token;
      },
    };
  }
  throw usage("auth must be a token, a function that gives one, or an object with getToken.");
}

/** Subscribes to a signal; an object that is no signal is a wrong option. */
function checkSignal(signal) {
  if (signal === undefined || signal === null) return undefined;
  if (
    typeof signal === "object" &&
    typeof signal.aborted === "boolean" &&
    typeof signal.addEventListener === "function"
  ) {
    return signal;
  }
  throw usage("signal must be an AbortSignal.");
}

/** What the module calls back. None of it throws. */
class Hooks {
  constructor(source, signal, onAttempt) {
    this.canAsk = source.canAsk;
    this.ask = source.ask;
    this.signal = signal;
    this.onAttempt = onAttempt;
  }

  get aborted() {
    return this.signal?.aborted === true;
  }

  /** Resolves to [token], or to [null, ...describeError]. */
  async token(claims) {
    try {
      const token = await this.ask({
        ...(claims && { claims }),
        ...(this.signal && { signal: this.signal }),
      });
      if (typeof token === "string") return [token];
      return [null, "TypeError", "", "the token is no string"];
    } catch (error) {
      return [null, ...describeError(error)];
    }
  }

  /** Calls back when the caller aborts; gives the way to stop listening. */
  subscribe(callback) {
    const { signal } = this;
    try {
      signal?.addEventListener("abort", callback, { once: true });
    } catch {
      // A signal that cannot be listened to never aborts.
    }
    return () => signal?.removeEventListener?.("abort", callback);
  }

  attempt(attempt) {
    try {
      this.onAttempt?.(attempt);
    } catch {
      // A caller's callback must not change what happens to the chat.
    }
  }
}

/** The functions and the class of the package, over a way to have the module (start.js). */
export function createApi(start) {
  function validateChat(request, options) {
    return start().validateChat(snapshot(request), optionsText(options, DATA_OPTIONS));
  }

  function buildChatJson(request, options) {
    return start().buildChat(snapshot(request), optionsText(options, DATA_OPTIONS));
  }

  function buildChat(request, options) {
    return JSON.parse(buildChatJson(request, options));
  }

  class ChatsClient {
    #options;
    #auth;
    #source;

    constructor(options) {
      this.#options = optionsText(options, DATA_OPTIONS);
      this.#auth = options?.auth;
      // Where the module is still to be loaded, the first call checks.
      if (start.isAtHand()) this.#check(start());
    }

    #check(module) {
      this.#source ??= tokenSource(this.#auth, module.checkClientOptions(this.#options));
      return this.#source;
    }

    createChat(request, options) {
      const body = snapshot(request);
      return this.#call(options, CALL_OPTIONS, (module, hooks, call) =>
        module.createChat(body, this.#options, call, hooks),
      );
    }

    waitForOperation(operation, options) {
      return this.#call(options, WAIT_OPTIONS, (module, hooks, call) => {
        const location = operation?.location;
        if (typeof location !== "string") throw usage("An operation has a location, as createChat gave it.");
        return module.waitForOperation(location, this.#options, call, hooks);
      });
    }

    #call(options, names, work) {
      return tracked(async () => {
        const call = optionsText(options, names);
        const signal = checkSignal(options?.signal);
        const onAttempt = options?.onAttempt;
        const module = start.isAtHand() ? start() : await start.load(signal);
        return work(module, new Hooks(this.#check(module), signal, onAttempt), call);
      });
    }
  }

  return { validateChat, buildChat, buildChatJson, ChatsClient };
}
