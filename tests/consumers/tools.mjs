// The tools of the projects, as npm installed them: where they are, their versions, and how they are run.

import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { home } from "../../scripts/consumers/folders.mjs";
import { execute } from "../../scripts/run.mjs";

const modules = join(home, "node_modules");

const manifestOf = (name, folder) =>
  JSON.parse(readFileSync(join(folder, "node_modules", name, "package.json"), "utf8"));

/** The version of a package that is installed for a project, or for all of them. */
export const versionOf = (name, folder = home) => manifestOf(name, ownerOf(name, folder)).version;

/** npm puts a package into the project when another project has another version of it. */
function ownerOf(name, folder) {
  return existsSync(join(folder, "node_modules", name, "package.json")) ? folder : home;
}

/** The script behind a package's command, to be run by Node. */
export function scriptOf(name, folder = home, command = name) {
  const owner = ownerOf(name, folder);
  const { bin } = manifestOf(name, owner);
  return join(owner, "node_modules", name, typeof bin === "string" ? bin : bin[command]);
}

/** The other versions of Node that are tested with; not every kind of machine has them on npm. */
const otherNodes = ["node-24", "node-26"]
  .map((name) => ({ name, command: join(modules, name, "bin", "node") }))
  .filter(({ command }) => existsSync(command))
  .map(({ name, command }) => ({ command, version: versionOf(name) }));

/** This Node and the others. */
export const nodes = [{ command: process.execPath, version: process.version.slice(1) }, ...otherNodes];

/** A Node that is at least so new, or undefined: some tools want a newer one than the package. */
export const nodeFrom = (major) => nodes.find(({ version }) => Number.parseInt(version, 10) >= major);

/** The programs that are no scripts: npm has them in one package per kind of machine. */
export function programOf(name) {
  const { platform, arch } = process;
  const libc =
    platform === "linux" ? (process.report.getReport().header.glibcVersionRuntime ? "gnu" : "musl") : "";
  const candidates = {
    deno: [`@deno/${platform}-${arch}-glibc/deno`, `@deno/${platform}-${arch}/deno`],
    bun: [`@oven/bun-${platform}-${arch}${libc === "musl" ? "-musl" : ""}/bin/bun`],
  }[name];
  return candidates.map((path) => join(modules, path)).find((path) => existsSync(path));
}

/** An environment in which tools neither colour, nor ask, nor report to anyone. */
const environment = {
  ...process.env,
  NO_COLOR: "1",
  CI: "1",
  FORCE_COLOR: undefined,
  NODE_TEST_CONTEXT: undefined,
  NODE_OPTIONS: undefined,
  NEXT_TELEMETRY_DISABLED: "1",
  WRANGLER_SEND_METRICS: "false",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  DENO_NO_UPDATE_CHECK: "1",
  DENO_DIR: join(home, ".deno"),
  PARCEL_WORKERS: "1",
};

const cleaned = (env) =>
  Object.fromEntries(Object.entries({ ...environment, ...env }).filter(([, value]) => value !== undefined));

/** Runs a command to its end and gives what it printed; throws with all of it when the command fails. */
export async function run(command, args, { cwd, env = {} }) {
  const { code, output } = await execute(command, args, { cwd, env: cleaned(env), quiet: true });
  if (code !== 0) throw new Error(`${[command, ...args].join(" ")} ended with ${code}:\n${output}`);
  return output;
}

/** Runs a script of Node's. */
export const runNode = (args, options) => run(process.execPath, args, options);

/** The outcome that a program printed as the last line. */
export function printedOutcome(output) {
  const line = output.trimEnd().split("\n").at(-1);
  try {
    return JSON.parse(line);
  } catch {
    throw new Error(`No outcome was printed:\n${output}`);
  }
}

/** Starts a server that prints its address; gives it, and ends with the test. */
export function serving(t, command, args, { cwd, env = {} }) {
  const child = spawn(command, args, {
    cwd,
    env: cleaned(env),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const ended = new Promise((resolve) => child.on("close", resolve));
  t.after(async () => {
    kill(child, "SIGTERM");
    // A server that does not heed it must not outlive the test.
    const timer = setTimeout(kill, 5000, child, "SIGKILL");
    await ended;
    clearTimeout(timer);
  });
  return new Promise((resolve, reject) => {
    let output = "";
    const read = (text) => {
      output += text;
      // The number may come in two pieces.
      const [, url] = /(https?:\/\/(?:localhost|127\.0\.0\.1):\d+)\D/.exec(output) ?? [];
      if (url) resolve(url);
    };
    child.stdout.setEncoding("utf8").on("data", read);
    child.stderr.setEncoding("utf8").on("data", read);
    child.on("error", reject);
    child.on("close", (code) => reject(new Error(`${command} ended with ${code}:\n${output}`)));
  });
}

/** With its children, which are of its own group. */
function kill(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended already.
  }
}
