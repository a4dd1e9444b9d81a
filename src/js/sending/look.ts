// Looks for the groups of which earlier runs, or this one, do not know what became: what is found is created, the others
// stay unknown, and nothing is sent again. At the end of a run one reading of the list does for all, where createChats would
// read it for each.

import { type ChatRequest, type ChatsClient, type FoundChat, isChatError } from "msgraph-chats";
import { type Failure, keyOfSlot, type LinePlace } from "../runs/index.ts";
import type { OtherRequests } from "./other-requests.ts";

/** How long after their first attempts groups are looked for: a new chat may not be listed at once. */
const looksAfterMs = [1_000, 4_000, 10_000];
/** How far Graph's clock may be behind. */
const graceMs = 60_000;

export interface UnknownGroup extends LinePlace {
  readonly request: ChatRequest;
  /** When it was first sent: RFC 3339. */
  readonly sentAt: string;
}

export interface LookContext<Group> {
  readonly client: Pick<ChatsClient, "findChats">;
  readonly others: Pick<OtherRequests, "readingOnce">;
  readonly user: string | undefined;
  readonly signal: AbortSignal;
  /** The chats that lines have, with the keys of these; what is found is added. */
  readonly taken: Map<string, string>;
  /** Whether equal groups are one chat, which an existing one may be; else each line has one of its own. */
  readonly isReuse: boolean;
  readonly onFound: (
    group: Group,
    chat: Pick<FoundChat["chat"], "id">,
    duplicates: readonly string[],
  ) => void;
}

const timeOf = (text: string | null | undefined) => Date.parse(text ?? "") || 0;

export interface Looked<Group> {
  /** Looked for to the end, and not found. */
  readonly notFound: readonly Group[];
  /** What kept it from looking; nothing where an abort did. */
  readonly failure?: Failure | undefined;
}

export async function lookFor<Group extends UnknownGroup>(
  groups: readonly Group[],
  context: LookContext<Group>,
): Promise<Looked<Group>> {
  let left = [...groups];
  if (left.length === 0) return { notFound: left };
  for (const [place, afterMs] of looksAfterMs.entries()) {
    const latestMs = Math.max(...left.map(({ sentAt }) => timeOf(sentAt)));
    const dueMs = latestMs + afterMs;
    // Of several looks that are due one is enough.
    if (Date.now() >= latestMs + (looksAfterMs[place + 1] ?? Number.POSITIVE_INFINITY)) continue;
    try {
      await waited(Math.max(0, dueMs - Date.now()), context.signal);
      left = await context.others.readingOnce(() => look(left, context));
    } catch (error) {
      if (context.signal.aborted) return { notFound: [] };
      if (isChatError(error)) return { notFound: [], failure: error };
      throw error;
    }
    if (left.length === 0) break;
  }
  return { notFound: left };
}

/** One look for all of them. Gives those that were not found. */
async function look<Group extends UnknownGroup>(
  groups: readonly Group[],
  context: LookContext<Group>,
): Promise<Group[]> {
  const { client, user, signal, taken, isReuse, onFound } = context;
  // The same list for all, which is then read once.
  const createdAfter = new Date(Math.min(...groups.map(({ sentAt }) => timeOf(sentAt))) - graceMs);
  const left: Group[] = [];
  // Of several with one key the first.
  const chatsByKey = new Map([...taken].reverse().map(([id, key]) => [key, id]));
  const found: { group: Group; id: string; others: readonly string[] }[] = [];
  try {
    for (const group of groups) {
      const { request, sentAt, slot } = group;
      const key = keyOfSlot(slot);
      const isShared = isReuse || request.chatType === "oneOnOne";
      const ofEqualLine = isShared ? chatsByKey.get(key) : undefined;
      if (ofEqualLine !== undefined) {
        found.push({ group, id: ofEqualLine, others: [] });
        continue;
      }
      const wanted = { ...request, topic: request.topic?.trim() ? request.topic : null } as ChatRequest;
      const same: FoundChat["chat"][] = [];
      for await (const { chat, match } of client.findChats(wanted, { createdAfter, user, signal })) {
        const isLater = timeOf(chat.createdDateTime) >= timeOf(sentAt) - graceMs;
        if (match === "exact" && isLater && (isShared || !taken.has(chat.id))) same.push(chat);
      }
      same.sort((one, other) => timeOf(other.createdDateTime) - timeOf(one.createdDateTime));
      const [id, ...others] = same.map((chat) => chat.id);
      if (id === undefined) left.push(group);
      else {
        taken.set(id, key);
        chatsByKey.set(key, id);
        found.push({ group, id, others });
      }
    }
  } finally {
    // A chat that another line has is none too many.
    for (const { group, id, others } of found) {
      onFound(
        group,
        { id },
        others.filter((other) => !taken.has(other)),
      );
    }
  }
  return left;
}

/** Rejects when the signal is aborted. */
function waited(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
