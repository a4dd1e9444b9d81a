// Servers: a ChatError that is let through, and what docs/in-a-server.md says to do with it.

import assert from "node:assert/strict";
import { join } from "node:path";
import { consumer, project } from "./harness.mjs";
import { writeSnippet } from "./snippet.mjs";
import { printedOutcome, runNode, versionOf } from "./tools.mjs";

consumer("Frameworks", "Express and Fastify", {}, async ({ graph, tested }) => {
  const cwd = project("projects/servers");
  writeSnippet("in-a-server.md", "servers", join(cwd, "answer.mjs"));
  writeSnippet("in-a-server.md", "express", join(cwd, "on-error.mjs"));
  const { body, ...statuses } = printedOutcome(await runNode(["servers.mjs", graph.url], { cwd }));
  // By themselves both answer with Graph's 404, as the page says.
  assert.deepEqual(statuses, { express: [404, 502], fastify: [404, 502] });
  assert.equal(body.outcome, "notCreated");
  tested("Express", versionOf("express", cwd));
  tested("Fastify", versionOf("fastify", cwd));
});
