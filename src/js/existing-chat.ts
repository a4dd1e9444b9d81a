// The calls about a chat that is there: what they hand to the module, and what callers get of its results.

import type { Answers, Found, ModuleResults } from "./boundary.ts";
import type { ChatError } from "./chat-error.ts";
import type { Results } from "./iterate.ts";
import { serialize, UNREADABLE } from "./serialize.ts";
import { located, type Trace } from "./stack.ts";
import type { ConversationMember, FoundChat, MemberInput, MemberOutcome, MissingMembers } from "./types.d.ts";

/** Takes the chats that are found. */
export const foundChats = ({ wanted, push }: Results<FoundChat>): ModuleResults => ({
  wanted,
  push: (_, { chat, isExact }: Found) =>
    push({ chat: JSON.parse(chat), match: isExact ? "exact" : "probable" }),
  fail() {},
});

/** Takes what became of each member. */
export const addedMembers = ({ wanted, push }: Results<MemberOutcome>, trace: Trace): ModuleResults => ({
  wanted,
  push: (index) => push({ index, status: "added" }),
  fail: (index, error) => push({ index, status: "failed", error: located(error, trace) as ChatError }),
});

/** What is not text is no chat's id, and so is no text. */
export const idText = (chatId: unknown) => (typeof chatId === "string" ? chatId : "");

/** The text of a list of members, whatever kind of iterable it is. */
export function membersText(members: unknown): string {
  const isIterable = typeof members === "object" && members !== null && Symbol.iterator in members;
  return isIterable ? serialize([...(members as Iterable<unknown>)]) : UNREADABLE;
}

/** The members of a request as they are now. */
export function membersOf(request: unknown): unknown[] {
  const members = (request as { members?: unknown } | null | undefined)?.members;
  return Array.isArray(members) ? [...members] : [];
}

/** Positions become the members that were given. */
export function missingOf(
  { members, missing, unexpected, uncertain }: Answers["missingMembers"],
  wanted: unknown[],
): MissingMembers {
  const present: ConversationMember[] = JSON.parse(members).value;
  const from = <T>(all: unknown[], positions: number[]) => positions.map((position) => all[position] as T);
  return {
    members: present,
    missing: from<MemberInput>(wanted, missing),
    unexpected: from<ConversationMember>(present, unexpected),
    uncertain: from<MemberInput>(wanted, uncertain),
  };
}
