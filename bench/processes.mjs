// The processes of the measurements: one for each peer that is asked again and again, and fresh ones.

import { execFile, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { peers } from "./peers.mjs";

const pathOf = (name) => fileURLToPath(new URL(name, import.meta.url));
const runFile = promisify(execFile);

const nextMessage = (child) =>
  new Promise((resolve, reject) => {
    const ended = (code) => reject(new Error(`A process of the bench ended with code ${code}.`));
    child.once("exit", ended);
    child.once("message", (message) => {
      child.off("exit", ended);
      resolve(message);
    });
  });

/** Starts the process of a peer. `ask` gives what it measured. */
async function startWorker(id) {
  const child = fork(pathOf("worker.mjs"), [id]);
  await nextMessage(child);
  return {
    async ask(question) {
      const answer = nextMessage(child);
      child.send(question);
      const { value, error } = await answer;
      if (error) throw new Error(`${id}, ${JSON.stringify(question)}: ${error}`);
      return value;
    },
    stop: () => child.disconnect(),
  };
}

/** The workers of all peers, by their id. */
export async function startWorkers() {
  const workers = {};
  for (const { id } of peers) workers[id] = await startWorker(id);
  return {
    workers,
    stop: () => {
      for (const worker of Object.values(workers)) worker.stop();
    },
  };
}

export async function startServer() {
  const child = fork(pathOf("server.mjs"));
  const url = await nextMessage(child);
  return { url, stop: () => child.disconnect() };
}

/** The number that a script prints in a fresh process. */
export async function numberOf(script, ...args) {
  const { stdout } = await runFile(process.execPath, [pathOf(script), ...args.map(String)]);
  return Number(stdout);
}
