// The request as code: what the page shows is run as it stands, and the local Graph gets the documented body.

import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { promisify } from "node:util";
import { transform } from "esbuild";
import { root } from "../../scripts/setup.mjs";
import { bodyShown, exampleNamed, open, openExample } from "./entering.mjs";
import { callsTo, demo, openPage } from "./testing.mjs";

const run = promisify(execFile);
const token = "a-token-of-the-environment";
const env = { ...process.env, GRAPH_TOKEN: token };

let folder;
before(() => {
  folder = mkdtempSync(join(tmpdir(), "msgraph-chats-code-"));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(join(root, "pkg"), join(folder, "node_modules", "msgraph-chats"), "dir");
});
after(() => folder && rmSync(folder, { recursive: true, force: true }));

/** A group whose names have what shells and URLs stumble over. */
const request = {
  chatType: "group",
  topic: 'Anna\'s "plan" & more: 100 % $HOME `x` — été',
  members: [
    { user: "o'brien@contoso.com", role: "owner" },
    { user: "megan_fabrikam.com#EXT#@contoso.com", role: "guest" },
    { user: "8b081ef6-4792-4def-b2c9-c363a1bf41d5", role: "owner" },
  ],
};

/** Fills in the form of a page. */
async function fill(page) {
  await open(page, "Sending");
  await page.getByRole("radio", { name: "Group" }).check();
  await page.getByLabel("Topic").fill(request.topic);
  await page.getByRole("button", { name: "Add a member" }).click();
  for (const [index, { user, role }] of request.members.entries()) {
    await page.getByLabel(`User of member ${index + 1}`, { exact: true }).fill(user);
    await page.getByLabel(`Role of member ${index + 1}`).selectOption(role);
  }
}

/** Whether the local Graph got this body once, with the token. */
function assertSent(body, version = "v1.0") {
  const [call, ...others] = callsTo(demo);
  assert.equal(others.length, 0);
  assert.deepEqual(call.body, body);
  assert.equal(call.version, version);
  assert.equal(call.headers.authorization, `Bearer ${token}`);
  assert.equal(call.answered.status, 201);
}

const node = (name, text) => {
  writeFileSync(join(folder, name), text);
  return run(process.execPath, [name], { cwd: folder, env });
};

const has = (tool) => {
  try {
    execFileSync(tool, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

/** What is done with the code of each language; `body` is the one that the page shows. */
const languages = {
  async JavaScript(text, body) {
    const { stdout } = await node("javascript.mjs", text);
    assert.match(stdout, /^created [0-9a-f-]{36}/);
    assertSent(body, "beta");
  },
  async TypeScript(text, body) {
    writeFileSync(join(folder, "typescript.mts"), text);
    const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
    const types = ["--typeRoots", join(root, "node_modules", "@types"), "--types", "node"];
    const options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--target", "es2022"];
    execFileSync(process.execPath, [tsc, ...options, ...types, "typescript.mts"], {
      cwd: folder,
      stdio: "inherit",
    });
    const { code } = await transform(text, { loader: "ts", format: "esm" });
    const { stdout } = await node("typescript.mjs", code);
    assert.match(stdout, /^created /);
    assertSent(body);
  },
  async fetch(text, body) {
    const { stdout } = await node("fetch.mjs", text);
    assert.match(stdout, /^201 \{/);
    assertSent(body);
  },
  async curl(text, body) {
    if (!has("curl")) return;
    const { stdout } = await run("sh", ["-c", text], { env });
    assert.match(stdout, /^HTTP\/1\.1 201/);
    assertSent(body);
  },
  async PowerShell(text, body) {
    const [, json] = /^\$body = @'\n([\s\S]*)\n'@\n/.exec(text);
    assert.deepEqual(JSON.parse(json), body);
    // A here-string ends at the first line that begins with '@.
    assert.ok(!json.split("\n").some((line) => line.startsWith("'@")));
    // Each line but the last goes on with a backtick, which nothing may follow.
    const command = text.slice(text.indexOf("\n'@\n") + "\n'@\n".length);
    const lines = command.trimEnd().split("\n");
    assert.deepEqual(
      lines.map((line) => line.endsWith(" `")),
      lines.map((_, index) => index < lines.length - 1),
    );
    assert.match(
      lines.map((line) => line.replace(/ `$/, "").trim()).join(" "),
      /^Invoke-RestMethod -Method Post -Uri '[^']+' -Headers @\{ Authorization = "Bearer \$env:GRAPH_TOKEN" \} -ContentType 'application\/json' -Body \(\[Text\.Encoding\]::UTF8\.GetBytes\(\$body\)\)$/,
    );
    if (!has("pwsh")) return;
    await run("pwsh", ["-NoProfile", "-Command", text], { env });
    assertSent(body);
  },
  async HTTP(text, body) {
    const [head, ...rest] = text.split("\n\n");
    const socket = connect(demo.graph.port, "127.0.0.1");
    socket.end(`${head.replaceAll("\n", "\r\n").replace("{{token}}", token)}\r\n\r\n${rest.join("\n\n")}`);
    const [answer] = await once(socket, "data");
    assert.match(String(answer), /^HTTP\/1\.1 201/);
    socket.destroy();
    assertSent(body);
  },
};

test("the request as code does in each language what the page would do", async (t) => {
  const page = await openPage(t, demo);
  await fill(page);
  for (const [language, use] of Object.entries(languages)) {
    await t.test(language, async () => {
      demo.graph.reset();
      await page.getByLabel("Version").selectOption(language === "JavaScript" ? "beta" : "v1.0");
      await page.getByRole("tab", { name: "Body", exact: true }).click();
      const body = await bodyShown(page);
      await page.getByRole("tab", { name: language, exact: true }).click();
      await page.locator(".code").waitFor();
      await use(await page.locator(".code code").textContent(), body);
    });
  }
});

test("an example as code is Graph's documented body", async (t) => {
  const { request } = exampleNamed("v1.0-1-one-on-one");
  const page = await openExample(t, demo, "One-on-one");
  await page.getByRole("tab", { name: "HTTP" }).click();
  const text = await page.locator(".code code").textContent();
  assert.deepEqual(JSON.parse(text.split("\n\n")[1]), request);
});
