// Graph's own examples are requests: written in place, and as constants.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { compile, root } from "./helpers/compile.mjs";

const folder = join(root, "tests", "fixtures", "graph", "examples");

const source = readdirSync(folder).map((name, index) => {
  const { request } = JSON.parse(readFileSync(join(folder, name), "utf8"));
  const text = JSON.stringify(request, null, 2);
  return `
// ${name}
buildChat(${text});
const example${index} = ${text} as const;
buildChat(example${index});
const request${index}: ChatRequest = ${text};
requests.push(request${index}, ${text});
`;
});

test("every documented body is taken", async () => {
  assert.equal(source.length, 12);
  const head = `import { buildChat, type ChatRequest } from "msgraph-chats";
const requests: ChatRequest[] = [];
`;
  const options = { compiler: "TypeScript 7", mode: "nodenext, ES modules", platform: "none" };
  assert.deepEqual(await compile("examples", { "examples.ts": head + source.join("") }, options), []);
});
