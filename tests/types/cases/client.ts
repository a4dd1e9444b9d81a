// The client: options, calls, results, errors, with no library but the language's own.

import {
  type AbortSignalLike,
  type Attempt,
  type BulkOptions,
  type BulkProgress,
  type Chat,
  ChatError,
  type ChatErrorKind,
  type ChatOutcome,
  ChatsClient,
  type ChatType,
  type CreatedChat,
  type IssueCode,
  isChatError,
  type TeamsAsyncOperation,
  type TokenContext,
  type TokenCredential,
  type TokenProvider,
  type ValidationIssue,
  validateChat,
} from "msgraph-chats";

/** Both types are the same, not just assignable. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <T extends true>(proof: T): T => proof;

// ---------------------------------------------------------------- accepted

declare const signal: AbortSignalLike;
const provider: TokenProvider = ({ claims }) => Promise.resolve(claims ?? "token");
const credential: TokenCredential = { getToken: async () => ({ token: "token" }) };
export const clients = [
  new ChatsClient({ auth: "token" }),
  new ChatsClient({ auth: () => "token" }),
  new ChatsClient({ auth: async (context: TokenContext) => context.claims ?? "token" }),
  new ChatsClient({ auth: provider, baseUrl: "http://localhost:4010", timeoutMs: 1, maxAttempts: 1 }),
  new ChatsClient({ auth: credential, maxRetryAfterMs: 0, onUnknown: "repeat", cloud: "china" }),
  new ChatsClient({ auth: "token", baseUrl: undefined, timeoutMs: undefined, maxAttempts: undefined }),
  new ChatsClient({
    auth: { getToken: async (scope: string | string[]) => ({ token: `${scope}`, expiresOn: 7 }) },
  }),
];
const client = new ChatsClient({ auth: "token" });

const attempts: Attempt[] = [];
declare const created: CreatedChat;

export async function createOne(): Promise<void> {
  const result: CreatedChat = await client.createChat(
    { chatType: "oneOnOne", members: ["a", "b"] },
    { signal, timeoutMs: 1_000, clientRequestId: "x", onAttempt: (attempt) => attempts.push(attempt) },
  );
  await client.createChat({ chatType: "group", members: ["a"] }, { signal: undefined, onAttempt: undefined });
  if (result.status === "created") {
    holds<Same<typeof result.chat, Chat>>(true);
    holds<Same<typeof result.chat.chatType, ChatType | undefined>>(true);
    holds<Same<typeof result.chatId, string>>(true);
    holds<Same<typeof result.chat.onlineMeetingInfo, unknown>>(true);
  } else {
    const operation: TeamsAsyncOperation = await client.waitForOperation(result.operation, {
      signal,
      pollIntervalMs: 1,
    });
    holds<Same<typeof result.chatId, string | null>>(true);
    holds<Same<NonNullable<typeof operation.error>["code"], string | null | undefined>>(true);
  }
}

async function* source() {
  yield { chatType: "group", members: ["a"] } as const;
}
const progress: BulkProgress[] = [];

export async function createMany(): Promise<void> {
  const options: BulkOptions = {
    batchSize: 20,
    concurrency: 1,
    onProgress: (now) => progress.push(now),
    signal,
  };
  for await (const outcome of client.createChats(source(), options)) {
    holds<Same<typeof outcome, ChatOutcome>>(true);
    holds<Same<typeof outcome.index, number>>(true);
    if (outcome.status === "failed") throw outcome.error;
    if (outcome.status === "created") holds<Same<typeof outcome.chat.id, string>>(true);
  }
  client.createChats([{ chatType: "oneOnOne", members: ["a", "b"] }]);
  client.createChats(new Set([{ chatType: "group", members: ["a"] } as const]));
}

function handle(error: unknown): string {
  if (isChatError(error)) return error.toJSON().message;
  if (!(error instanceof ChatError)) throw error;
  const issues: readonly ValidationIssue[] = error.issues;
  holds<Same<typeof error.kind, ChatErrorKind>>(true);
  const asError: Error = error;
  return `${asError.message} ${issues.length} ${error.name} ${error.graphMessage?.length} ${error.retryAfterMs}`;
}

/** In tests of one's own. */
export const made: ChatError[] = [
  new ChatError({ kind: "usage", message: "x" }),
  new ChatError({
    kind: "graph",
    message: "x",
    outcome: "unknown",
    status: 403,
    hint: null,
    cause: new Error(),
  }),
];

/** These are all kinds. */
type Kind =
  | "validation"
  | "usage"
  | "auth"
  | "graph"
  | "operation"
  | "protocol"
  | "network"
  | "timeout"
  | "aborted";
holds<Same<ChatErrorKind, Kind>>(true);

// A map over every code is complete or does not compile.
const severities = {} as Record<IssueCode, "error" | "warning">;
for (const issue of validateChat(null)) severities[issue.code] = issue.severity;
export const seen: unknown[] = [attempts, progress, severities, handle];

// ---------------------------------------------------------------- refused

// @ts-expect-error Property 'auth' is missing
new ChatsClient({});
// @ts-expect-error Expected 1 arguments, but got 0
new ChatsClient();
// @ts-expect-error Type 'number' is not assignable to type 'string | Promise<string>'
new ChatsClient({ auth: () => 7 });
// @ts-expect-error Type 'undefined' is not assignable to type
new ChatsClient({ auth: undefined });
// @ts-expect-error 'timeout' does not exist in type 'ClientOptions'
new ChatsClient({ auth: "token", timeout: 1 });
// @ts-expect-error Type 'string' is not assignable to type 'number'
new ChatsClient({ auth: "token", timeoutMs: "1 s" });
// @ts-expect-error Type 'boolean' is not assignable to type
client.createChat({ chatType: "group", members: ["a"] }, { signal: true });
// @ts-expect-error 'retries' does not exist in type 'CallOptions'
client.createChat({ chatType: "group", members: ["a"] }, { retries: 3 });
// @ts-expect-error Types of property 'topic' are incompatible
client.createChat({ chatType: "oneOnOne", members: ["a", "b"], topic: "T" });
// @ts-expect-error Argument of type 'string' is not assignable to parameter of type '{ location: string; }'
client.waitForOperation("https://graph.microsoft.com");
// @ts-expect-error Property 'chat' does not exist on type
created.chat.id;
// @ts-expect-error Property 'message' is missing
new ChatError({ kind: "graph" });
// @ts-expect-error Type '"chatTypeMising"' is not assignable to type 'IssueCode'
export const typo: IssueCode = "chatTypeMising";
// @ts-expect-error Cannot assign to 'kind' because it is a read-only property
(null as unknown as ChatError).kind = "graph";
