// The tab in Teams: the files that `npm run tab` writes, and the page in a host that we play.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import test, { after, before } from "node:test";
import Ajv04 from "ajv-draft-04";
import { unzipSync } from "fflate";
import { root } from "../../scripts/setup.mjs";
import { makeTab } from "../../scripts/tab.mjs";
import { builtPage } from "./built-page.mjs";
import { create, loadExample, open } from "./entering.mjs";
import { demo } from "./testing.mjs";

const domain = "chats.contoso.com";
const clientId = "11111111-2222-4333-8444-555555555555";
let out;
let tab;
before(async () => {
  out = await mkdtemp(join(tmpdir(), "msgraph-chats-tab-"));
  // The two builds differ in the environment of this process.
  await builtPage();
  tab = await makeTab({ domain, clientId, out });
  // Others build the page in this process, too.
  delete process.env.VITE_CLIENT_ID;
});
after(() => out && rm(out, { recursive: true, force: true }));

/** A PNG's width and height. */
const sizeOf = (png) => {
  const bytes = Buffer.from(png);
  assert.equal(bytes.toString("latin1", 1, 4), "PNG");
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
};

test("the app package holds a manifest that its schema allows, and the icons", () => {
  const files = unzipSync(readFileSync(tab.zip));
  assert.deepEqual(Object.keys(files).sort(), ["color.png", "manifest.json", "outline.png"]);
  assert.deepEqual(sizeOf(files["color.png"]), [192, 192]);
  assert.deepEqual(sizeOf(files["outline.png"]), [32, 32]);
  const manifest = JSON.parse(Buffer.from(files["manifest.json"]).toString());
  const schemas = join(createRequire(import.meta.url).resolve("@microsoft/app-manifest"), "..");
  const path = join("json-schemas", "teams", `v${manifest.manifestVersion}`, "MicrosoftTeams.schema.json");
  const schema = JSON.parse(readFileSync(join(packageOf(schemas), "build", path), "utf8"));
  const validate = new Ajv04({ strict: false, validateFormats: false }).compile(schema);
  assert.ok(validate(manifest), JSON.stringify(validate.errors));
  assert.equal(manifest.staticTabs[0].contentUrl, `https://${domain}/index.html`);
  assert.deepEqual(manifest.validDomains, [domain]);
  assert.equal(manifest.version, JSON.parse(readFileSync(join(root, "pkg", "package.json"), "utf8")).version);
});

/** The folder of the package that a file is in. */
function packageOf(folder) {
  return existsSync(join(folder, "package.json")) ? folder : packageOf(join(folder, ".."));
}

/** The headers that `_headers` gives every file. */
const headers = () =>
  Object.fromEntries(
    readFileSync(join(tab.site, "_headers"), "utf8")
      .split("\n")
      .slice(1)
      .filter(Boolean)
      .map((line) =>
        line
          .trim()
          .split(/: (.*)/)
          .slice(0, 2),
      ),
  );

test("hosts may show the page, others may not", () => {
  const { globalHeaders } = JSON.parse(readFileSync(join(tab.site, "staticwebapp.config.json"), "utf8"));
  assert.deepEqual(headers(), globalHeaders);
  const allowed = globalHeaders["Content-Security-Policy"].split(" ").slice(1);
  for (const host of [
    "https://teams.microsoft.com",
    "https://*.cloud.microsoft",
    "https://outlook.office.com",
  ]) {
    assert.ok(allowed.includes(host), host);
  }
  assert.ok(!allowed.includes("*") && !allowed.includes("https:"));
});

