// Angular's application builder: the package under its own Content-Security-Policy, and the slim entry with the module among the assets.

import { cpSync } from "node:fs";
import { join } from "node:path";
import { home } from "../../scripts/consumers/folders.mjs";
import { assertScenario, consumer, project } from "../consumers/harness.mjs";
import { inBrowsers, serve } from "../consumers/pages.mjs";
import { nodeFrom, run, scriptOf, versionOf } from "../consumers/tools.mjs";

for (const [application, name] of [
  ["app", "Angular with `autoCsp`"],
  ["slim", "Angular, `msgraph-chats/slim`"],
]) {
  consumer("Frameworks", name, {}, async ({ t, graph, tested }) => {
    const cwd = project("projects/angular");
    // Assets are looked for below the project, where users have their packages.
    const installed = join("node_modules", "msgraph-chats");
    cpSync(join(home, "projects", installed), join(cwd, installed), { recursive: true });
    const ng = scriptOf("@angular/cli", cwd, "ng");
    await run(nodeFrom(24).command, [ng, "build", application], { cwd, env: { NG_CLI_ANALYTICS: "false" } });
    const url = await serve(t, { "/": join(cwd, "dist", application, "browser") });
    await inBrowsers(url, { graph, tested }, (outcome) => assertScenario(outcome, graph));
    tested("Angular", versionOf("@angular/core", cwd));
  });
}
