// The smallest program that makes a oneOnOne chat: @microsoft/msgraph-sdk-chats.

import { createGraphServiceClient, GraphRequestAdapter } from "@microsoft/msgraph-sdk";
import "@microsoft/msgraph-sdk-chats";

export function createChat(token, users) {
  const authenticateRequest = async (request) => {
    request.headers.add("Authorization", `Bearer ${token}`);
  };
  const client = createGraphServiceClient(new GraphRequestAdapter({ authenticateRequest }));
  return client.chats.post({
    chatType: "oneOnOne",
    members: users.map((user) => ({
      odataType: "#microsoft.graph.aadUserConversationMember",
      roles: ["owner"],
      additionalData: { "user@odata.bind": `https://graph.microsoft.com/v1.0/users('${user}')` },
    })),
  });
}
