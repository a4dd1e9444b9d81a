// The Jest before, with an older jsdom: the tests of docs/testing-your-code.md.

import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/setup/paths.mjs";
import { consumer, project } from "../consumers/harness.mjs";
import { writeSnippet } from "../consumers/snippet.mjs";
import { runNode, scriptOf, versionOf } from "../consumers/tools.mjs";

consumer("Testing", "The Jest before, in its environments `node` and `jsdom`", {}, async ({ tested }) => {
  const cwd = project("projects/jest-29");
  cpSync(
    join(root, "tests", "consumers", "projects", "jest", "jest.config.cjs"),
    join(cwd, "jest.config.cjs"),
  );
  writeSnippet("testing-your-code.md", "jest", join(cwd, "chats.test.js"));
  assert.match(await runNode([scriptOf("jest", cwd)], { cwd }), /Tests: +6 passed, 6 total/);
  tested("Jest", versionOf("jest", cwd));
});
