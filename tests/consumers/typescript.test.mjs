// TypeScript: what tsc accepts without looking away from any declaration, run after it was compiled.

import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { sources } from "../../scripts/consumers/folders.mjs";
import { assertScenario, consumer, project } from "./harness.mjs";
import { printedOutcome, runNode, scriptOf, versionOf } from "./tools.mjs";

const script = `import { scenario } from "./dist/scenario.js";
console.log(JSON.stringify(await scenario(process.argv[1])));`;
const runCompiled = ["--input-type=module", "--eval", script];

for (const [kind, name] of [
  ["nodenext", "TypeScript, `nodenext`, no DOM library"],
  ["bundler", "TypeScript, `bundler`"],
  ["node16-cjs", "TypeScript, `node16`, CommonJS"],
]) {
  consumer("Types", name, {}, async ({ graph, tested }) => {
    const cwd = project(`projects/typescript-${kind}`);
    cpSync(join(sources, "scenario.ts"), join(cwd, "src", "scenario.ts"));
    for (const [compiler, folder] of [
      ["typescript-5", undefined],
      ["typescript", cwd],
    ]) {
      rmSync(join(cwd, "dist"), { recursive: true, force: true });
      await runNode([scriptOf(compiler, folder, "tsc"), "-p", "."], { cwd });
      assertScenario(printedOutcome(await runNode([...runCompiled, graph.url], { cwd })), graph);
      tested("TypeScript", versionOf(compiler, folder));
    }
  });
}
