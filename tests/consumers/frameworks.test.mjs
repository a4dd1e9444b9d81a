// Next: a server component, a client component, and route handlers in Node and on the edge, built for production.

import assert from "node:assert/strict";
import { assertScenario, consumer, project } from "./harness.mjs";
import { inBrowsers } from "./pages.mjs";
import { runNode, scriptOf, serving, versionOf } from "./tools.mjs";

consumer("Frameworks", "Next: page, route handler, edge route handler", {}, async ({ t, graph, tested }) => {
  const cwd = project("projects/next");
  await runNode([scriptOf("next", cwd), "build"], { cwd });
  const args = [scriptOf("next", cwd), "start", "--hostname", "127.0.0.1", "--port", "0"];
  const url = await serving(t, process.execPath, args, { cwd });
  tested("Next", versionOf("next", cwd));

  const page = await (await fetch(url)).text();
  assert.match(page, />membersMissing</);
  for (const route of ["node", "edge"]) {
    const answer = await fetch(`${url}/api/${route}?graph=${encodeURIComponent(graph.url)}`);
    assertScenario(await answer.json(), graph);
  }
  await inBrowsers(url, { graph, tested }, (outcome) => assertScenario(outcome, graph));
});
