// Servers: a ChatError that is let through, and what docs/in-a-server.md says to do with it.

import assert from "node:assert/strict";
import { join } from "node:path";
import { consumer, project } from "./harness.mjs";
import { writeSnippet } from "./snippet.mjs";
import { printedOutcome, runNode, versionOf } from "./tools.mjs";

consumer("Frameworks", "Express and Fastify", {}, async ({ graph, tested }) => {
  const cwd = project("projects/servers");
  writeSnippet("in-a-server.md", "servers", join(cwd, "answer.mjs"));
  writeSnippet("in-a-server.md", "express", join(cwd, "on-express-error.mjs"));
  writeSnippet("in-a-server.md", "fastify", join(cwd, "on-fastify-error.mjs"));
  const { body, ...answers } = printedOutcome(await runNode(["servers.mjs", graph.url], { cwd }));
  const handled = {
    "/chats": [502, null],
    "/throttled": [503, "2"],
    "/busy": [503, null],
    "/refused": [401, "Bearer"],
    "/no-token": [401, "Bearer"],
    // The framework's own refusal stays what it is.
    unreadable: [400, null],
  };
  for (const name of ["express", "fastify"]) {
    // By itself it answers with Graph's 404, as the page says.
    assert.deepEqual(answers[name]["/chats"], [404, null]);
    assert.deepEqual(answers[`${name}, handled`], handled);
  }
  assert.equal(body.outcome, "notCreated");
  tested("Express", versionOf("express", cwd));
  tested("Fastify", versionOf("fastify", cwd));
});
