// `npm start`: builds the package, starts the local Graph and serves the page. Ctrl-C ends both.

import { once } from "node:events";
import { join } from "node:path";
import { isMain, main, ScriptError, step } from "./run.mjs";
import { root, setUp } from "./setup.mjs";

async function start() {
  const port = portFrom(process.env.PORT);
  await setUp();
  await (await import("./build.mjs")).build();

  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => stopping.abort());
  const { startGraph } = await import("../tests/standin/index.mjs");
  const graph = await startGraph({ port: 0, cors: true });
  try {
    const page = await step("Starting the page", () => servePage({ graphUrl: graph.url, port }));
    try {
      greet({ pageUrl: page.url, graphUrl: graph.url });
      if (!stopping.signal.aborted) await once(stopping.signal, "abort");
    } finally {
      await page.close();
    }
  } finally {
    await graph.close();
  }
  console.log("\nStopped.");
}

/** The page by Vite's own server, which reads the local Graph's address from the environment. */
async function servePage({ graphUrl, port }) {
  process.env.VITE_GRAPH_URL = graphUrl;
  const { createServer } = await import("vite");
  const www = join(root, "www");
  const server = await createServer({
    root: www,
    configFile: join(www, "vite.config.mjs"),
    clearScreen: false,
    logLevel: "warn",
    // Vite's own port, or the next free one; a port that was asked for is taken or refused.
    server: { host: "127.0.0.1", ...(port === null ? {} : { port, strictPort: true }) },
  });
  await server.listen().catch((error) => {
    throw new ScriptError(`The page cannot be served: ${error.message}.`);
  });
  return { url: `http://127.0.0.1:${server.httpServer.address().port}/`, close: () => server.close() };
}

function greet({ pageUrl, graphUrl }) {
  console.log(`
  Create a chat     ${pageUrl}
  The local Graph   ${graphUrl}

The page sends to the local Graph, which makes no real chats: any text will do as the token.
Press Ctrl-C to stop.`);
}

function portFrom(text) {
  if (text === undefined || text === "") return null;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new ScriptError(`PORT must be a number from 1 to 65535, not "${text}".`);
}

if (isMain(import.meta)) await main(start);
