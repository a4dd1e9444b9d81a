/** Signing in to a real tenant with one's own app registration. Tokens stay in this page's memory. */
import {
  type AccountInfo,
  type Configuration,
  createNestablePublicClientApplication,
  createStandardPublicClientApplication,
  InteractionRequiredAuthError,
  type IPublicClientApplication,
} from "@azure/msal-browser";
import type { Cloud } from "msgraph-chats";
import type { Session } from "../model/connection.ts";
import type { Permission } from "../model/permissions.ts";
import { graphOf, signInHostOf } from "./cloud-hosts.ts";

export interface SignInOptions {
  clientId: string;
  /** Id or domain; "" is any organisation. */
  tenant: string;
  cloud: Cloud;
  /** What the page is about to do; others are asked for when they are needed. */
  permissions: readonly Permission[];
  /** By Teams itself, where the page is a tab. */
  isNested: boolean;
  /** Told of each new token's end. */
  onToken: (expiresAtMs: number) => void;
}

export async function signIn(options: SignInOptions): Promise<Session> {
  const { clientId, tenant, cloud, isNested, onToken } = options;
  const configuration: Configuration = {
    auth: {
      clientId,
      authority: `${signInHostOf(cloud)}/${tenant === "" ? "organizations" : encodeURIComponent(tenant)}`,
      redirectUri: new URL("signed-in.html", location.href).href,
    },
    cache: { cacheLocation: "memoryStorage" },
  };
  const scopesOf = (permissions: readonly Permission[]) =>
    permissions.map((name) => `${graphOf(cloud)}/${name}`);
  const scopes = scopesOf(options.permissions);
  const client = await (isNested
    ? createNestablePublicClientApplication(configuration)
    : createStandardPublicClientApplication(configuration));
  const first = isNested
    ? await client.acquireTokenSilent({ scopes }).catch(() => client.acquireTokenPopup({ scopes }))
    : await client.loginPopup({ scopes });
  const { account } = first;
  onToken(first.expiresOn?.getTime() ?? Date.now());
  return {
    user: account.username,
    tenantId: account.tenantId,
    expiresAtMs: first.expiresOn?.getTime() ?? Date.now(),
    async token(permissions, claims) {
      const result = await acquire(client, account, scopesOf(permissions), claims);
      onToken(result.expiresOn?.getTime() ?? Date.now());
      return result.accessToken;
    },
    // Here alone: the session of the browser with Microsoft is the person's own affair.
    signOut: () => client.clearCache({ account }),
  };
}

/** Without a word where that is possible; else, and after a claims challenge, in a popup. */
async function acquire(
  client: IPublicClientApplication,
  account: AccountInfo,
  scopes: string[],
  claims: string | undefined,
) {
  const request = { scopes, account, ...(claims !== undefined && { claims }) };
  try {
    return await client.acquireTokenSilent(request);
  } catch (error) {
    if (!(error instanceof InteractionRequiredAuthError)) throw error;
    return client.acquireTokenPopup(request);
  }
}
