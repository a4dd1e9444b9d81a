// Pages without a build, in a worker, and under a strict Content-Security-Policy.

import assert from "node:assert/strict";
import { join } from "node:path";
import { home } from "../../scripts/consumers/folders.mjs";
import { assertScenario, consumer, usualProject } from "./harness.mjs";
import { inBrowsers, serve } from "./pages.mjs";
import { runNode, scriptOf, versionOf } from "./tools.mjs";

const mountedModules = join(home, "projects", "node_modules");

consumer("Pages", "A page with an import map, no build", {}, async ({ t, graph, tested }) => {
  const folder = usualProject("projects/import-map");
  const url = await serve(t, { "/": folder, "/node_modules": mountedModules });
  await inBrowsers(url, { graph, tested }, (outcome) => assertScenario(outcome, graph));
});

consumer("Pages", "A module worker", {}, async ({ t, graph, tested }) => {
  const cwd = usualProject("projects/web-worker");
  await runNode([scriptOf("vite", cwd), "build"], { cwd });
  const url = await serve(t, { "/": join(cwd, "dist") });
  await inBrowsers(url, { graph, tested }, (outcome) => assertScenario(outcome, graph));
  tested("Vite", versionOf("vite", cwd));
});

consumer("Pages", "A strict Content-Security-Policy", {}, async ({ t, graph, tested }) => {
  const cwd = usualProject("projects/csp", { script: 'type="module" src="dist/index.js"' });
  const options = ["--bundle", "--format=esm", "--outdir=dist"];
  await runNode([scriptOf("esbuild", cwd), "src/index.js", ...options], { cwd });
  const policy = (sources) => ({
    "Content-Security-Policy": `default-src 'none'; script-src ${sources}; connect-src ${graph.url}`,
  });
  const url = await serve(t, { "/": cwd }, policy("'self' 'wasm-unsafe-eval'"));
  await inBrowsers(url, { graph, tested }, (outcome) => assertScenario(outcome, graph));

  // Without the directive the error names it.
  const strict = await serve(t, { "/": cwd }, policy("'self'"));
  const refused = inBrowsers(strict, { graph, tested }, () => undefined);
  await assert.rejects(refused, /script-src needs 'wasm-unsafe-eval'/);
});
