// Who is measured: the package first, then its peers, with what each wants installed.

import { fileURLToPath } from "node:url";

/** `packages` are those that a program names; what these bring along is found in the lock file. */
export const peers = [
  { id: "msgraph-chats", title: "msgraph-chats", packages: [] },
  { id: "hand-written", title: "fetch by hand", packages: [] },
  { id: "valibot", title: "valibot + fetch", packages: ["valibot"] },
  { id: "zod", title: "zod 4 + fetch", packages: ["zod"] },
  { id: "pnp-graph", title: "@pnp/graph", packages: ["@pnp/graph", "@pnp/queryable"] },
  { id: "graph-client", title: "graph-client", packages: ["@microsoft/microsoft-graph-client"] },
  {
    id: "teams-graph",
    title: "teams.graph",
    packages: ["@microsoft/teams.graph", "@microsoft/teams.graph-endpoints"],
  },
  {
    id: "msgraph-sdk-chats",
    title: "msgraph-sdk-chats",
    packages: ["@microsoft/msgraph-sdk", "@microsoft/msgraph-sdk-chats"],
  },
];

/** The module that makes chats with this peer: `connect`, and `bodies` where it can make a body alone. */
export const moduleOf = ({ id }) => new URL(`./peers/${id}.mjs`, import.meta.url).href;

/** The smallest program that makes a oneOnOne chat with it. */
export const programOf = ({ id }) => fileURLToPath(new URL(`./programs/${id}.mjs`, import.meta.url));
