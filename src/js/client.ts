// The public functions and the client, over a module that `start` gives.

import type { Module } from "./boundary.ts";
import { Call, type TokenSource } from "./call.ts";
import { createdChat } from "./created-chat.ts";
import { chatSink, idText, memberSink, membersOf, membersText, missingOf } from "./existing-chat.ts";
import { iterate, type Results } from "./iterate.ts";
import { missingPart } from "./missing-part.ts";
import { checkedSignal, optionsText, reading, usage } from "./options.ts";
import { outcomesOf } from "./outcomes.ts";
import { tracked } from "./pending.ts";
import { serialize } from "./serialize.ts";
import { located, type Trace, traceOf, tracing } from "./stack.ts";
import type { Start } from "./start.ts";
import { deferTokenRequest, tokenSource } from "./token-source.ts";
import type * as api from "./types.d.ts";

type Api = Pick<typeof api, "validateChat" | "buildChat" | "buildChatJson" | "ChatsClient">;

/** Does something with the module, its call and the text of the call's options. */
type Run<T> = (module: Module, call: Call, options: string | undefined) => Promise<T>;

/** What stays on this side of a call's options. */
type Held = Pick<api.RequestOptions, "signal" | "onAttempt">;

/** Whether the environment can send to it; where it knows no URLs that is said when something is sent. */
function isUrl(text: string) {
  try {
    return typeof URL !== "function" || Boolean(new URL(text));
  } catch {
    return false;
  }
}

