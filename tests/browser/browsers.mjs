// The browsers of the tests, by themselves, and one with the built page and a local Graph behind it.

import assert from "node:assert/strict";
import { chromium } from "playwright-core";
import { firefoxPath, headlessPath } from "../../scripts/setup.mjs";
import { startGraph } from "../standin/index.mjs";
import { servePage } from "./built-page.mjs";

export const launchArguments = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-quic",
];

export function startChromium() {
  const executablePath = headlessPath();
  assert.ok(executablePath, "Chromium is needed: run `npm run setup`.");
  return chromium.launch({ executablePath, args: launchArguments });
}

/** Pages share a process, and none is started in advance: that is a fifth of what Firefox costs. */
const firefoxPreferences = {
  "dom.ipc.processCount": 1,
  "dom.ipc.processPrelaunch.enabled": false,
  "fission.autostart": false,
};

export async function startFirefox() {
  const executablePath = firefoxPath();
  assert.ok(executablePath, "Firefox is needed: run `npm run setup`.");
  const { default: puppeteer } = await import("puppeteer-core");
  return puppeteer.launch({
    browser: "firefox",
    executablePath,
    extraPrefsFirefox: firefoxPreferences,
    headless: true,
  });
}

/** A browser, the built page and a local Graph, all ended together. */
export async function startDemo() {
  const ending = [];
  const close = async () => {
    for (const end of ending.reverse()) await end();
  };
  try {
    const graph = await startGraph();
    ending.push(() => graph.close());
    const page = await servePage(graph.url);
    ending.push(page.close);
    const browser = await startChromium();
    ending.push(() => browser.close());
    return { graph, browser, url: page.url, close };
  } catch (error) {
    await close();
    throw error;
  }
}
