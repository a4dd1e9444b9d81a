// Pages of the projects in real browsers: serving them, opening them, and reading the outcome that they leave.

import { once } from "node:events";
import { createServer } from "node:http";
import { after } from "node:test";
import sirv from "sirv";
import { startChromium, startFirefox } from "../browser/browsers.mjs";

/** A page says as `globalThis.outcome` what came of it; one that says nothing has failed. */
const outcomeMs = 60_000;

let started;

/** Both browsers, started once for a test file. */
function browsers() {
  started ??= Promise.all([
    startChromium().then((browser) => ({ tool: "Chromium", browser })),
    startFirefox().then((browser) => ({ tool: "Firefox", browser })),
  ]);
  return started;
}

after(async () => {
  if (started) for (const { browser } of await started) await browser.close();
});

/** Opens a page in each browser and hands what it left to `check`; notes the browsers. */
export async function inBrowsers(url, context, check) {
  await visit(url, context, async (page, { requests }) => {
    // A string, because Playwright and Puppeteer take options and arguments in different places.
    const outcome = await page.evaluate(`(async () => {
      const end = Date.now() + ${outcomeMs};
      while (globalThis.outcome === undefined && Date.now() < end) await new Promise((go) => setTimeout(go, 20));
      return globalThis.outcome;
    })()`);
    if (outcome === undefined) throw new Error("The page left no outcome.");
    await check(outcome, { requests });
  });
}

/** Opens a page in each browser and lets `work` use it, by what Playwright's pages and Puppeteer's have in common. */
export async function visit(url, { graph, tested }, work) {
  for (const { tool, browser } of await browsers()) {
    const page = await browser.newPage();
    const said = [];
    const requests = [];
    page.on("pageerror", (error) => said.push(String(error?.stack ?? error)));
    page.on("console", (message) => said.push(message.text()));
    page.on("request", (request) => requests.push(request.url()));
    try {
      await page.goto(`${url}?graph=${encodeURIComponent(graph.url)}`);
      await work(page, { requests });
    } catch (error) {
      throw new Error([`${tool}, ${url}: ${error.message}`, ...said].join("\n"), { cause: error });
    } finally {
      await page.close();
    }
    tested(tool, (await browser.version()).replace(/^[^/]*\//, ""));
  }
}

/** Serves folders until the test ends: `{ "/": folder, "/node_modules": folder }`. Gives the address. */
export async function serve(t, folders, headers = {}) {
  const mounts = Object.entries(folders)
    .sort(([a], [b]) => b.length - a.length)
    .map(([path, folder]) => ({ path, handle: sirv(folder, { dev: true }) }));
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const { path, handle } = mounts.find(({ path }) => request.url.startsWith(path));
    if (path !== "/") request.url = request.url.slice(path.length);
    handle(request, response, () => response.writeHead(404).end());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${server.address().port}`;
}
