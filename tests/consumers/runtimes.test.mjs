// Deno, Bun and Cloudflare's workerd.

import { assertScenario, consumer, project, usualProject } from "./harness.mjs";
import { nodeFrom, printedOutcome, programOf, run, scriptOf, serving, versionOf } from "./tools.mjs";

const lacking = (name) => (programOf(name) ? false : `npm has no ${name} for this kind of machine`);

consumer("Runtimes", "Deno, `--allow-net` alone", { skip: lacking("deno") }, async ({ graph, tested }) => {
  const cwd = usualProject("projects/deno");
  const args = ["run", "--no-prompt", "--allow-net", "src/index.js", graph.url];
  assertScenario(printedOutcome(await run(programOf("deno"), args, { cwd })), graph);
  tested("Deno", versionOf("deno"));
});

consumer("Runtimes", "Bun", { skip: lacking("bun") }, async ({ graph, tested }) => {
  const cwd = usualProject("projects/bun");
  assertScenario(printedOutcome(await run(programOf("bun"), ["src/index.js", graph.url], { cwd })), graph);
  tested("Bun", versionOf("bun"));
});

const newerNode = nodeFrom(22);

consumer(
  "Runtimes",
  "Cloudflare Workers (workerd), bundled by Wrangler",
  { skip: newerNode ? false : "Wrangler wants a newer Node" },
  async ({ t, graph, tested }) => {
    const cwd = project("projects/workerd");
    const args = [scriptOf("wrangler"), "dev", "--ip", "127.0.0.1", "--port", "0", "--inspector-port", "0"];
    const url = await serving(t, newerNode.command, args, { cwd });
    const answer = await fetch(`${url}/?graph=${encodeURIComponent(graph.url)}`);
    assertScenario(await answer.json(), graph);
    tested("workerd", versionOf("workerd"));
    tested("Wrangler", versionOf("wrangler"));
  },
);
