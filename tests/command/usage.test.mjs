// Arguments: what is wrong is said in one sentence, with exit code 2 and nothing sent.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../js/helpers/packed.mjs";
import { command, run, temporaryFolder, token } from "./helpers/installed.mjs";
import { jsonLines, requests, write } from "./helpers/requests.mjs";

test("each switch stands in docs/command.md", async (t) => {
  const page = readFileSync(join(root, "docs", "command.md"), "utf8");
  // As a shell finds it; the other tests give its file to Node.
  const { stdout } = await run(temporaryFolder(t), ["create", "--help"], { launcher: [command] });
  const switches = [...stdout.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, name]) => name);
  assert.ok(switches.length > 20);
  assert.deepEqual(
    switches.filter((name) => name !== "--help" && !page.includes(`\`${name}`)),
    [],
  );
});

/** What is said of wrong use, as on a terminal. "…" would send, were it not for what is wrong; its port takes no connection. */
const sessions = `
$
Give a command: "msgraph-chats --help" lists them.
$ send chats.jsonl
Unknown command 'send'. "msgraph-chats --help" lists them.
$ craete chats.jsonl
Unknown command 'craete'. Did you mean create?
$ create
Name the list: "msgraph-chats validate FILE", or "msgraph-chats create FILE --out OUTCOMES". "-" reads standard input.
$ validate a b
Too many arguments for 'validate'. Expected 1 argument but got 2.
$ validate chats.jsonl --fast
There is no option --fast here: "--help" lists the options.
$ validate chats.jsonl --outt issues.jsonl
There is no option --outt here. Did you mean --out?
$ create … --out out.jsonl --token=${token}
There is no option --token, because arguments can be seen by others: set GRAPH_TOKEN or give --token-command.
$ validate none.jsonl
none.jsonl cannot be read: there is no such file.
$ validate .
. cannot be read: it is a folder.
$ validate header.csv
header.csv has a header and no lines below it: write one chat on each line.
$ create empty.jsonl --out out.jsonl
empty.jsonl holds no request: write a table with a column members, or one request a line as JSON.
$ validate array.txt
array.txt: Line 1: the JSON array is broken: its closing bracket ] is missing, so that the list may be cut off. Export the list again.
$ validate workbook.csv
workbook.csv: The list is a workbook (.xlsx, .ods) or another archive, whatever its name says: save the sheet as CSV UTF-8. In Excel: File, Save As, "CSV UTF-8 (Comma delimited)".
$ create … --out My-outcomes.CSV
--out writes JSON Lines, not a table: give My-outcomes.jsonl.
$ validate chats.jsonl --out issues.tsv
--out writes JSON Lines, not a table: give issues.jsonl.
$ create … --out out.jsonl --rejected wrong.jsonl
--rejected goes with --skip-invalid.
$ create … --out out.jsonl --skip-invalid --rejected chats.jsonl
chats.jsonl exists already: name another file for --rejected.
$ create … --out out.jsonl --skip-invalid --rejected out.jsonl
--rejected and --out name the same file: name two.
$ validate chats.jsonl --cloud mars
Option '--cloud <name>' argument 'mars' is invalid. Allowed choices are global, usGovernmentL4, usGovernmentL5, china.
$ validate chats.jsonl --api-version v2
Option '--api-version <version>' argument 'v2' is invalid. Allowed choices are v1.0, beta.
$ create … --out out.jsonl --batch-size 21
Option '--batch-size <n>' argument '21' is invalid. It must be a whole number from 1 to 20.
$ create … --out out.jsonl --max-attempts many
Option '--max-attempts <n>' argument 'many' is invalid. It must be a whole number, 1 or more.
$ create … --out out.jsonl --token-command true
Both GRAPH_TOKEN and --token-command are given: leave one out.
$ GRAPH_TOKEN= create … --out out.jsonl
There is no token: set GRAPH_TOKEN or give --token-command.
$ create …
create needs --out FILE: without it a run that is cut off could not go on.
$ create … --resume
--resume needs --out FILE, the outcomes file to go on with.
$ create … --out out.jsonl --retry-unknown
--retry-unknown goes with --resume.
$ create … --out out.jsonl --resume --retry-unknown --on-unknown look
--retry-unknown sends what --on-unknown look looks for: run --resume --on-unknown look first, and --resume --retry-unknown for what was not found.
$ create … --out out.jsonl --user adele@contoso.com
--user goes with --on-unknown look or --if-exists reuse.
$ create … --out out.jsonl --user a/b --on-unknown look
--user must be an object id or userPrincipalName.
$ create … --out out.jsonl --on-unknown retry
Option '--on-unknown <what>' argument 'retry' is invalid. Allowed choices are report, look, repeat.
$ validate chats.jsonl --base-url https://graph.microsoft.com/v1.0
--base-url must not hold a version: use --api-version.
$ validate chats.jsonl --base-url https://adele:secret@contoso.com
--base-url must not name a user or a password.
$ create … --out chats.jsonl
chats.jsonl exists already: give --resume to go on with it, or another file.
$ create … --out out.jsonl --resume
There is no out.jsonl to go on with. Leave --resume out for a first run only: without the outcomes of earlier runs their groups would be created again.
$ create … --out chats.jsonl --resume
chats.jsonl is not an outcomes file of this command: name the file that --out wrote, as UTF-8.
$ create … --out none/out.jsonl
none/out.jsonl cannot be written: there is no such folder. Create it, or name another file.
$ validate chats.jsonl --out none/issues.jsonl
none/issues.jsonl cannot be written: there is no such folder. Create it, or name another file.
`;

