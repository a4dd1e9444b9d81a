// Node: every version that can be had, both kinds of module, and the module in a file of its own.

import { join } from "node:path";
import { assertScenario, consumer, project, usualProject } from "./harness.mjs";
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
  await inEveryNode([join(usualProject("projects/node-esm"), "src", "index.js")], context);
});

consumer("Node", "Node, `require`", {}, async (context) => {
  await inEveryNode([join(project("projects/node-cjs"), "main.cjs")], context);
});

consumer("Node", "Node, `msgraph-chats/slim`", {}, async (context) => {
  const folder = usualProject("projects/node-slim", { entry: "slim.js" });
  await inEveryNode([join(folder, "src", "index.js"), join(folder, "main.cjs")], context);
});
