/** The same request in the languages that people send it from. The token comes from the environment. */
import type { ChatBody, GraphOptions } from "msgraph-chats";

export interface ToSend {
  /** As it was entered. */
  request: unknown;
  body: ChatBody;
  options: GraphOptions;
  /** Another root than the cloud's own. */
  baseUrl: string | undefined;
  endpoint: string;
}

export interface Snippet {
  id: string;
  title: string;
  text: (what: ToSend) => string;
}

export const snippets: readonly Snippet[] = [
  { id: "javascript", title: "JavaScript", text: javascript },
  { id: "typescript", title: "TypeScript", text: typescript },
  { id: "fetch", title: "fetch", text: byFetch },
  { id: "curl", title: "curl", text: curl },
  { id: "powershell", title: "PowerShell", text: powershell },
  { id: "http", title: "HTTP", text: http },
];

const pretty = (value: unknown) => JSON.stringify(value, null, 2);

/** JSON as one writes it in a script: names without quotes where they need none. */
const literal = (value: unknown, indent = "") =>
  pretty(value)
    .replace(/^(\s*)"([A-Za-z_$][\w$]*)":/gm, "$1$2:")
    .replaceAll("\n", `\n${indent}`);

function clientOptions({ options, baseUrl }: ToSend): string {
  const { cloud, apiVersion } = options;
  const lines = [
    'auth: process.env.GRAPH_TOKEN ?? "",',
    ...(baseUrl === undefined ? [] : [`baseUrl: ${JSON.stringify(baseUrl)},`]),
    ...(cloud === "global" || cloud === undefined ? [] : [`cloud: ${JSON.stringify(cloud)},`]),
    ...(apiVersion === "v1.0" || apiVersion === undefined
      ? []
      : [`apiVersion: ${JSON.stringify(apiVersion)},`]),
  ];
  return lines.length === 1 ? `{ ${lines[0]?.slice(0, -1)} }` : `{\n  ${lines.join("\n  ")}\n}`;
}

function javascript(what: ToSend): string {
  return `import { ChatsClient } from "msgraph-chats";

const client = new ChatsClient(${clientOptions(what)});
const created = await client.createChat(${literal(what.request)});
console.log(created.status, created.requestId);
`;
}

function typescript(what: ToSend): string {
  return `import { ChatError, type ChatRequest, ChatsClient } from "msgraph-chats";

const request: ChatRequest = ${literal(what.request)};

const client = new ChatsClient(${clientOptions(what)});
try {
  const created = await client.createChat(request);
  console.log(created.status, created.requestId);
} catch (error) {
  if (!(error instanceof ChatError)) throw error;
  console.error(error.outcome, error.message, error.hint ?? "");
}
`;
}

function byFetch({ endpoint, body }: ToSend): string {
  return `const response = await fetch(${JSON.stringify(endpoint)}, {
  method: "POST",
  headers: {
    Authorization: \`Bearer \${process.env.GRAPH_TOKEN}\`,
    "Content-Type": "application/json",
  },
  body: JSON.stringify(${literal(body, "  ")}),
});
console.log(response.status, await response.text());
`;
}

function curl({ endpoint, body }: ToSend): string {
  return `curl --include '${endpoint}' \\
  --header "Authorization: Bearer $GRAPH_TOKEN" \\
  --header 'Content-Type: application/json' \\
  --data-binary '${pretty(body).replaceAll("'", "'\\''")}'
`;
}

function powershell({ endpoint, body }: ToSend): string {
  return `$body = @'
${pretty(body)}
'@
Invoke-RestMethod -Method Post -Uri '${endpoint}' \`
  -Headers @{ Authorization = "Bearer $env:GRAPH_TOKEN" } \`
  -ContentType 'application/json' -Body ([Text.Encoding]::UTF8.GetBytes($body))
`;
}

function http({ endpoint, body }: ToSend): string {
  const { host, pathname } = new URL(endpoint);
  const text = pretty(body);
  return `POST ${pathname} HTTP/1.1
Host: ${host}
Authorization: Bearer {{token}}
Content-Type: application/json
Content-Length: ${new TextEncoder().encode(text).length}

${text}`;
}
