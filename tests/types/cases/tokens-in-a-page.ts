// Tokens in a page: MSAL, and TeamsJS in a tab.

import { createNestablePublicClientApplication, type IPublicClientApplication } from "@azure/msal-browser";
import { authentication } from "@microsoft/teams-js";
import { ChatsClient, type TokenProvider } from "msgraph-chats";

declare const msal: IPublicClientApplication;
const scopes = ["https://graph.microsoft.com/Chat.Create"];
const silently: TokenProvider = async ({ claims }) => {
  const account = msal.getAllAccounts()[0];
  if (!account) throw new Error("Nobody is signed in.");
  const answer = await msal.acquireTokenSilent({ scopes, account, ...(claims !== undefined && { claims }) });
  return answer.accessToken;
};
new ChatsClient({ auth: silently });

// In a host such as Teams, MSAL asks the host.
const nested = createNestablePublicClientApplication({ auth: { clientId: "client" } });
new ChatsClient({ auth: async () => (await (await nested).acquireTokenPopup({ scopes })).accessToken });

// TeamsJS gives a token for the tab's own back end, which has one for Graph.
new ChatsClient({ auth: () => authentication.getAuthToken() });
new ChatsClient({
  auth: async ({ signal }) => {
    const headers = { Authorization: `Bearer ${await authentication.getAuthToken()}` };
    const answer = await fetch("/graph-token", { method: "POST", headers, ...(signal && { signal }) });
    return answer.text();
  },
});
