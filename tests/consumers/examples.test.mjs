// The examples with what users have: each is type-checked, and run where it needs no account at Microsoft.

import assert from "node:assert/strict";
import { join } from "node:path";
import { consumer, project } from "./harness.mjs";
import { serve, visit } from "./pages.mjs";
import { printedOutcome, runNode, scriptOf, versionOf } from "./tools.mjs";

const compile = (cwd) => runNode([scriptOf("typescript", cwd, "tsc"), "-p", "."], { cwd });
const build = (cwd) => runNode([scriptOf("vite", cwd), "build"], { cwd });

consumer("Examples", "`@azure/identity` in a Node script", {}, async ({ graph, tested }) => {
  const cwd = project("examples/azure-identity");
  await compile(cwd);
  const outcome = printedOutcome(await runNode(["run.mjs", graph.url], { cwd }));
  assert.deepEqual(outcome, {
    asked: [{ scopes: "https://graph.microsoft.com/.default", hasSignal: false }],
    status: "created",
    topic: "Contoso onboarding",
  });
  assert.equal(graph.chats[0].members.length, 3);
  tested("@azure/identity", versionOf("@azure/identity", cwd));
});

for (const [name, path, tool] of [
  ["MSAL in a single-page app", "msal-spa", "@azure/msal-browser"],
  ["TeamsJS in a tab", "teams-tab", "@microsoft/teams-js"],
]) {
  consumer("Examples", `${name} (type-checked and built)`, {}, async ({ tested }) => {
    const cwd = project(`examples/${path}`);
    await compile(cwd);
    await build(cwd);
    tested(tool, versionOf(tool, cwd));
  });
}

consumer("Examples", "React with progress", {}, async ({ t, graph, tested }) => {
  const cwd = project("examples/react-progress");
  await compile(cwd);
  await build(cwd);
  const url = await serve(t, { "/": join(cwd, "dist") });
  tested("React", versionOf("react", cwd));
  await visit(url, { graph, tested }, async (page) => {
    graph.reset();
    graph.fault({ status: 429, headers: { "Retry-After": "0" } });
    await page.waitForSelector("button");
    await page.click("button");
    await page.waitForSelector("output");
    const text = (selector) => page.$$eval(selector, (found) => found.map(({ textContent }) => textContent));
    assert.deepEqual(await text("li"), ["status 429, once more in 0 s", "status 201"]);
    assert.deepEqual(await text("output"), [`Created ${graph.chats[0].id}`]);
  });
});