/** The functions and the class of the package, over a way to have the module (start.ts). */
export function createApi(start: Start): Api {
  function validateChat(request: unknown, options?: api.GraphOptions) {
    return start().validateChat(serialize(request), optionsText(options));
  }

  const bodyOf = (request: unknown, options: unknown) => {
    const text = serialize(request);
    return start().buildChat(text, optionsText(options)) ?? text;
  };

  function buildChatJson(request: api.ChatRequest, options?: api.GraphOptions) {
    return tracing(buildChatJson, () => bodyOf(request, options));
  }

  function buildChat(request: api.ChatRequest, options?: api.GraphOptions): api.ChatBody {
    return JSON.parse(tracing(buildChat, () => bodyOf(request, options)));
  }

  class ChatsClient {
    readonly #options: string | undefined;
    readonly #auth: unknown;
    #source: TokenSource | undefined;

    constructor(options: api.ClientOptions) {
      this.#options = optionsText(options);
      this.#auth = tracing(ChatsClient, () => reading(() => options?.auth));
      // Where the module is still to be loaded, the first call checks.
      if (start.isAtHand()) tracing(ChatsClient, () => this.#check(start()));
    }

    #check(module: Module) {
      if (this.#source) return this.#source;
      const scope = module.checkClientOptions(this.#options);
      const { baseUrl } = JSON.parse(this.#options ?? "{}");
      if (baseUrl && !isUrl(baseUrl)) throw usage("baseUrl is not a valid URL.");
      this.#source = reading(() => tokenSource(this.#auth, scope));
      return this.#source;
    }

    createChat(request: api.ChatRequest, options?: api.CallOptions): Promise<api.CreatedChat> {
      const text = serialize(request);
      const run: Run<api.CreatedChat> = async (module, call, given) =>
        createdChat(await module.createChat(text, this.#options, given, call));
      return this.#call(traceOf(createChat), options, run);
    }

    createChats(
      requests: Iterable<api.ChatRequest> | AsyncIterable<api.ChatRequest>,
      options?: api.BulkOptions,
    ): AsyncIterableIterator<api.ChatOutcome> {
      const trace = traceOf(createChats);
      return outcomesOf(requests, {
        trace,
        onProgress: (progress) => options?.onProgress?.(progress),
        begin: (source, started) =>
          this.#call(
            trace,
            options,
            (module, call, given) => {
              started(call);
              return module.createChats(this.#options, given, call, source);
            },
            true,
          ),
      });
    }

    waitForOperation(
      operation: { location: string },
      options?: api.WaitOptions,
    ): Promise<api.TeamsAsyncOperation> {
      return this.#call(traceOf(waitForOperation), options, async (module, call, given) => {
        const location = reading(() => operation?.location);
        if (typeof location !== "string") throw usage("An operation has a location, as createChat gave it.");
        return JSON.parse(await module.waitForOperation(location, this.#options, given, call));
      });
    }

    findChats(request: api.ChatRequest, options?: api.FindOptions): AsyncIterableIterator<api.FoundChat> {
      const text = serialize(request);
      return this.#iterate(traceOf(findChats), options, (module, call, given, results) =>
        module.findChats(text, this.#options, given, call, chatSink(results)),
      );
    }

    listMembers(chatId: string, options?: api.RequestOptions): Promise<api.ConversationMember[]> {
      return this.#call(
        traceOf(listMembers),
        options,
        async (module, call, given) =>
          JSON.parse(await module.listMembers(idText(chatId), this.#options, given, call)).value,
      );
    }

    missingMembers(
      chatId: string,
      request: api.ChatRequest,
      options?: api.RequestOptions,
    ): Promise<api.MissingMembers> {
      const text = serialize(request);
      return this.#call(traceOf(missingMembers), options, async (module, call, given) => {
        const members = reading(() => membersOf(request));
        const id = idText(chatId);
        return missingOf(await module.missingMembers(id, text, this.#options, given, call), members);
      });
    }

    addMembers(
      chatId: string,
      members: Iterable<api.MemberInput>,
      options?: api.RequestOptions,
    ): AsyncIterableIterator<api.MemberOutcome> {
      const trace = traceOf(addMembers);
      return this.#iterate(trace, options, (module, call, given, results) => {
        const text = reading(() => membersText(members));
        const sink = memberSink(results, trace);
        return module.addMembers(idText(chatId), text, this.#options, given, call, sink);
      });
    }

    sendMessage(
      chatId: string,
      message: api.MessageInput,
      options?: api.SendOptions,
    ): Promise<api.SentMessage> {
      const text = serialize(message);
      return this.#call(traceOf(sendMessage), options, async (module, call, given) => {
        const sent = await module.sendMessage(idText(chatId), text, this.#options, given, call);
        return { status: "sent", ...sent, message: JSON.parse(sent.message) };
      });
    }

    #iterate<T>(
      trace: Trace,
      options: Held | undefined,
      run: (module: Module, call: Call, given: string | undefined, results: Results<T>) => Promise<void>,
    ): AsyncIterableIterator<T> {
      return iterate({
        begin: (results, started) =>
          this.#call(
            trace,
            options,
            (module, call, given) => {
              started(call);
              return run(module, call, given, results);
            },
            true,
          ),
      });
    }

    #call<T>(trace: Trace, options: Held | undefined, run: Run<T>, isBulk = false): Promise<T> {
      let call: Call | undefined;
      const work = () => {
        const text = optionsText(options);
        const signal = reading(() => checkedSignal(options?.signal));
        const onAttempt = reading(() => options?.onAttempt);
        const begin = (module: Module) => {
          const source = this.#check(module);
          const missing = missingPart();
          if (missing) throw usage(`This environment has no ${missing}, which is needed to call Graph.`);
          call = new Call(isBulk ? deferTokenRequest(source) : source, signal, onAttempt, isBulk);
          return run(module, call, text);
        };
        return start.load && !start.isAtHand() ? start.load(signal).then(begin) : begin(start());
      };
      return tracked(work, (error) => {
        call?.end();
        return located(error, trace);
      });
    }
  }
  // As they are now: whoever replaces a method later still calls these.
  const { createChat, createChats, waitForOperation, findChats } = ChatsClient.prototype;
  const { listMembers, missingMembers, addMembers, sendMessage } = ChatsClient.prototype;

  return { validateChat, buildChat, buildChatJson, ChatsClient };
}
