// Set-up of the browsers that tests drive: one that is there already, else the distribution's own.

import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { ask, runQuietly, ScriptError, step } from "../run.mjs";

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
  return commands.map((command) => onPath(command, env)).find((path) => path !== null) ?? null;
}

async function installBrowser(browser) {
  if (browserPath(browser, process.env) !== null) return;
  const { title, variable, debianPackage } = browser;
  await step(`Installing ${title} (${debianPackage})`, async () => {
    await requireApt(title, variable, debianPackage);
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const options = ["-o", "DPkg::Lock::Timeout=300"];
    // Lists that cannot be refreshed may still be good enough; the installation itself says if not.
    await ask("apt-get", ["update"], { env });
    await runQuietly("apt-get", [...options, "install", "-y", debianPackage], { env });
    if (browserPath(browser, process.env) === null) {
      throw new ScriptError(
        `${title} was installed but is not on PATH: set ${variable} to it, then run this again.`,
      );
    }
  });
}

async function requireApt(title, variable, debianPackage) {
  const isRoot = process.getuid?.() === 0;
  const hasApt = (await ask("apt-get", ["--version"])) !== null;
  if (isRoot && hasApt) return;
  const how = hasApt ? `run "sudo apt-get install ${debianPackage}"` : "install it";
  throw new ScriptError(
    `${title} is missing and cannot be installed from here: ${how} or set ${variable} to one, then run this again.`,
  );
}

function onPath(command, env) {
  const folders = (env.PATH ?? "").split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, command)).find(isExecutable) ?? null;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
