// A browser extension, manifest V3: its page and its service worker, in Chromium.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { chromiumPath } from "../../scripts/setup.mjs";
import { launchArguments } from "../browser/browsers.mjs";
import { assertScenario, consumer, project } from "./harness.mjs";
import { runNode, scriptOf, versionOf } from "./tools.mjs";

consumer("Pages", "An extension, manifest V3: page and service worker", {}, async ({ t, graph, tested }) => {
  const cwd = project("projects/extension");
  const options = ["--bundle", "--format=esm", "--outdir=dist"];
  await runNode([scriptOf("esbuild", cwd), "src/page.js", "src/background.js", ...options], { cwd });

  const profile = mkdtempSync(join(tmpdir(), "msgraph-chats-extension-"));
  t.after(() => rmSync(profile, { recursive: true, force: true }));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    // The old headless mode knows no extensions.
    headless: false,
    args: [
      ...launchArguments,
      "--headless=new",
      "--disable-features=DisableLoadExtensionCommandLineSwitch",
      `--disable-extensions-except=${cwd}`,
      `--load-extension=${cwd}`,
    ],
  });
  t.after(() => context.close());
  const [worker = await context.waitForEvent("serviceworker")] = context.serviceWorkers();
  assertScenario(await worker.evaluate((url) => globalThis.tryIn(url), graph.url), graph);

  const page = await context.newPage();
  await page.goto(new URL(`/page.html?graph=${encodeURIComponent(graph.url)}`, worker.url()).href);
  assertScenario(await page.evaluate(() => globalThis.outcome), graph);
  tested("Chromium", context.browser()?.version() ?? (await versionIn(page)));
  tested("esbuild", versionOf("esbuild", cwd));
});

const versionIn = (page) => page.evaluate(() => /Chrome\/([\d.]+)/.exec(navigator.userAgent)[1]);
