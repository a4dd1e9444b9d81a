// Set-up of the browsers that tests drive: one that is there already, else the distribution's own.

import { ScriptError } from "../run.mjs";
import { installFromDebian, isExecutable, onPath } from "./debian.mjs";

const chromium = {
  title: "Chromium",
  variable: "CHROMIUM_PATH",
  commands: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
  debianPackage: "chromium",
};

const firefox = {
  title: "Firefox",
  variable: "FIREFOX_PATH",
  commands: ["firefox-esr", "firefox"],
  debianPackage: "firefox-esr",
};

/** Where Chromium is: what CHROMIUM_PATH says, else the one on PATH, else null. */
export function chromiumPath(env = process.env) {
  return browserPath(chromium, env);
}

/** Where Firefox is: what FIREFOX_PATH says, else the one on PATH, else null. */
export function firefoxPath(env = process.env) {
  return browserPath(firefox, env);
}

export const installChromium = () => installBrowser(chromium);
export const installFirefox = () => installBrowser(firefox);

function browserPath({ title, variable, commands }, env) {
  const chosen = env[variable];
  if (chosen) {
    if (isExecutable(chosen)) return chosen;
    throw new ScriptError(
      `${variable} does not name a program (${chosen}): correct it, or unset it to find ${title}.`,
    );
  }
  return onPath(commands, env);
}

async function installBrowser(browser) {
  if (browserPath(browser, process.env) !== null) return;
  const { title, variable, commands, debianPackage } = browser;
  await installFromDebian({ title, commands, debianPackage, advice: ` or set ${variable} to one` });
}
