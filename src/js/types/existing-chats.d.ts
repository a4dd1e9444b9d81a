// Existing chats: finding them, their members, their messages.

import type { Chat } from "./answers.js";
import type { ChatError } from "./chat-error.js";
import type { MemberInput } from "./chat-request.js";
import type { RequestOptions } from "./client.js";

/**
 * Which chats are looked through.
 *
 * @example
 * ```ts
 * const options: FindOptions = { user: "adele@contoso.com", createdAfter: new Date(Date.now() - 86_400_000) };
 * ```
 * @see https://learn.microsoft.com/graph/api/chat-list
 */
export interface FindOptions extends RequestOptions {
  /** Whose chats: object id or userPrincipalName, needed with application permission. Default: the caller's. */
  user?: string | undefined;
  /** Leaves older chats out: a `Date`, or a date and time as in RFC 3339. */
  createdAfter?: Date | string | undefined;
}

/**
 * A chat that was found.
 *
 * @example
 * ```ts
 * for await (const found of client.findChats(request)) {
 *   const { chat, match }: FoundChat = found;
 *   console.log(chat.id, chat.members.length, match);
 * }
 * ```
 * @see https://learn.microsoft.com/graph/api/resources/chat
 */
export interface FoundChat {
  /** The chat as Graph returned it, with all its members. */
  chat: Chat & {
    /** Everybody who is in it. */
    members: ConversationMember[];
  };
  /**
   * `"exact"`: everybody of the request is in it, and nobody else. `"probable"`: as many are in it, but one goes by
   * another address there, or several where the topic was asked for and is the same.
   */
  match: "exact" | "probable";
}

/**
 * A member of a chat, as Graph returned it.
 *
 * @example
 * ```ts
 * const isOwner = (member: ConversationMember) => member.roles?.includes("owner") === true;
 * ```
 * @see https://learn.microsoft.com/graph/api/resources/aaduserconversationmember
 */
export interface ConversationMember {
  /** Id of the membership, not of the user. */
  id: string;
  /** `["owner"]`, `["guest"]`, or empty for plain members. */
  roles?: string[];
  /** The name that Teams shows. */
  displayName?: string | null;
  /** Object id of the user. */
  userId?: string | null;
  /** E-mail address, which need not be the userPrincipalName. */
  email?: string | null;
  /** Tenant of the user. */
  tenantId?: string | null;
  /** From when on the member sees the history. */
  visibleHistoryStartDateTime?: string | null;
  /** Whatever else Graph returned. */
  [property: string]: unknown;
}

/**
 * Who of a request is not in a chat, and who is there besides.
 *
 * @example
 * ```ts
 * const { missing, uncertain }: MissingMembers = await client.missingMembers("19:…@thread.v2", request);
 * if (missing.length + uncertain.length === 0) console.log("Everyone is there.");
 * ```
 * @see https://learn.microsoft.com/graph/api/chat-list-members
 */
export interface MissingMembers {
  /** All who are there, as `listMembers` gives them. */
  members: ConversationMember[];
  /** Those who are not there, as they were given. */
  missing: MemberInput[];
  /** Those who are there without being in the request. */
  unexpected: ConversationMember[];
  /** Those who are named by an address that is not there, while somebody unexpected is: it may be they. */
  uncertain: MemberInput[];
}

/**
 * What became of one member that was to be added.
 *
 * @example
 * ```ts
 * const describe = (outcome: MemberOutcome) => (outcome.status === "added" ? "there" : outcome.error.message);
 * ```
 * @see https://learn.microsoft.com/graph/api/chat-post-members
 */
export type MemberOutcome =
  | {
      /** Position among the members, from 0. */
      index: number;
      /** The member is in the chat. */
      status: "added";
    }
  | {
      /** Position among the members, from 0. */
      index: number;
      /** The member may not be in the chat. */
      status: "failed";
      /** Why; its outcome `"notCreated"` means: not added. */
      error: ChatError;
    };

/**
 * A message to send: text, content with its type, or Graph's own chatMessage, which is sent as it is.
 *
 * @example
 * ```ts
 * const messages: MessageInput[] = ["Hello", { content: "<b>Hello</b>", contentType: "html" }, { body: { content: "Hello" }, importance: "high" }];
 * ```
 * @see https://learn.microsoft.com/graph/api/resources/chatmessage
 */
export type MessageInput =
  | string
  | {
      /** The text, at most 28,672 bytes of UTF-8. */
      content: string;
      /** Default `"text"`. */
      contentType?: "text" | "html" | undefined;
    }
  | {
      /** Graph's itemBody. */
      body: {
        /** The text. */
        content: string;
        /** Graph's default is text. */
        contentType?: "text" | "html" | undefined;
      };
      /** Whatever else Graph takes. */
      [property: string]: unknown;
    };

/**
 * A message that Graph took.
 *
 * @example
 * ```ts
 * const { message, requestId }: SentMessage = await client.sendMessage("19:…@thread.v2", "Hello");
 * console.log(message.id, requestId);
 * ```
 * @see https://learn.microsoft.com/graph/api/chat-post-messages
 */
export interface SentMessage {
  /** Graph took it. */
  status: "sent";
  /** The chatMessage as Graph returned it. */
  message: {
    /** Id, unique in its chat. */
    id: string;
    /** When it was sent. */
    createdDateTime?: string | null;
    /** Opens it in Teams. */
    webUrl?: string | null;
    /** Whatever else Graph returned. */
    [property: string]: unknown;
  };
  /** Graph's request-id. */
  requestId: string | null;
  /** How many requests were sent. */
  attempts: number;
}