const sending = ["create", "chats.jsonl", "--base-url", "http://127.0.0.1:9"];

test("wrong use", async (t) => {
  const folder = temporaryFolder(t);
  write(folder, "chats.jsonl", jsonLines(requests(2)));
  write(folder, "empty.jsonl", "\n \n");
  write(folder, "header.csv", "members,topic\n");
  write(folder, "array.txt", JSON.stringify(requests(2)).slice(0, -1));
  write(folder, "workbook.csv", "PK\u0003\u0004rest");
  for (const session of sessions
    .trim()
    .split(/\n?^\$ ?/m)
    .slice(1)) {
    const [line, sentence] = session.split("\n");
    await t.test(line, async () => {
      const args = line.replace("GRAPH_TOKEN= ", "").split(" ").filter(Boolean);
      const whole = args[1] === "…" ? [...sending, ...args.slice(2)] : args;
      const { code, stdout, stderr } = await run(
        folder,
        whole,
        line.startsWith("GRAPH_TOKEN=") ? { env: {} } : {},
      );
      assert.equal(stderr, `${sentence}\n`);
      assert.deepEqual([code, stdout], [2, ""]);
    });
  }
});

test("plain http is refused in the command's own words", async (t) => {
  const folder = temporaryFolder(t);
  write(folder, "chats.jsonl", jsonLines(requests(1)));
  const { code, stderr } = await run(folder, ["validate", "chats.jsonl", "--base-url", "http://contoso.com"]);
  assert.equal(code, 2);
  assert.match(stderr, /^--base-url .*\.\n$/);
});

test("help and version", async (t) => {
  const folder = temporaryFolder(t);
  const version = await run(folder, ["--version"]);
  assert.deepEqual([version.code, version.stderr], [0, ""]);
  assert.match(version.stdout, /^\d+\.\d+\.\d+\n$/);
  const help = await run(folder, ["create", "--help"]);
  assert.equal(help.code, 0);
  for (const option of [
    "--out",
    "--resume",
    "--token-command",
    "--concurrency",
    "--on-unknown",
    "ChatMessage.Send",
    "Exit codes",
  ]) {
    assert.ok(help.stdout.includes(option), option);
  }
});
