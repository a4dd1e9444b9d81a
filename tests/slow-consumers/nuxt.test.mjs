// Nuxt: rendered on the server, in the browser, and in a server route; built for the edge.

import assert from "node:assert/strict";
import { assertScenario, consumer, project } from "../consumers/harness.mjs";
import { inBrowsers } from "../consumers/pages.mjs";
import { nodeFrom, run, scriptOf, serving, versionOf } from "../consumers/tools.mjs";

consumer("Frameworks", "Nuxt: page and server route", {}, async ({ t, graph, tested }) => {
  const cwd = project("projects/nuxt");
  const { command } = nodeFrom(24);
  await run(command, [scriptOf("nuxt", cwd), "build"], { cwd, env: { NUXT_TELEMETRY_DISABLED: "1" } });
  const env = { HOST: "127.0.0.1", PORT: "0", NITRO_PORT: "0" };
  const url = await serving(t, command, [".output/server/index.mjs"], { cwd, env });
  assert.match(await (await fetch(url)).text(), />membersMissing</);
  const answer = await fetch(`${url}/api/chats?graph=${encodeURIComponent(graph.url)}`);
  assertScenario(await answer.json(), graph);
  await inBrowsers(url, { graph, tested }, (outcome) => assertScenario(outcome, graph));
  tested("Nuxt", versionOf("nuxt", cwd));
});

for (const preset of ["cloudflare_module", "vercel_edge"]) {
  consumer(
    "Frameworks",
    `Nuxt, preset \`${preset}\`, with \`experimental.wasm\` (built)`,
    {},
    async ({ tested }) => {
      const cwd = project("projects/nuxt");
      const env = { NUXT_TELEMETRY_DISABLED: "1", NITRO_PRESET: preset };
      await run(nodeFrom(24).command, [scriptOf("nuxt", cwd), "build"], { cwd, env });
      tested("Nuxt", versionOf("nuxt", cwd));
    },
  );
}
