// The command as its users get it: the packed package installed into a project, run from `node_modules/.bin`.

import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { project } from "../../js/helpers/packed.mjs";

function install(folder, tarball) {
  copyFileSync(tarball, join(folder, "package.tgz"));
  writeFileSync(join(folder, "package.json"), '{ "name": "project", "private": true }\n');
  execFileSync("npm", ["install", "--offline", "--no-audit", "--no-fund", "./package.tgz"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
}

/** One project per content of the package, under the name that packed.mjs clears away after a day. */
function installed() {
  const packed = project();
  const folder = `${packed}-installed`;
  if (existsSync(folder)) return folder;
  const made = mkdtempSync(`${packed}-installing-`);
  install(made, join(packed, "package.tgz"));
  try {
    renameSync(made, folder);
  } catch (error) {
    // Test files run at the same time; whichever was first has made the same.
    if (!existsSync(folder)) throw error;
    rmSync(made, { recursive: true, force: true });
  }
  return folder;
}

export const command = join(installed(), "node_modules", ".bin", "msgraph-chats");

/** For a run this short V8 takes longer to optimise the module than it gains: a quarter of all that a run costs. */
const quickly = [process.execPath, "--liftoff-only", command];

export const token = "the-token-of-the-tests";

/** A folder that ends with the test. */
export function temporaryFolder(t) {
  const folder = mkdtempSync(join(tmpdir(), "msgraph-chats-command-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Starts the command in a folder; `ended` resolves to `{ code, signal, stdout, stderr }`. Writing more than `mostKiB` into
 * a file fails as on a full disk.
 */
export function start(
  folder,
  args,
  { env = { GRAPH_TOKEN: token }, input, launcher = quickly, mostKiB = "unlimited" } = {},
) {
  const { GRAPH_TOKEN: _, ...inherited } = process.env;
  const limited = mostKiB === "unlimited" ? [] : ["bash", "-c", `ulimit -f ${mostKiB}; exec "$0" "$@"`];
  const [file, ...before] = [...limited, ...launcher, ...args];
  const child = spawn(file, before, { cwd: folder, env: { ...inherited, ...env } });
  const texts = { stdout: "", stderr: "" };
  for (const name of Object.keys(texts)) {
    child[name].setEncoding("utf8").on("data", (text) => {
      texts[name] += text;
    });
  }
  child.stdin.on("error", () => {});
  child.stdin.end(input ?? "");
  const ended = new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, ...texts }));
  });
  return { child, ended };
}

/** Resolves once the command, which is sending, has heard of Ctrl-C: what happens then comes after it. */
export function interrupt(child) {
  const heard = new Promise((resolve) => {
    child.stderr.on("data", (text) => text.includes("Stopping: ") && resolve());
  });
  child.kill("SIGINT");
  return heard;
}

/** Runs the command to its end. */
export const run = (folder, args, options) => start(folder, args, options).ended;
