// Programs that come from the distribution, where it is Debian's and we may install.

import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { ask, runQuietly, ScriptError, step } from "../run.mjs";

const valgrind = { title: "Valgrind", commands: ["valgrind"], debianPackage: "valgrind" };

/** Valgrind counts instructions, where times would differ from run to run. */
export async function installValgrind() {
  if (onPath(valgrind.commands, process.env) === null) await installFromDebian(valgrind);
}

/** Where the first of these commands is that is there, or null. */
export function onPath(commands, env) {
  const folders = (env.PATH ?? "").split(delimiter).filter(Boolean);
  const paths = commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  return paths.find(isExecutable) ?? null;
}

export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Installs a package; `advice` says what else can be done where that is not possible. */
export async function installFromDebian({ title, commands, debianPackage, advice = "" }) {
  await step(`Installing ${title} (${debianPackage})`, async () => {
    const hasApt = (await ask("apt-get", ["--version"])) !== null;
    if (process.getuid?.() !== 0 || !hasApt) {
      const how = hasApt ? `run "sudo apt-get install ${debianPackage}"` : "install it";
      throw new ScriptError(
        `${title} is missing and cannot be installed from here: ${how}${advice}, then run this again.`,
      );
    }
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const options = ["-o", "DPkg::Lock::Timeout=300"];
    // Lists that cannot be refreshed may still be good enough; the installation itself says if not.
    await ask("apt-get", ["update"], { env });
    await runQuietly("apt-get", [...options, "install", "-y", debianPackage], { env });
    if (onPath(commands, process.env) === null) {
      throw new ScriptError(
        `${title} was installed but is not on PATH: put it there${advice}, then run this again.`,
      );
    }
  });
}
