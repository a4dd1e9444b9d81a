// The page's Content-Security-Policy, as a meta tag: scripts of its own and WebAssembly, requests to Graph and to where
// people sign in, nothing else. What runs is held to the chosen cloud by a second one (src/tenant/cloud-hosts.ts).

import type { Plugin } from "vite";

/** The hosts of the national clouds: of Graph, and of signing in. */
const cloudOrigins = [
  "https://graph.microsoft.com",
  "https://graph.microsoft.us",
  "https://dod-graph.microsoft.us",
  "https://microsoftgraph.chinacloudapi.cn",
  "https://login.microsoftonline.com",
  "https://login.microsoftonline.us",
  "https://login.partner.microsoftonline.cn",
  "https://login.chinacloudapi.cn",
];

/** Of an empty style element: Fluent fills those that it needs by script. */
const emptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** A Vite plugin that puts the policy first in the page's head. */
export function contentSecurityPolicy(graphUrl: string | undefined): Plugin {
  let isServed = false;
  return {
    name: "content-security-policy",
    configResolved({ command }) {
      isServed = command === "serve";
    },
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: policy(graphUrl, isServed) },
        injectTo: "head-prepend",
      },
    ],
  };
}

function policy(graphUrl: string | undefined, isServed: boolean): string {
  const local = graphUrl ? [new URL(graphUrl).origin] : [];
  const directives: Record<string, readonly string[]> = {
    "default-src": ["'none'"],
    "script-src": ["'self'", "'wasm-unsafe-eval'"],
    // While it serves, Vite puts the styles into the page by script, and a worker of its own listens for changes.
    "style-src": isServed ? ["'self'", "'unsafe-inline'"] : ["'self'", emptyStyle],
    "img-src": ["'self'", "data:"],
    "connect-src": [...local, ...cloudOrigins, ...(isServed ? ["'self'"] : [])],
    ...(isServed && { "worker-src": ["'self'", "blob:"] }),
    "form-action": ["'none'"],
    "base-uri": ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(" "))
    .join("; ");
}
