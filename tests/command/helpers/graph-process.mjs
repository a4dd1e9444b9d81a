// The local Graph as a process of its own, and its control API: a command that is killed must not share anything with it.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../../standin/serve.mjs", import.meta.url));

async function control(url, name, body) {
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(`${url}/__control/${name}`, init);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message);
  return answer;
}

/** Starts a local Graph that ends with the test; `args` are those of serve.mjs. */
export async function graphProcess(t, args = []) {
  const child = spawn(process.execPath, [script, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  t.after(async () => {
    child.kill();
    await once(child, "close");
  });
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  const { url } = JSON.parse(line);
  return {
    url,
    /** `{ count, groups, chats }`: what exists. */
    chats: () => control(url, "chats"),
    requests: () => control(url, "requests"),
    fault: (spec) => control(url, "fault", spec),
    configure: (changes) => control(url, "configure", changes),
    held: (name) => control(url, `held?name=${name}`),
    release: (name) => control(url, "release", { name }),
  };
}
