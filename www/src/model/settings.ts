/** How and where a chat is created: the options of the package, as the page offers them. */
import type { ApiVersion, Cloud, GraphOptions } from "msgraph-chats";

export type Destination = "local" | "graph";

export interface Settings {
  destination: Destination;
  cloud: Cloud;
  apiVersion: ApiVersion;
  caller: string;
  /** Of the app registration that signs in to a real tenant, and the tenant's id or domain; "" is any organisation. */
  clientId: string;
  tenant: string;
}

/** The local Graph's address, or null where the page was built without one. */
export const localGraphUrl: string | null = import.meta.env.VITE_GRAPH_URL || null;

export const clouds: readonly { cloud: Cloud; title: string; origin: string }[] = [
  { cloud: "global", title: "Global", origin: "https://graph.microsoft.com" },
  { cloud: "usGovernmentL4", title: "US Government L4", origin: "https://graph.microsoft.us" },
  { cloud: "usGovernmentL5", title: "US Government L5 (DOD)", origin: "https://dod-graph.microsoft.us" },
  { cloud: "china", title: "China (21Vianet)", origin: "https://microsoftgraph.chinacloudapi.cn" },
];

export const apiVersions: readonly ApiVersion[] = ["v1.0", "beta"];

export const initialSettings: Settings = {
  destination: localGraphUrl === null ? "graph" : "local",
  cloud: "global",
  apiVersion: "v1.0",
  caller: "",
  clientId: import.meta.env.VITE_CLIENT_ID ?? "",
  tenant: "",
};

export function graphOptionsOf({ cloud, apiVersion, caller }: Settings): GraphOptions {
  return { cloud, apiVersion, ...(caller.trim() !== "" && { caller: caller.trim() }) };
}

/** Another root than the cloud's own, where the chat goes to the local Graph. */
export const baseUrlOf = ({ destination }: Settings): { baseUrl?: string } =>
  destination === "local" && localGraphUrl !== null ? { baseUrl: localGraphUrl } : {};

/** Where the request goes. */
export function endpointOf(settings: Settings): string {
  const cloud = clouds.find(({ cloud }) => cloud === settings.cloud);
  const { baseUrl = cloud?.origin } = baseUrlOf(settings);
  return `${baseUrl}/${settings.apiVersion}/chats`;
}
