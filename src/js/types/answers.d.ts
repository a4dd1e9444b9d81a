// What Graph answers.

/**
 * What a creation came to: the chat (201, or 200 for a oneOnOne chat that was there already), or an operation that
 * installs an app in it (202).
 *
 * @example
 * ```ts
 * const created: CreatedChat = await client.createChat(request);
 * console.log(created.chatId, created.status === "created" ? created.chat.webUrl : "an app is still being installed");
 * ```
 * @see https://learn.microsoft.com/graph/api/chat-post
 */
export type CreatedChat =
  | {
      /** Graph answered with the chat. */
      status: "created";
      /** Id of the chat. */
      chatId: string;
      /** The chat as Graph returned it. */
      chat: Chat;
      /** Whether it was there already and was found: see `ifExists` and `onUnknown`. */
      found: boolean;
      /** Ids of other chats that are the same. */
      duplicates: string[];
      /** Graph's request-id. */
      requestId: string | null;
      /** How many requests were sent. */
      attempts: number;
    }
  | {
      /** Graph has taken it over; see {@link ChatsClient.waitForOperation}. */
      status: "accepted";
      /** Id of the chat, where the location names it. */
      chatId: string | null;
      /** What {@link ChatsClient.waitForOperation} takes. */
      operation: {
        /** Where to ask how far it is, as Graph gave it. */
        location: string;
      };
      /** Always false. */
      found: false;
      /** Always empty. */
      duplicates: never[];
      /** Graph's request-id. */
      requestId: string | null;
      /** How many requests were sent. */
      attempts: number;
    };

/**
 * What kind of chat Graph says it is. It shows a kind that it adds later as `"unknownFutureValue"`.
 *
 * @example
 * ```ts
 * const isGroup = (chatType: ChatType) => chatType === "group";
 * ```
 * @see https://learn.microsoft.com/graph/api/resources/chat
 */
export type ChatType = "oneOnOne" | "group" | "meeting" | "unknownFutureValue";

/**
 * The chat resource as Graph returned it: every property kept, unknown ones too. Its members are not in it.
 *
 * @example
 * ```ts
 * const link = (chat: Chat) => chat.webUrl ?? `https://teams.microsoft.com/l/chat/${encodeURIComponent(chat.id)}/0`;
 * ```
 * @see https://learn.microsoft.com/graph/api/resources/chat
 */
export interface Chat {
  /** Id, e.g. `"19:…@thread.v2"`. */
  id: string;
  /** What kind of chat it is. */
  chatType?: ChatType;
  /** Topic of a group; null on a oneOnOne chat. */
  topic?: string | null;
  /** When it was created: an earlier time than now tells a oneOnOne chat that was there already. */
  createdDateTime?: string | null;
  /** When its topic or its members last changed. */
  lastUpdatedDateTime?: string | null;
  /** Opens it in Teams. */
  webUrl?: string | null;
  /** Tenant in which it was created. */
  tenantId?: string | null;
  /** Whatever else Graph returned. */
  [property: string]: unknown;
}

/**
 * The operation of a 202, as Graph returned it.
 *
 * @example
 * ```ts
 * const created = await client.createChat(request);
 * if (created.status === "accepted") {
 *   const operation: TeamsAsyncOperation = await client.waitForOperation(created.operation);
 *   console.log(operation.status, operation.lastActionDateTime);
 * }
 * ```
 * @see https://learn.microsoft.com/graph/api/resources/teamsasyncoperation
 */
export interface TeamsAsyncOperation {
  /** Id. */
  id: string;
  /** `"createChat"`, which Microsoft's own types do not know: hence it has none. */
  // biome-ignore lint/suspicious/noExplicitAny: so that it goes where Microsoft's types are wanted
  operationType?: any;
  /** `"succeeded"`, when it comes from {@link ChatsClient.waitForOperation}. */
  status?: "invalid" | "notStarted" | "inProgress" | "succeeded" | "failed" | "unknownFutureValue";
  /** When it began. */
  createdDateTime?: string;
  /** When it last changed. */
  lastActionDateTime?: string;
  /** How often Graph has tried. */
  attemptsCount?: number;
  /** Id of the chat. */
  targetResourceId?: string | null;
  /** Path of the chat, to be treated as opaque. */
  targetResourceLocation?: string | null;
  /** Why it failed. */
  error?: {
    /** Graph's code. */
    code?: string | null;
    /** Graph's text, which may name people. */
    message?: string | null;
  } | null;
  /** Whatever else Graph returned. */
  [property: string]: unknown;
}
