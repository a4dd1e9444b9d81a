// Tokens of the signed-in user by MSAL: silently where that works, else in a pop-up window.

import { InteractionRequiredAuthError, PublicClientApplication } from "@azure/msal-browser";
import type { TokenProvider } from "msgraph-chats";

const msal = new PublicClientApplication({
  auth: {
    clientId: import.meta.env.VITE_CLIENT_ID,
    authority: `https://login.microsoftonline.com/${import.meta.env.VITE_TENANT_ID}`,
    redirectUri: location.origin,
  },
});

export async function signIn(): Promise<string> {
  await msal.initialize();
  const { account } = await msal.loginPopup({ scopes: ["Chat.Create"] });
  msal.setActiveAccount(account);
  return account.localAccountId;
}

/** `claims` is set when Graph wants a new token before the old one has run out (continuous access evaluation). */
export const token: TokenProvider = async ({ claims }) => {
  const request = { scopes: ["Chat.Create"], ...(claims && { claims }) };
  try {
    return (await msal.acquireTokenSilent(request)).accessToken;
  } catch (error) {
    if (!(error instanceof InteractionRequiredAuthError)) throw error;
    return (await msal.acquireTokenPopup(request)).accessToken;
  }
};
