// The same as scenario.mjs, in TypeScript: what the projects that compile with tsc are made of.

import {
  buildChat,
  type ChatBody,
  ChatError,
  type ChatRequest,
  ChatsClient,
  type ClientOptions,
  type CreatedChat,
  type IssueCode,
  type ValidationIssue,
  validateChat,
} from "msgraph-chats";
import { init, validateChat as slimValidateChat } from "msgraph-chats/slim";

const request: ChatRequest = {
  chatType: "oneOnOne",
  members: ["ada@contoso.com", { user: "grace@contoso.com", role: "owner" }],
};

/** Checks, builds and sends a chat, has one refused, and sends several. */
export async function scenario(graphUrl: string) {
  const issues: ValidationIssue[] = validateChat({ ...request, topic: "Only groups have one" });
  const expected: IssueCode = "topicNotAllowed";
  const body: ChatBody = buildChat(request);
  const options: ClientOptions = { auth: async ({ claims }) => claims ?? "a-token", baseUrl: graphUrl };
  const client = new ChatsClient(options);
  const created: CreatedChat = await client.createChat(request);
  const several: string[] = [];
  const requests: readonly ChatRequest[] = [
    request,
    { chatType: "group", topic: "Several", members: ["ada@contoso.com", "alex@contoso.com"] },
  ];
  for await (const outcome of client.createChats(requests))
    several.push(`${outcome.index} ${outcome.status}`);
  await init();
  if (slimValidateChat(request).length > 0) throw new Error("slim disagrees");
  return {
    issues: issues.filter(({ code }) => code === expected).map(({ code, path }) => `${code} ${path}`),
    binds: body.members.map((member) => member["user@odata.bind"]),
    status: created.status,
    chatId: created.status === "created" ? created.chat.id : undefined,
    refused: await refused(client),
    several: several.sort(),
    names: [ChatError.name, ChatsClient.name, "ChatError"],
  };
}

async function refused(client: ChatsClient): Promise<string> {
  try {
    await client.createChat({ chatType: "oneOnOne", members: ["ada@contoso.com", "nobody@contoso.com"] });
    return "";
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    return `${error.kind} ${error.status} ${error.outcome}`;
  }
}
