/** Where people of each cloud sign in, and what the page may reach there. */
import type { Cloud } from "msgraph-chats";
import { clouds, localGraphUrl } from "../model/settings.ts";

const signInHosts: Record<Cloud, readonly [string, ...string[]]> = {
  global: ["https://login.microsoftonline.com"],
  usGovernmentL4: ["https://login.microsoftonline.us"],
  usGovernmentL5: ["https://login.microsoftonline.us"],
  china: ["https://login.partner.microsoftonline.cn", "https://login.chinacloudapi.cn"],
};

export const signInHostOf = (cloud: Cloud): string => signInHosts[cloud][0];

export const graphOf = (cloud: Cloud): string =>
  clouds.find((one) => one.cloud === cloud)?.origin ?? "https://graph.microsoft.com";

let heldTo: Cloud | null = null;

/**
 * From now on the page reaches this cloud's Graph and sign-in hosts alone, beside the local Graph: another
 * Content-Security-Policy only takes away. False where it is held to another cloud already; then it has to be loaded anew.
 */
export function holdToCloud(cloud: Cloud): boolean {
  if (heldTo !== null) return heldTo === cloud;
  heldTo = cloud;
  const local = localGraphUrl === null ? [] : [new URL(localGraphUrl).origin];
  // While it serves, Vite asks its server what has changed.
  const own = import.meta.env.DEV ? ["'self'"] : [];
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = ["connect-src", ...own, ...local, graphOf(cloud), ...signInHosts[cloud]].join(" ");
  document.head.append(policy);
  return true;
}
