// The package's advice in the command's own words: its hints name options of the package, and do not know where the token
// comes from.

import type { Cloud } from "msgraph-chats";
import type { Failure } from "../runs/index.ts";

/** Where each cloud's Graph is. */
export const hosts: Readonly<Record<Cloud, string>> = {
  global: "https://graph.microsoft.com",
  usGovernmentL4: "https://graph.microsoft.us",
  usGovernmentL5: "https://dod-graph.microsoft.us",
  china: "https://microsoftgraph.chinacloudapi.cn",
};

const look = "--resume --on-unknown look";
const goOn = "then run the same command again with --resume";

const unexplained =
  "Graph gives no reason that is known here. Its own words are not kept, for they may name people: createChat of the package shows them (error.graphMessage), and Microsoft's support finds them by the requestId in the outcomes file.";

const words: readonly (readonly [RegExp, string])[] = [
  [/\(findChats, or onUnknown: "look"\)/g, `(${look})`],
  [/\bfindChats\b/g, look],
  [/\bonUnknown: "(\w+)"/g, "--on-unknown $1"],
  [/\bthe option user\b/g, "--user"],
  [/\bbaseUrl\b/g, "--base-url"],
  [/\bmaxAttempts\b/g, "--max-attempts"],
  [/\bmaxRetryAfterMs\b/g, "--max-retry-after-ms"],
  [/\btimeoutMs\b/g, "--timeout-ms"],
  [
    /give auth as a function or a credential.*$/,
    `give --token-command, which is run again with the claims in the environment variable GRAPH_CLAIMS (GRAPH_TOKEN cannot be asked for another), ${goOn}.`,
  ],
];

export const otherAudience = (cloud: Cloud): string =>
  `The token is for another audience than ${hosts[cloud]}: get one for the scope ${hosts[cloud]}/.default`;

export interface AdviceContext {
  readonly cloud: Cloud;
  /** Whether the token has run out by its own words. */
  readonly isExpired: () => boolean;
}

/** A failure with the advice that helps here. */
export function advised(error: Failure, { cloud, isExpired }: AdviceContext): Failure {
  const { kind, outcome, code, status, message, hint, docsUrl, requestId, attempts } = error;
  const given = { kind, outcome, code, status, message, docsUrl, requestId, attempts } as Failure;
  if (hint) return { ...given, hint: inWords(hint, cloud, status === 401 && isExpired()) };
  return { ...given, hint: kind === "graph" && outcome === "notCreated" ? unexplained : null };
}

function inWords(hint: string, cloud: Cloud, isExpired: boolean): string {
  if (isExpired) return `The token has run out: get a new one first, ${goOn}.`;
  if (/another API or another cloud/.test(hint)) {
    return `${otherAudience(cloud)}, ${goOn}.`;
  }
  const text = words.reduce((said, [pattern, word]) => said.replace(pattern, word), hint);
  return /did not accept the token/.test(text) ? `${text} Get a new one first, ${goOn}.` : text;
}
