// The public functions and the client, over a module that `start` gives.

import type { Answers, Module, ModuleResults, ModuleSource } from "./boundary.ts";
import { type Call, callOf, type TokenSource } from "./call.ts";
import { createdChat } from "./created-chat.ts";
import { addedMembers, foundChats, idText, membersOf, membersText, missingOf } from "./existing-chat.ts";
import { iterate } from "./iterate.ts";
import { missingPart } from "./missing-part.ts";
import { checkedCallback, checkedSignal, optionsText, reading, usage } from "./options.ts";
import { outcomesOf } from "./outcomes.ts";
import { tracked } from "./pending.ts";
import { serialize } from "./serialize.ts";
import { located, type Trace, traceOf, tracing } from "./stack.ts";
import type { Start } from "./start.ts";
import { deferTokenRequest, tokenSource } from "./token-source.ts";
import type * as api from "./types.d.ts";

type Api = Pick<typeof api, "validateChat" | "buildChat" | "buildChatJson" | "ChatsClient">;

/** What a call hands to the module beside its options; read when it begins. */
interface Given {
  place?: string;
  input?: string;
  results?: ModuleResults | ModuleSource;
}

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

/** Whose token it is; many give it alone, or what gives it. */
function authOf(options: unknown) {
  const given = options as Partial<api.ClientOptions & api.TokenCredential> | null | undefined;
  if (typeof given !== "object" || given?.getToken)
    throw usage("auth is an option: write new ChatsClient({ auth }).");
  return given?.auth;
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

  function buildChat(request: api.ChatRequest, options?: api.GraphOptions) {
    return JSON.parse(tracing(buildChat, () => bodyOf(request, options)));
  }

  class ChatsClient {
    readonly #options: string;
    readonly #auth: unknown;
    #source: TokenSource | undefined;

    constructor(options: api.ClientOptions) {
      this.#options = optionsText(options);
      this.#auth = tracing(ChatsClient, () => reading(() => authOf(options)));
      // Where the module is still to be loaded, the first call checks.
      if (start.isAtHand()) tracing(ChatsClient, () => this.#check(start()));
    }

    #check(module: Module) {
      if (this.#source) return this.#source;
      const scope = module.checkClientOptions(this.#options);
      const { baseUrl } = JSON.parse(this.#options);
      if (baseUrl && !isUrl(baseUrl)) throw usage("baseUrl is not a valid URL.");
      this.#source = reading(() => tokenSource(this.#auth, scope));
      return this.#source;
    }

    async createChat(request: api.ChatRequest, options?: api.CallOptions): Promise<api.CreatedChat> {
      const input = serialize(request);
      return createdChat(await this.#call("createChat", traceOf(createChat), options, () => ({ input })));
    }

    createChats(
      requests: Iterable<api.ChatRequest> | AsyncIterable<api.ChatRequest>,
      options?: api.BulkOptions,
    ): AsyncIterableIterator<api.ChatOutcome> {
      const trace = traceOf(createChats);
      return outcomesOf(requests, {
        trace,
        onProgress: (progress) => options?.onProgress?.(progress),
        begin: (results, started) =>
          this.#call(
            "createChats",
            trace,
            options,
            () => {
              reading(() => checkedCallback(options, "onProgress"));
              return { results };
            },
            started,
          ),
      });
    }

    async waitForOperation(
      operation: { location: string },
      options?: api.WaitOptions,
    ): Promise<api.TeamsAsyncOperation> {
      const given = () => {
        const place = reading(() => operation?.location);
        if (typeof place !== "string") {
          throw usage('There is no location: wait for created.operation where the status is "accepted".');
        }
        return { place };
      };
      return JSON.parse(await this.#call("waitForOperation", traceOf(waitForOperation), options, given));
    }

    findChats(request: api.ChatRequest, options?: api.FindOptions): AsyncIterableIterator<api.FoundChat> {
      const input = serialize(request);
      const trace = traceOf(findChats);
      return iterate({
        begin: (results, started) =>
          this.#call("findChats", trace, options, () => ({ input, results: foundChats(results) }), started),
      });
    }

    async listMembers(chatId: string, options?: api.RequestOptions): Promise<api.ConversationMember[]> {
      const given = () => ({ place: idText(chatId) });
      return JSON.parse(await this.#call("listMembers", traceOf(listMembers), options, given)).value;
    }

    async missingMembers(
      chatId: string,
      request: api.ChatRequest,
      options?: api.RequestOptions,
    ): Promise<api.MissingMembers> {
      const input = serialize(request);
      let members: unknown[] = [];
      const given = () => {
        members = reading(() => membersOf(request));
        return { place: idText(chatId), input };
      };
      return missingOf(await this.#call("missingMembers", traceOf(missingMembers), options, given), members);
    }

    addMembers(
      chatId: string,
      members: Iterable<api.MemberInput>,
      options?: api.RequestOptions,
    ): AsyncIterableIterator<api.MemberOutcome> {
      const trace = traceOf(addMembers);
      return iterate({
        begin: (results, started) => {
          const given = () => ({
            place: idText(chatId),
            input: reading(() => membersText(members)),
            results: addedMembers(results, trace),
          });
          return this.#call("addMembers", trace, options, given, started);
        },
      });
    }

    async sendMessage(
      chatId: string,
      message: api.MessageInput,
      options?: api.SendOptions,
    ): Promise<api.SentMessage> {
      const input = serialize(message);
      const given = () => ({ place: idText(chatId), input });
      const sent = await this.#call("sendMessage", traceOf(sendMessage), options, given);
      return { status: "sent", ...sent, message: JSON.parse(sent.message) };
    }

    /** `started` is told of the call once there is one, and may cancel it. */
    #call<A extends keyof Answers>(
      action: A,
      trace: Trace,
      options: Held | undefined,
      given: () => Given,
      started?: (call: Call) => void,
    ): Promise<Answers[A]> {
      let call: Call | undefined;
      const work = () => {
        const text = optionsText(options);
        const signal = reading(() => checkedSignal(options?.signal));
        const onAttempt = reading(() => checkedCallback(options, "onAttempt"));
        const begin = (module: Module) => {
          const source = this.#check(module);
          const missing = missingPart();
          if (missing) throw usage(`This environment has no ${missing}, which is needed to call Graph.`);
          const isMany = started !== undefined;
          call = callOf(isMany ? deferTokenRequest(source) : source, signal, onAttempt, isMany);
          started?.(call);
          const { place = "", input = "", results } = given();
          return module.call(action, place, input, this.#options, text, call, results);
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
