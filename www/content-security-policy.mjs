// The page's Content-Security-Policy, as a meta tag: scripts of its own and WebAssembly, requests to Graph, nothing else.

/** The hosts of the national clouds, which a created chat may be sent to. */
const graphOrigins = [
  "https://graph.microsoft.com",
  "https://graph.microsoft.us",
  "https://dod-graph.microsoft.us",
  "https://microsoftgraph.chinacloudapi.cn",
];

/** A Vite plugin that puts the policy first in the page's head. */
export function contentSecurityPolicy({ graphUrl }) {
  let isServed = false;
  return {
    name: "content-security-policy",
    configResolved({ command, isPreview }) {
      isServed = command === "serve" && !isPreview;
    },
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: policy({ graphUrl, isServed }) },
        injectTo: "head-prepend",
      },
    ],
  };
}

function policy({ graphUrl, isServed }) {
  const local = graphUrl ? [new URL(graphUrl).origin] : [];
  const directives = {
    "default-src": ["'none'"],
    "script-src": ["'self'", "'wasm-unsafe-eval'"],
    // While it serves, Vite puts the styles into the page by script, and a worker of its own listens for changes.
    "style-src": isServed ? ["'self'", "'unsafe-inline'"] : ["'self'"],
    "img-src": ["'self'", "data:"],
    "connect-src": [...local, ...graphOrigins, ...(isServed ? ["'self'"] : [])],
    ...(isServed && { "worker-src": ["blob:"] }),
    "form-action": ["'none'"],
    "base-uri": ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(" "))
    .join("; ");
}
