// The page as it would be published, built once for all tests; served with the address of a test's own local Graph in it.

import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { basename, extname, join } from "node:path";
import { filesBelow, hashOf } from "../../scripts/build/stamps.mjs";
import { root } from "../../scripts/setup.mjs";

const pages = join(root, "build", "tested-page");

/** Stands in the built page for the address of the local Graph. */
const placeholder = "http://127.0.0.1:65535";

let building;

/** The folder of the page as it is now; builds it where it is not there, once for all hooks, which Node runs at the same time. */
export const builtPage = () => {
  building ??= build();
  return building;
};

async function build() {
  const hash = hashOf(["www", "pkg", "src/js", "package-lock.json"]);
  const folder = join(pages, hash);
  if (existsSync(folder)) return folder;
  mkdirSync(pages, { recursive: true });
  const others = readdirSync(pages).filter((name) => /^[\da-f]{64}$/.test(name));
  const made = mkdtempSync(join(pages, "new-"));
  process.env.VITE_GRAPH_URL = placeholder;
  const vite = await import("vite");
  const configFile = join(root, "www", "vite.config.ts");
  await vite.build({ configFile, logLevel: "error", build: { outDir: made } });
  delete process.env.VITE_GRAPH_URL;
  try {
    renameSync(made, folder);
  } catch (error) {
    // Test files run at the same time; whichever was first has made the same.
    if (!existsSync(folder)) throw error;
    rmSync(made, { recursive: true });
  }
  for (const name of others) rmSync(join(pages, name), { recursive: true, force: true });
  return folder;
}

const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

/** Serves the page; gives its `url`, and `close`. */
export async function servePage(graphUrl) {
  const folder = await builtPage();
  const answers = new Map(
    filesBelow(folder).map((path) => {
      const text = readFileSync(path, "utf8").replaceAll(placeholder, graphUrl);
      const name = path.slice(folder.length).replaceAll("\\", "/");
      const url = basename(path) === "index.html" ? name.slice(0, -"index.html".length) : name;
      return [url, { type: types[extname(path)], text }];
    }),
  );
  const server = createServer((request, response) => {
    const { type, text } = answers.get(new URL(request.url, "http://page").pathname) ?? {};
    if (text === undefined) response.writeHead(404).end();
    else response.writeHead(200, { "Content-Type": type }).end(text);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${server.address().port}/`, close };
}
