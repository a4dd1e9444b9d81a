// The bundlers: each project is built as its own documentation says, and the result is opened or run.

import assert from "node:assert/strict";
import { join } from "node:path";
import { assertScenario, consumer, usualProject } from "./harness.mjs";
import { inBrowsers, serve } from "./pages.mjs";
import { printedOutcome, runNode, scriptOf, serving, versionOf } from "./tools.mjs";

const slim = { entry: "slim.js" };
const compiled = (file) => ({ script: `type="module" src="${file}"` });

for (const [name, path, parts] of [
  ["Vite, dev server", "projects/vite", {}],
  ["Vite, dev server, `msgraph-chats/slim`", "projects/vite-slim", slim],
]) {
  consumer("Bundlers", name, {}, async ({ t, graph, tested }) => {
    const cwd = usualProject(path, parts);
    const args = [scriptOf("vite", cwd), "--host", "127.0.0.1", "--port", "0"];
    const url = await serving(t, process.execPath, args, { cwd });
    tested("Vite", versionOf("vite", cwd));
    await inBrowsers(url, { graph, tested }, (outcome) => assertScenario(outcome, graph));
  });
}

/** Builds a project, then opens what was built in both browsers. */
function built(name, path, { tool, label, args, served = ".", check = () => {}, ...parts }) {
  consumer("Bundlers", name, {}, async ({ t, graph, tested }) => {
    const cwd = usualProject(path, parts);
    await runNode([scriptOf(tool, cwd), ...args], { cwd });
    tested(label, versionOf(tool, cwd));
    const url = await serve(t, { "/": join(cwd, served) });
    await inBrowsers(url, { graph, tested }, (outcome, seen) => {
      assertScenario(outcome, graph);
      check(seen);
    });
  });
}

/** The module came as a file of its own. */
const loadsModule = ({ requests }) =>
  assert.ok(
    requests.some((url) => /\.wasm(\?|$)/.test(url)),
    `no module among ${requests.join(" ")}`,
  );

const vite = { tool: "vite", label: "Vite", args: ["build"], served: "dist" };
built("Vite, build", "projects/vite", vite);
built("Vite, build, `msgraph-chats/slim`", "projects/vite-slim", { ...vite, ...slim, check: loadsModule });

const webpack = {
  tool: "webpack",
  label: "webpack",
  args: ["--mode=production"],
  script: 'defer src="dist/main.js"',
};
built("webpack without configuration", "projects/webpack", webpack);
built("webpack, `msgraph-chats/slim`", "projects/webpack-slim", {
  ...webpack,
  ...slim,
  check: loadsModule,
});

const esbuild = ["src/index.js", "--bundle", "--format=esm"];
built("esbuild, for browsers", "projects/esbuild", {
  tool: "esbuild",
  label: "esbuild",
  args: [...esbuild, "--minify", "--outfile=dist/browser.js"],
  ...compiled("dist/browser.js"),
});

/** Builds a project for Node, then runs each file that was built. */
function builtForNode(name, path, { tool, label, builds }) {
  consumer("Bundlers", name, {}, async ({ graph, tested }) => {
    const cwd = usualProject(path);
    for (const { args, file } of builds) {
      await runNode([scriptOf(tool, cwd), ...args], { cwd });
      assertScenario(printedOutcome(await runNode([file, graph.url], { cwd })), graph);
    }
    tested(label, versionOf(tool, cwd));
  });
}

builtForNode("esbuild, for Node", "projects/esbuild", {
  tool: "esbuild",
  label: "esbuild",
  builds: ["esm", "cjs"].map((format) => {
    const file = `dist/node.${format === "esm" ? "mjs" : "cjs"}`;
    return {
      args: ["src/index.js", "--bundle", "--platform=node", `--format=${format}`, `--outfile=${file}`],
      file,
    };
  }),
});

const rollup = {
  tool: "rollup",
  label: "Rollup",
  args: ["src/index.js", "--plugin", "@rollup/plugin-node-resolve", "--dir", "dist"],
  ...compiled("dist/index.js"),
};
built("Rollup with node-resolve, for browsers", "projects/rollup", rollup);
builtForNode("Rollup with node-resolve, for Node", "projects/rollup", {
  ...rollup,
  builds: [{ args: rollup.args, file: "dist/index.js" }],
});

built("Parcel", "projects/parcel", {
  tool: "parcel",
  label: "Parcel",
  args: ["build", "index.html", "--no-cache", "--dist-dir", "dist"],
  served: "dist",
});
