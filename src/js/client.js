// The public functions and the client, over a module that `start` gives.

import { ChatError, isChatError } from "./chat-error.js";
import { missingPart } from "./environment.js";
import { Hooks } from "./hooks.js";
import { outcomesOf } from "./outcomes.js";
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
const BULK_OPTIONS = ["timeoutMs", "batchSize", "concurrency"];
const WAIT_OPTIONS = ["timeoutMs", "pollIntervalMs"];

/** How many layers of iteration may stand between an outcome and the caller's code, roughly. */
const TURNS = 10;

const usage = (message) => new ChatError({ kind: "usage", message });

/** The named properties of an options object as text; an object that is none is handed on as it is, to be refused. */
function optionsText(options, names) {
  if (options === undefined) return "{}";
  try {
    if (Array.isArray(options) || Object.prototype.toString.call(options) !== "[object Object]") return "!";
    return snapshot(Object.fromEntries(names.map((name) => [name, options[name]])));
  } catch {
    return "!";
  }
}

const graphOptionsText = (options) => (options === undefined ? "" : optionsText(options, DATA_OPTIONS));

/** Reads from what the caller gave: a getter that throws is a wrong option. */
function reading(read) {
  try {
    return read();
  } catch (error) {
    throw isChatError(error) ? error : usage("The options cannot be read.");
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

/** The same, after the caller's code has seen the outcomes so far: it may abort before more is sent. */
function askedAfterOutcomes({ canAsk, ask }) {
  const askInTime = async (context, isOver) => {
    for (let turn = 0; turn < TURNS; turn++) await undefined;
    // Who has given up is not asked to sign in.
    return isOver() ? undefined : ask(context);
  };
  return { canAsk, ask: askInTime };
}

/** Whether the environment can send to it; where it knows no URLs that is said when something is sent. */
function isUrl(text) {
  try {
    return typeof URL !== "function" || Boolean(new URL(text));
  } catch {
    return false;
  }
}

/** The signal, if there is one; an object that is none is a wrong option. */
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

/** The functions and the class of the package, over a way to have the module (start.js). */
export function createApi(start) {
  function validateChat(request, options) {
    return start().validateChat(snapshot(request), graphOptionsText(options));
  }

  function buildChatJson(request, options) {
    const text = snapshot(request);
    return start().buildChat(text, graphOptionsText(options)) ?? text;
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
      this.#auth = reading(() => options?.auth);
      // Where the module is still to be loaded, the first call checks.
      if (start.isAtHand()) this.#check(start());
    }

    #check(module) {
      if (this.#source) return this.#source;
      const scope = module.checkClientOptions(this.#options);
      const { baseUrl } = JSON.parse(this.#options);
      if (baseUrl && !isUrl(baseUrl)) throw usage("baseUrl is no valid URL.");
      this.#source = reading(() => tokenSource(this.#auth, scope));
      return this.#source;
    }

    createChat(request, options) {
      const body = snapshot(request);
      return this.#call(options, CALL_OPTIONS, (module, hooks, call) =>
        module.createChat(body, this.#options, call, hooks),
      );
    }

    createChats(requests, options) {
      let cancel = () => {
        cancelled = true;
      };
      let cancelled = false;
      const begin = (source) =>
        this.#call(
          options,
          BULK_OPTIONS,
          (module, hooks, bulk) => {
            cancel = () => hooks.cancel();
            if (cancelled) cancel();
            return module.createChats(this.#options, bulk, hooks, source);
          },
          askedAfterOutcomes,
        );
      const onProgress = (progress) => options?.onProgress?.(progress);
      return outcomesOf(requests, onProgress, begin, () => cancel());
    }

    waitForOperation(operation, options) {
      return this.#call(options, WAIT_OPTIONS, (module, hooks, call) => {
        const location = reading(() => operation?.location);
        if (typeof location !== "string") throw usage("An operation has a location, as createChat gave it.");
        return module.waitForOperation(location, this.#options, call, hooks);
      });
    }

    #call(options, names, work, asked = (source) => source) {
      return tracked(() => {
        const call = optionsText(options, names);
        const signal = reading(() => checkSignal(options?.signal));
        const onAttempt = reading(() => options?.onAttempt);
        const begin = (module) => {
          const source = this.#check(module);
          const missing = missingPart();
          if (missing) throw usage(`This environment has no ${missing}, which is needed to call Graph.`);
          return work(module, new Hooks(asked(source), signal, onAttempt), call);
        };
        return start.isAtHand() ? begin(start()) : start.load(signal).then(begin);
      });
    }
  }

  return { validateChat, buildChat, buildChatJson, ChatsClient };
}