const tenantId = "b33cbe9f-8ebe-4f2a-912b-7e2a427f477f";
const user = "adele@contoso.com";
const oid = "8b081ef6-4792-4def-b2c9-c363a1bf41d5";
const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };
const cors = { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*" };

/** The tab in a frame of a host at this origin; both are served by routes of the browser, and so is Graph. */
async function openIn(t, origin, settings = {}) {
  const context = await demo.browser.newContext({ viewport: { width: 1260, height: 900 } });
  // Long enough for a busy machine: what does not come has failed.
  context.setDefaultTimeout(60_000);
  t.after(() => context.close());
  await context.route(`${origin}/**`, (route) =>
    route.fulfill({ contentType: "text/html", path: new URL("teams-host.html", import.meta.url).pathname }),
  );
  await context.route(`https://${domain}/**`, (route, request) => {
    const path = join(tab.site, new URL(request.url()).pathname);
    route.fulfill({ path, contentType: types[extname(path)], headers: headers() });
  });
  const calls = [];
  await context.route("https://graph.microsoft.com/**", (route, request) => {
    if (request.method() === "OPTIONS") return route.fulfill({ status: 204, headers: cors });
    calls.push(request.headers().authorization);
    const chat = {
      id: "19:real@thread.v2",
      chatType: "group",
      topic: null,
      webUrl: "https://teams.microsoft.com/l/chat/1",
    };
    return route.fulfill({ status: 201, json: chat, headers: cors });
  });
  await context.route("https://res.cdn.office.net/**", (route) => route.abort());
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    aud: clientId,
    tid: tenantId,
    oid,
    sub: oid,
    preferred_username: user,
    exp: now + 3600,
    iat: now,
  };
  const idToken = `${part({ alg: "none" })}.${part(claims)}.c2ln`;
  const all = {
    tab: `https://${domain}/index.html`,
    user,
    oid,
    tenantId,
    theme: "default",
    nested: true,
    token: "a-token-of-the-host",
    idToken,
    ...settings,
  };
  const page = await context.newPage();
  await page.goto(`${origin}/host#${encodeURIComponent(JSON.stringify(all))}`);
  const frame = page.frameLocator("#tab");
  const asked = (func) => page.evaluate((func) => window.asked.filter((one) => one.func === func), func);
  return { page, frame, asked, calls };
}

test("the host tells who and where, is told that the page is there, and changes the theme", async (t) => {
  const { page, frame } = await openIn(t, "https://teams.microsoft.com");
  await frame.locator(".app.light").waitFor();
  await frame.locator(".where").getByText(`Real chats in tenant ${tenantId}`).waitFor();
  await page.waitForFunction(() => window.asked.some(({ func }) => func === "appInitialization.success"));
  for (const [theme, name] of [
    ["dark", "dark"],
    ["contrast", "contrast"],
    ["default", "light"],
  ]) {
    await page.evaluate((theme) => window.say("themeChange", theme), theme);
    await frame.locator(`html[data-theme=${name}]`).waitFor({ state: "attached" });
  }
});

test("the host signs in, and opens the chat that was created", async (t) => {
  const { frame, asked, calls } = await openIn(t, "https://teams.microsoft.com");
  await frame.locator(".where").getByText(tenantId).waitFor();
  await open(frame, "Sending");
  assert.equal(await frame.getByLabel("Signed-in user").inputValue(), user);
  await frame.getByRole("button", { name: "Sign in" }).click();
  await frame.locator(".signed-in").getByText(user).waitFor();
  const [{ args }] = await asked("nested GetToken");
  assert.match(args[0], /Chat\.Create/);
  await frame.getByLabel("Signed-in user").fill("");
  await loadExample(frame, "Group Three");
  const answer = await create(frame, "The chat was created");
  assert.deepEqual(calls, ["Bearer a-token-of-the-host"]);
  await answer.getByRole("link", { name: "https://teams.microsoft.com/l/chat/1" }).click();
  await answer.page().waitForFunction(() => window.asked.some(({ func }) => func === "executeDeepLink"));
  assert.deepEqual((await asked("executeDeepLink"))[0].args, ["https://teams.microsoft.com/l/chat/1"]);
});

test("in a frame of anybody else the page is not shown", async (t) => {
  const { page } = await openIn(t, "https://evil.example");
  await page.frames()[1].waitForURL(/^chrome-error:/);
});

test("outside of a host the page works as ever", async (t) => {
  const { page } = await openIn(t, "https://teams.microsoft.com");
  await page.goto(`https://${domain}/index.html`);
  await page.locator(".one-chat").waitFor();
  await open(page, "Sending");
  assert.equal(await page.getByLabel("Application (client) id").inputValue(), clientId);
  assert.equal(await page.getByRole("radio", { name: "Local Graph" }).isDisabled(), true);
});
