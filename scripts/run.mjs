// Runs child processes for the other scripts: with their output shown, or kept back until something fails.

import { spawn } from "node:child_process";
import { realpathSync } from "node:fs";

const clearLine = "\r\x1b[K";

/** A failure whose message says all there is to say; the scripts print it without a stack. */
export class ScriptError extends Error {}

/** `3.4 s`, `2 min 13 s`. */
export function duration(ms) {
  const seconds = ms / 1000;
  if (seconds < 59.5) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** On Windows npm and the commands of npm packages are .cmd files, which only a shell runs. */
function spawnCommand(command, args, options) {
  if (process.platform !== "win32") return spawn(command, args, options);
  const quoted = (text) => (/^[\w.:/\\=@-]+$/.test(text) ? text : `"${text.replaceAll('"', '\\"')}"`);
  return spawn([command, ...args].map(quoted).join(" "), { ...options, shell: true });
}

/**
 * Runs a command to its end and gives `{ code, output }`. With `quiet`, stdout and stderr are collected in
 * `output`, else they go where ours go. Throws ScriptError when the command is not there.
 */
export function execute(command, args, { quiet = false, onOutput, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const stdio = quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"];
    const child = spawnCommand(command, args, { stdio, ...options });
    // Ctrl-C reaches the child too; ours waits for it, so that `finally` blocks of callers run.
    let interrupted = false;
    const onInterrupt = () => {
      interrupted = true;
      child.kill("SIGINT");
    };
    process.on("SIGINT", onInterrupt).on("SIGTERM", onInterrupt);
    let output = "";
    for (const stream of quiet ? [child.stdout, child.stderr] : []) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
        onOutput?.(text);
      });
    }
    const settle = (then) => {
      process.off("SIGINT", onInterrupt).off("SIGTERM", onInterrupt);
      then();
    };
    child.on("error", (error) => {
      const missing = error.code === "ENOENT";
      settle(() => reject(missing ? new ScriptError(`The command ${command} was not found.`) : error));
    });
    child.on("close", (code) => {
      settle(() =>
        interrupted ? reject(new ScriptError("Interrupted.")) : resolve({ code: code ?? 1, output }),
      );
    });
  });
}

/** Runs a command with its output shown; throws ScriptError on any exit code but 0. */
export async function run(command, args, options = {}) {
  const { code } = await execute(command, args, options);
  if (code !== 0) throw new ScriptError(`${[command, ...args].join(" ")} ended with exit code ${code}.`);
}

/** Runs a command and gives its output; shows it only when the command fails, and then throws ScriptError. */
export async function runQuietly(command, args, options = {}) {
  const { code, output } = await execute(command, args, { ...options, quiet: true });
  if (code !== 0) {
    // The live line of a step, where there is one, must not end up in front of the output.
    if (process.stdout.isTTY) process.stdout.write(clearLine);
    process.stderr.write(output.endsWith("\n") || output === "" ? output : `${output}\n`);
    throw new ScriptError(`${[command, ...args].join(" ")} ended with exit code ${code}.`);
  }
  return output;
}

/** What a command prints, or null when it is not there or fails: for asking whether a tool is at hand. */
export async function ask(command, args, options = {}) {
  try {
    const { code, output } = await execute(command, args, { ...options, quiet: true });
    return code === 0 ? output : null;
  } catch (error) {
    if (error instanceof ScriptError && error.message === "Interrupted.") throw error;
    return null;
  }
}

/**
 * Does one step of work under a title, with the time it took. On a terminal the line counts the seconds
 * while the work goes on; elsewhere it is written once before and once after.
 */
export async function step(title, work) {
  const started = performance.now();
  const live = process.stdout.isTTY === true;
  const line = (mark) => `${mark} ${title}`;
  const show = () =>
    process.stdout.write(`${clearLine}${line("…")} ${duration(performance.now() - started)}`);
  if (live) show();
  else console.log(line("…"));
  const ticking = live ? setInterval(show, 1000) : undefined;
  let mark = "✗";
  try {
    const result = await work();
    mark = "✓";
    return result;
  } finally {
    clearInterval(ticking);
    if (live) process.stdout.write(clearLine);
    console.log(`${line(mark)} (${duration(performance.now() - started)})`);
  }
}

/** npm starts scripts in a shell that hands no signal on: when it was ended, so is the script. Ctrl-C reaches all of them. */
function endWithParent() {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && process.kill(process.pid, "SIGTERM"), 500).unref();
}

/** Runs a script's main function: prints a failure in one line, and sets the exit code. */
export async function main(work) {
  endWithParent();
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    console.error(error instanceof ScriptError ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}

/** True when the module of this `import.meta` is the script that Node was told to run. */
export function isMain({ filename }) {
  return process.argv[1] !== undefined && realpathSync(process.argv[1]) === filename;
}
