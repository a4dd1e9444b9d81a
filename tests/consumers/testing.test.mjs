// Test frameworks: the tests that docs/testing-your-code.md shows, run by the frameworks themselves.

import assert from "node:assert/strict";
import { join } from "node:path";
import { consumer, project } from "./harness.mjs";
import { writeSnippet } from "./snippet.mjs";
import { nodeFrom, run, runNode, scriptOf, versionOf } from "./tools.mjs";

consumer("Testing", "Jest, in its environments `node` and `jsdom`", {}, async ({ tested }) => {
  const cwd = project("projects/jest");
  writeSnippet("testing-your-code.md", "jest", join(cwd, "chats.test.js"));
  const output = await runNode([scriptOf("jest", cwd)], { cwd });
  assert.match(output, /Tests: +6 passed, 6 total/);
  tested("Jest", versionOf("jest", cwd));
});

const newerNode = nodeFrom(22);

consumer(
  "Testing",
  "Vitest with jsdom, and msw",
  { skip: newerNode ? false : "Vitest wants a newer Node" },
  async ({ tested }) => {
    const cwd = project("projects/vitest");
    writeSnippet("testing-your-code.md", "vitest", join(cwd, "chats.test.js"));
    const output = await run(newerNode.command, [scriptOf("vitest", cwd), "run"], { cwd });
    assert.match(output, /Tests +2 passed \(2\)/);
    tested("Vitest", versionOf("vitest", cwd));
    tested("jsdom", versionOf("jsdom", cwd));
    tested("msw", versionOf("msw", cwd));
  },
);
