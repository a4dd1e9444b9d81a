// What a web part would do: without `for await`, for which its target is too old.

import {
  ChatError,
  type ChatOutcome,
  type ChatRequest,
  ChatsClient,
  isChatError,
  validateChat,
} from "msgraph-chats";

const request: ChatRequest = {
  chatType: "oneOnOne",
  members: ["ada@contoso.com", { user: "grace@contoso.com", role: "owner" }],
};

/** The token is the one of the web part's `aadTokenProvider`. */
export function createChat(baseUrl?: string): Promise<string> {
  const client = new ChatsClient({ auth: () => Promise.resolve("a-token"), baseUrl });
  return client.createChat(request).then((created) => created.status);
}

export function refused(baseUrl: string): Promise<string> {
  const client = new ChatsClient({ auth: "a-token", baseUrl });
  const members: [string, string] = ["ada@contoso.com", "nobody@contoso.com"];
  return client.createChat({ chatType: "oneOnOne", members }).then(
    () => "created",
    (error: unknown) =>
      isChatError(error) && error instanceof ChatError ? `${error.kind} ${error.status}` : "?",
  );
}

export const codes = (): string[] => validateChat({ chatType: "group", members: [] }).map(({ code }) => code);

export const isCreated = (outcome: ChatOutcome): boolean => outcome.status === "created";
