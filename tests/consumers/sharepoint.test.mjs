// The settings of a SharePoint Framework project: TypeScript 5.3 to ES5 with the old module resolution, an AMD library of webpack's, and
// Jest with jsdom.

import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { consumer, project } from "./harness.mjs";
import { inBrowsers, serve } from "./pages.mjs";
import { runNode, scriptOf, versionOf } from "./tools.mjs";

consumer("Frameworks", "SharePoint Framework's settings", {}, async ({ t, graph, tested }) => {
  const cwd = project("projects/sharepoint");
  const tsc = scriptOf("typescript", cwd, "tsc");
  await runNode([tsc, "-p", "."], { cwd });
  await runNode([scriptOf("webpack", cwd)], { cwd });
  const url = await serve(t, { "/": cwd });
  await inBrowsers(url, { graph, tested }, (outcome) =>
    assert.deepEqual(outcome, [["membersEmpty"], "created", "graph 404"]),
  );

  // What SharePoint Framework gives Jest is written beside the other, and not checked again.
  const ts = createRequire(tsc)("typescript");
  const { compilerOptions } = ts.readConfigFile(join(cwd, "tsconfig.json"), ts.sys.readFile).config;
  const source = readFileSync(join(cwd, "src", "chats.ts"), "utf8");
  const written = ts.transpileModule(source, { compilerOptions: { ...compilerOptions, module: "commonjs" } });
  mkdirSync(join(cwd, "lib-commonjs"));
  writeFileSync(join(cwd, "lib-commonjs", "chats.js"), written.outputText);
  copyFileSync(join(cwd, "chats.test.js"), join(cwd, "lib-commonjs", "chats.test.js"));
  assert.match(await runNode([scriptOf("jest", cwd)], { cwd }), /Tests: +1 passed, 1 total/);
  for (const [tool, name] of [
    ["TypeScript", "typescript"],
    ["webpack", "webpack"],
    ["Jest", "jest"],
  ])
    tested(tool, versionOf(name, cwd));
});
