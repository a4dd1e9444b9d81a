// The browsers of the tests, without what only people need.

import assert from "node:assert/strict";
import { chromium } from "playwright-core";
import puppeteer from "puppeteer-core";
import { firefoxPath, headlessPath } from "../../scripts/setup.mjs";

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

export function startFirefox() {
  const executablePath = firefoxPath();
  assert.ok(executablePath, "Firefox is needed: run `npm run setup`.");
  return puppeteer.launch({
    browser: "firefox",
    executablePath,
    extraPrefsFirefox: firefoxPreferences,
    headless: true,
  });
}
