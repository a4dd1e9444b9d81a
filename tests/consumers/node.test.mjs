// Node: every version that can be had, both kinds of module, and the module in a file of its own.

import { join } from "node:path";
import { assertScenario, consumer, project } from "./harness.mjs";
import { nodes, printedOutcome, run } from "./tools.mjs";

/** Runs scripts of a project in every Node. */
async function inEveryNode(scripts, { graph, tested }) {
  for (const { command, version } of nodes) {
    for (const script of scripts) {
      assertScenario(
        printedOutcome(await run(command, [script, graph.url], { cwd: join(script, "..") })),
        graph,
      );
    }
    tested("Node", version);
  }
}

consumer("Node", "Node, `import`", {}, async (context) => {
  await inEveryNode([join(project("projects/node-esm"), "main.js")], context);
});

consumer("Node", "Node, `require`", {}, async (context) => {
  await inEveryNode([join(project("projects/node-cjs"), "main.js")], context);
});

consumer("Node", "Node, `msgraph-chats/slim`", {}, async (context) => {
  const folder = project("projects/node-slim");
  await inEveryNode([join(folder, "main.js"), join(folder, "main.cjs")], context);
});
