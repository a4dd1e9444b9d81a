// Programs of the machine that tests use: one that is there already, else Debian's, where we may install.

import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { ask, runQuietly, ScriptError, step } from "../run.mjs";

const windows = process.platform === "win32";

/** `places` are where installers put a program that is not on PATH. */
export const programs = {
  chromium: {
    title: "Chromium",
    variable: "CHROMIUM_PATH",
    commands: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    places: [
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    ],
    debianPackage: "chromium",
  },
  headlessShell: {
    title: "Chromium's headless shell",
    variable: "CHROMIUM_PATH",
    commands: ["chromium-headless-shell", "chrome-headless-shell"],
    places: [],
    debianPackage: "chromium-headless-shell",
  },
  firefox: {
    title: "Firefox",
    variable: "FIREFOX_PATH",
    commands: ["firefox-esr", "firefox"],
    places: [
      "/Applications/Firefox.app/Contents/MacOS/firefox",
      "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
    ],
    debianPackage: "firefox-esr",
  },
  valgrind: {
    title: "Valgrind",
    variable: "VALGRIND_PATH",
    commands: ["valgrind"],
    places: [],
    debianPackage: "valgrind",
  },
};

/** Where a program is: what its variable says, else the one on PATH, else in its usual place; null when it is nowhere. */
export function programPath({ title, variable, commands, places }, env = process.env) {
  const chosen = env[variable];
  if (chosen) {
    if (isExecutable(chosen)) return chosen;
    throw new ScriptError(
      `${variable} does not name a program (${chosen}): correct it, or unset it to find ${title}.`,
    );
  }
  const folders = (env.PATH ?? "").split(delimiter).filter(Boolean);
  const names = commands.map((command) => (windows ? `${command}.exe` : command));
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...paths, ...places].find(isExecutable) ?? null;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

const mayInstall = async () => process.getuid?.() === 0 && (await ask("apt-get", ["--version"])) !== null;

/** Installs a program that is missing. Throws a ScriptError that says what to do where that is not possible. */
export async function installProgram(program) {
  if (programPath(program) !== null) return;
  const { title, variable, debianPackage } = program;
  await step(`Installing ${title} (${debianPackage})`, async () => {
    if (!(await mayInstall())) {
      throw new ScriptError(
        `${title} is missing: install it (Debian: sudo apt-get install ${debianPackage}), or set ${variable} to where it is, then run this again.`,
      );
    }
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    // Lists that cannot be refreshed may still be good enough; the installation itself says if not.
    await ask("apt-get", ["update"], { env });
    await runQuietly("apt-get", ["-o", "DPkg::Lock::Timeout=300", "install", "-y", debianPackage], { env });
    if (programPath(program) === null) throw new ScriptError(`${title} was installed but is not on PATH.`);
  });
}

/** Valgrind is not to be had everywhere: there its test is skipped, but never where CI runs. */
export async function installValgrind() {
  if (process.env.CI || (await mayInstall())) await installProgram(programs.valgrind);
}

/** Chromium, and its headless shell where that is to be had: it needs less than half as long for the same. */
export async function installChromium() {
  await installProgram(programs.chromium);
  const { headlessShell } = programs;
  if (programPath(headlessShell) !== null || !(await mayInstall())) return;
  if (await ask("apt-cache", ["show", headlessShell.debianPackage])) await installProgram(headlessShell);
}
