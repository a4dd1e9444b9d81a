/** What the local Graph can be asked to show: tokens that stand for a behaviour, and faults. */
import type { Cloud } from "msgraph-chats";
import { type Faults, specsOf } from "./faults.ts";

export interface DemoToken {
  title: string;
  token: string;
}

/** The local Graph takes any text as a token. */
export const usualToken: DemoToken = { title: "Any text: may create chats", token: "local-graph-demo" };

export const demoTokens: readonly DemoToken[] = [
  usualToken,
  { title: "The caller has no Teams licence", token: "standin-no-licence" },
  { title: "Delegated permission missing", token: "standin-no-permission" },
  { title: "Application permission missing", token: "standin-no-app-permission" },
  { title: "For another API or cloud", token: "standin-wrong-audience" },
  { title: "Expired", token: "standin-expired" },
  { title: "Claims challenge", token: "standin-claims-challenge" },
  { title: "Of an application, without a user", token: "standin-application-only" },
  { title: "May create chats, but not read them", token: "standin-create-only" },
  { title: "Of a user who is not among the members", token: tokenOfSomeoneElse() },
];

/** Tells the local Graph which cloud it is, and which faults come next. */
export async function prepareLocalGraph(url: string, cloud: Cloud, faults: Faults): Promise<void> {
  await tellLocalGraph(url, { cloud, throttle: null }, specsOf(faults));
}

/** Its settings, and the faults that come next. */
export async function tellLocalGraph(url: string, settings: object, specs: readonly object[]): Promise<void> {
  try {
    await tell(url, "configure", settings);
    await tell(url, "faults", { source: "page", specs });
  } catch {
    // It does not answer: creating the chat is about to say so.
  }
}

/** As text, which needs no preflight. */
const tell = (url: string, what: string, content: object) =>
  fetch(`${url}/__control/${what}`, { method: "POST", body: JSON.stringify(content) });

/** An unsigned JWT, of which the local Graph reads who is signed in. */
function tokenOfSomeoneElse(): string {
  const part = (value: object) => btoa(JSON.stringify(value)).replace(/=+$/, "");
  const claims = { oid: "ffffffff-0000-4000-8000-000000000000", scp: "Chat.Create Chat.ReadBasic" };
  return `${part({ alg: "none", typ: "JWT" })}.${part(claims)}.unsigned`;
}
