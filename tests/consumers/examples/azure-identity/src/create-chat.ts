// Creates a group chat with whatever credential of @azure/identity it is given.

import type { TokenCredential } from "@azure/identity";
import { ChatError, ChatsClient, type CreatedChat } from "msgraph-chats";

/** `baseUrl` is for a proxy or a stand-in; Graph itself needs none. */
export async function createChat(credential: TokenCredential, baseUrl?: string): Promise<CreatedChat> {
  const client = new ChatsClient({ auth: credential, ...(baseUrl && { baseUrl }) });
  try {
    return await client.createChat({
      chatType: "group",
      topic: "Contoso onboarding",
      members: ["ada@contoso.com", "grace@contoso.com", { user: "guest@fabrikam.com", role: "guest" }],
    });
  } catch (error) {
    if (error instanceof ChatError && error.outcome === "unknown") {
      console.error("The chat may exist: look before creating it again.");
    }
    throw error;
  }
}
