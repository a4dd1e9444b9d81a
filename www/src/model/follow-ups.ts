/** What can be asked about a chat after its creation: whether it is there, who is in it, and to send the first message. */
import type {
  ChatError,
  ChatRequest,
  ChatsClient,
  FoundChat,
  MemberInput,
  MemberOutcome,
  MissingMembers,
  SentMessage,
} from "msgraph-chats";

export type Doing<Done> =
  | { state: "busy"; words: string; stop: () => void }
  | { state: "done"; done: Done }
  | { state: "failed"; error: ChatError };

export interface FollowUps {
  look?: Doing<Looked>;
  members?: Doing<WhoIsIn>;
  message?: Doing<SentMessage>;
}

/** The first message as far as it is written. */
export interface Draft {
  content: string;
  contentType: "text" | "html";
}

export const emptyDraft: Draft = { content: "", contentType: "text" };

/** The chats that may be the one, those that are it for certain first, and within them the newest. */
export interface Looked {
  found: readonly FoundChat[];
  /** How long after the call had ended. */
  afterMs: number;
}

export interface WhoIsIn extends MissingMembers {
  /** Of those who were added just now. */
  added: readonly MemberOutcome[];
}

/** So long Graph may take to list a new chat, with some to spare. */
export const listedWithinMs = 30_000;

/** Clocks differ: here and at Graph. */
const graceMs = 60_000;

export async function lookFor(
  client: ChatsClient,
  request: ChatRequest,
  beganAt: Date,
  signal: AbortSignal,
): Promise<readonly FoundChat[]> {
  // The one of two people may be years old; a group that nobody named has no topic.
  const isGroup = request.chatType === "group";
  const wanted = isGroup ? { ...request, topic: request.topic ?? null } : request;
  const createdAfter = isGroup ? { createdAfter: new Date(beganAt.getTime() - graceMs) } : {};
  const found: FoundChat[] = [];
  for await (const one of client.findChats(wanted, { ...createdAfter, signal })) found.push(one);
  const createdAt = ({ chat }: FoundChat) => chat.createdDateTime ?? "";
  return found.sort(
    (one, other) =>
      Number(other.match === "exact") - Number(one.match === "exact") ||
      createdAt(other).localeCompare(createdAt(one)),
  );
}

export async function whoIsIn(
  client: ChatsClient,
  chatId: string,
  request: ChatRequest,
  signal: AbortSignal,
): Promise<WhoIsIn> {
  return { ...(await client.missingMembers(chatId, request, { signal })), added: [] };
}

/** Adds those, one a second, and looks again who is in it. */
export async function addThose(
  client: ChatsClient,
  chatId: string,
  { request, missing }: { request: ChatRequest; missing: readonly MemberInput[] },
  signal: AbortSignal,
  tell: (words: string) => void,
): Promise<WhoIsIn> {
  const added: MemberOutcome[] = [];
  tell(`Adding ${missing.length}, one a second…`);
  for await (const outcome of client.addMembers(chatId, missing, { signal })) {
    added.push(outcome);
    tell(`${added.length} of ${missing.length} done…`);
  }
  return { ...(await whoIsIn(client, chatId, request, signal)), added };
}
