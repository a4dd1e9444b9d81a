// Credentials of @azure/identity.

import {
  ClientSecretCredential,
  DefaultAzureCredential,
  InteractiveBrowserCredential,
} from "@azure/identity";
import { ChatsClient, type TokenCredential } from "msgraph-chats";

const credentials: TokenCredential[] = [
  new DefaultAzureCredential(),
  new ClientSecretCredential("tenant", "client", "secret"),
  new InteractiveBrowserCredential({ clientId: "client", redirectUri: "http://localhost" }),
];
export const clients = credentials.map((auth) => new ChatsClient({ auth }));
new ChatsClient({ auth: new DefaultAzureCredential() });
