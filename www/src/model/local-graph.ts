/** What the local Graph can be asked to show: tokens that stand for a behaviour, and faults. */
import type { Cloud } from "msgraph-chats";

export interface DemoToken {
  title: string;
  token: string;
}

export interface Fault {
  id: string;
  title: string;
  /** What its control API is told before the chat is sent; empty for the normal answer. */
  specs: readonly object[];
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

const creation = { method: "POST", path: "/chats" };

export const noFault: Fault = { id: "none", title: "As documented", specs: [] };

export const faults: readonly Fault[] = [
  noFault,
  {
    id: "throttled-once",
    title: "Throttles once, for 2 seconds",
    specs: [{ match: creation, answer: "tooManyRequests", headers: { "Retry-After": "2" } }],
  },
  {
    id: "throttled",
    title: "Throttles every attempt",
    specs: [{ match: creation, answer: "tooManyRequests", headers: { "Retry-After": "1" }, times: 4 }],
  },
  {
    id: "unavailable-once",
    title: "Is unavailable once (503, Retry-After)",
    specs: [{ match: creation, status: 503, headers: { "Retry-After": "1" } }],
  },
  {
    id: "failed-after",
    title: "Makes the chat, but answers 504 once",
    specs: [{ match: creation, status: 504, after: true }],
  },
  {
    id: "cut",
    title: "Makes the chat, then hangs up once",
    // In the middle of its answer: before that, Chromium may send the request once more by itself.
    specs: [{ match: creation, cut: "midBody" }],
  },
  {
    id: "html",
    title: "A gateway’s HTML page, once",
    specs: [{ match: creation, status: 502, kind: "html" }],
  },
  {
    id: "slow",
    title: "Answers after 20 seconds (try Cancel)",
    specs: [{ match: creation, delayMs: 20_000 }],
  },
  {
    id: "operation-failed",
    title: "The app cannot be installed",
    specs: [
      {
        match: { method: "GET", pathPattern: "/operations" },
        status: 200,
        body: {
          id: "2432b57b-0abd-43db-aa7b-16eadd115d34",
          operationType: "createChat",
          status: "failed",
          attemptsCount: 1,
          error: { code: "Forbidden", message: "The app could not be installed." },
        },
      },
    ],
  },
];

/** Tells the local Graph which cloud it is, and which fault comes next. */
export async function prepareLocalGraph(url: string, cloud: Cloud, faultId: string): Promise<void> {
  const specs = faults.find(({ id }) => id === faultId)?.specs ?? [];
  await tellLocalGraph(url, { cloud, throttle: null }, specs);
}

/** Its settings, and the faults that come next. */
export async function tellLocalGraph(url: string, settings: object, specs: readonly object[]): Promise<void> {
  try {
    await tell(url, "configure", settings);
    for (const spec of specs) await tell(url, "fault", spec);
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
