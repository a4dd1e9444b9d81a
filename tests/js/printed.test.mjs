// What a developer sees of a ChatError: a stack that begins in their own file, and no line of ours that fills the screen.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { copyOfProject } from "./helpers/packed.mjs";

const folder = copyOfProject();

/** What Node prints of a program that fails with what this code throws. */
function printed(name, code) {
  const program = join(folder, name);
  const client = 'const client = new ChatsClient({ auth: "token", maxAttempts: 1 });';
  const group = 'const group = { chatType: "group", members: ["a@contoso.com", "b@contoso.com"] };';
  const load = name.endsWith(".cjs")
    ? 'const { buildChat, ChatsClient } = require("msgraph-chats");'
    : 'import { buildChat, ChatsClient } from "msgraph-chats";';
  writeFileSync(
    program,
    `${load}\nglobalThis.fetch = async () => ({ status: 403 });\n${client}\n${group}\n${code}\n`,
  );
  const { status, stderr } = spawnSync(process.execPath, [program], { encoding: "utf8" });
  assert.equal(status, 1, stderr);
  assert.match(stderr, /ChatError: /);
  return { stderr, place: name.endsWith(".cjs") ? program : pathToFileURL(program).href };
}

for (const [title, name, code] of [
  ["buildChat", "build.mjs", "buildChat({});"],
  ["buildChat, CommonJS", "build.cjs", "buildChat({});"],
  ["the constructor", "client.mjs", "new ChatsClient({});"],
  ["createChat, awaited", "awaited.mjs", "await client.createChat(group);"],
  [
    "createChat, awaited in a function",
    "inner.mjs",
    "const run = async () => client.createChat(group);\nawait run();",
  ],
  ["createChat, not awaited", "unhandled.cjs", "client.createChat(group);"],
  ["waitForOperation", "wait.mjs", "await client.waitForOperation({});"],
  ["createChats", "many.mjs", "for await (const { error } of client.createChats([group])) throw error;"],
  ["createChats of what is no list", "none.mjs", "for await (const _ of client.createChats(5));"],
]) {
  test(`uncaught from ${title}`, () => {
    const { stderr, place } = printed(name, code);
    const lines = stderr.split("\n");
    for (const line of lines)
      assert.ok(line.length <= 500, `a line of ${line.length} characters: ${line.slice(0, 200)}`);
    assert.ok(stderr.length <= 2_500, `${stderr.length} characters: ${stderr}`);
    const [frame] = lines.filter((line) => /^ {4}at /.test(line));
    assert.ok(frame.includes(`${place}:`), `${frame}\n${stderr}`);
  });
}
