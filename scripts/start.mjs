// `npm start`: builds the package, starts the local Graph and serves the page. Ctrl-C ends both.

import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { join } from "node:path";
import { isMain, main, ScriptError, step } from "./run.mjs";
import { root, setUp } from "./setup.mjs";

const usualPort = 5173;

async function start() {
  const port = portFrom(process.env.PORT);
  await setUp();
  await (await import("./build.mjs")).build();

  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => stopping.abort());
  const { startGraph } = await import("../tests/standin/index.mjs");
  const graph = await startGraph();
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

/**
 * The page by Vite, which reads the local Graph's address from the environment. The HTTP server is ours: Vite's
 * own ends the process by itself when it is told to stop, and the local Graph would not be closed.
 */
export async function servePage({ graphUrl, port }) {
  process.env.VITE_GRAPH_URL = graphUrl;
  const { createServer } = await import("vite");
  const www = join(root, "www");
  const server = createHttpServer();
  const vite = await createServer({
    root: www,
    configFile: join(www, "vite.config.ts"),
    clearScreen: false,
    logLevel: "warn",
    server: { middlewareMode: true, ws: { server } },
  });
  server.on("request", vite.middlewares);
  const close = async () => {
    await vite.close();
    server.close();
    server.closeAllConnections();
  };
  try {
    await listen(server, port);
  } catch (error) {
    await close();
    throw new ScriptError(`The page cannot be served on port ${port ?? usualPort}: ${error.message}.`);
  }
  return { url: `http://127.0.0.1:${server.address().port}/`, close };
}

/** On the port that was asked for; else on the usual one, so that a reload finds the page, or a free one. */
async function listen(server, port) {
  const listenOn = async (number) => {
    server.listen(number, "127.0.0.1");
    await once(server, "listening");
  };
  if (port !== null) return listenOn(port);
  try {
    await listenOn(usualPort);
  } catch (error) {
    if (error.code !== "EADDRINUSE") throw error;
    await listenOn(0);
  }
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
