// Real tenants: a pasted token, signing in, what is reached, and that nothing is sent by accident. Graph and the sign-in
// are played by routes of the browser.

import assert from "node:assert/strict";
import test from "node:test";
import { testEveryLook } from "./accessibility.mjs";
import { answerTitled, create, createButton, descriptionOf, loadExample, open } from "./entering.mjs";
import { demo, openPage } from "./testing.mjs";

const [graph, login] = ["https://graph.microsoft.com", "https://login.microsoftonline.com"];
const tenantId = "b33cbe9f-8ebe-4f2a-912b-7e2a427f477f";
const user = "adele@contoso.com";
const cors = { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*" };
const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const jwt = (claims) => `${part({ alg: "none", typ: "JWT" })}.${part(claims)}.c2lnbmF0dXJl`;
const inAnHour = () => Math.floor(Date.now() / 1000) + 3600;

/** Plays Graph: what it was asked is in the result. */
async function playGraph(target, host = graph) {
  const calls = [];
  await target.route(`${host}/**`, (route, request) => {
    if (request.method() === "OPTIONS") return route.fulfill({ status: 204, headers: cors });
    calls.push({ path: new URL(request.url()).pathname, token: request.headers().authorization });
    if (request.url().includes("/me?")) {
      return route.fulfill({ json: { id: "x", userPrincipalName: user }, headers: cors });
    }
    if (request.url().endsWith("/members")) {
      return route.fulfill({ json: { value: [{ id: "1", displayName: "Adele Vance" }] }, headers: cors });
    }
    if (request.url().endsWith("/messages")) {
      return route.fulfill({ status: 201, json: { id: "1616990032035" }, headers: cors });
    }
    const chat = { id: "19:real@thread.v2", chatType: "group", topic: null };
    return route.fulfill({ status: 201, json: chat, headers: cors });
  });
  return calls;
}

async function openReal(t, options = {}) {
  const page = await openPage(t, demo, options, [graph, login]);
  const calls = await playGraph(page.context());
  await open(page, "Sending");
  await page.getByRole("radio", { name: "Microsoft Graph" }).check();
  return { page, calls };
}

const paste = (page, token) => page.getByLabel("Access token").fill(token);

test("a pasted token is trimmed, tells of whom and for how long, and fills in the signed-in user", async (t) => {
  const { page, calls } = await openReal(t);
  const token = jwt({ upn: user, tid: tenantId, exp: inAnHour(), scp: "Chat.Create" });
  await paste(page, `  Bearer ${token}\n`);
  const facts = page.locator(".token-facts");
  assert.match(
    await facts.textContent(),
    new RegExp(`Token of ${user}, tenant ${tenantId}\\..*Expires in (?:1 h|\\d+ min)`),
  );
  await page.getByRole("button", { name: "Who am I?" }).click();
  await page.locator(`input[value="${user}"]`).first().waitFor();
  assert.equal(await page.getByLabel("Signed-in user").inputValue(), user);
  await page.getByLabel("Signed-in user").fill("");
  await loadExample(page, "Group Three");
  await create(page, "The chat was created");
  assert.deepEqual(calls, [
    { path: "/v1.0/me", token: `Bearer ${token}` },
    { path: "/v1.0/chats", token: `Bearer ${token}` },
  ]);
  await paste(page, jwt({ upn: user, tid: tenantId, exp: 1 }));
  assert.match(await facts.textContent(), /Expired\. Graph will refuse it/);
  assert.equal(demo.graph.requests.length, 0);
});

test("a pasted token that cannot do is told so before anything is sent", async (t) => {
  const { page } = await openReal(t);
  await loadExample(page, "User principal names");
  const said = async () => (await descriptionOf(page.getByLabel("Access token"))).replaceAll("\n", " ");
  const ready = page.locator(".action-bar").getByText("Ready", { exact: true });
  const claims = {
    upn: "jacob@contoso.com",
    tid: tenantId,
    exp: inAnHour(),
    scp: "Chat.ReadWrite",
    aud: graph,
  };
  await paste(page, jwt(claims));
  await ready.waitFor();
  assert.doesNotMatch(await said(), /Warning/);
  await paste(page, jwt({ ...claims, exp: 1 }));
  await page.locator(".action-bar").getByText("The token has expired: paste a new one").waitFor();
  assert.match(await said(), /Warning: It has expired: paste a new one, or sign in/);
  await paste(page, jwt({ ...claims, aud: "https://graph.microsoft.us" }));
  assert.match(await said(), /It is not for https:\/\/graph\.microsoft\.com/);
  await paste(page, jwt({ ...claims, scp: "User.Read Chat.Read", idtyp: "app", upn: undefined }));
  assert.match(await said(), /It lacks Chat\.Create or Chat\.ReadWrite/);
  assert.match(await page.locator(".token-facts").textContent(), /^Token of somebody/);
  await paste(page, "opaque.but.fine");
  await ready.waitFor();
  assert.doesNotMatch(await said(), /Warning/);
  await paste(page, jwt({ ...claims, upn: "nobody@contoso.com" }));
  await page.getByText("The caller must be one of the members").first().waitFor();
  await paste(page, jwt({ ...claims, exp: 1 }));
  await page.getByRole("tab", { name: "Many chats" }).click();
  await page.getByLabel("Chats, one a line").fill("members\na@contoso.com;b@contoso.com\n");
  await page.locator(".run-bar").getByText("The token has expired: paste a new one").waitFor();
});

test("a real tenant looks different, and Enter in a field sends nothing there", async (t) => {
  const { page, calls } = await openReal(t);
  await paste(page, jwt({ upn: user, tid: tenantId, exp: inAnHour() }));
  await loadExample(page, "Group Three");
  assert.equal(await page.locator(".where").textContent(), `Real chats in tenant ${tenantId}`);
  const top = () =>
    page
      .locator(".page-header")
      .evaluate((header) => Number.parseFloat(getComputedStyle(header).borderTopWidth));
  assert.ok((await top()) > 2);
  for (const label of ["Topic", "User of member 1", "Access token"]) {
    await page.getByLabel(label, { exact: true }).press("Enter");
  }
  await page.locator(".nothing-yet").waitFor();
  assert.deepEqual(calls, []);
  await page.getByLabel("Topic").press("Control+Enter");
  await answerTitled(page, "The chat was created");
  await page.getByRole("radio", { name: "Local Graph" }).check();
  assert.equal(await page.locator(".where").textContent(), "Local Graph: no real chats");
  assert.ok((await top()) < 1);
});

test("the page reaches the chosen cloud alone", async (t) => {
  const { page } = await openReal(t);
  const reached = (url) =>
    page.evaluate(
      // What a test runs itself is exempt from the policy, what it leaves to a timer is not.
      (url) =>
        new Promise((done) =>
          setTimeout(() =>
            fetch(url, { mode: "no-cors" }).then(
              () => done(true),
              () => done(false),
            ),
          ),
        ),
      url,
    );
  assert.equal(await reached(`${graph}/v1.0/me?x`), true);
  page.removeAllListeners("console");
  for (const url of [
    "https://graph.microsoft.us/",
    "https://login.microsoftonline.us/",
    "https://example.com/",
  ]) {
    assert.equal(await reached(url), false, url);
  }
  const policies = await page
    .locator("meta[http-equiv=Content-Security-Policy]")
    .evaluateAll((metas) => metas.map(({ content }) => content));
  assert.equal(policies[1], `connect-src ${demo.graph.url} ${graph} ${login}`);
});

const clientId = "11111111-2222-4333-8444-555555555555";
const oid = "8b081ef6-4792-4def-b2c9-c363a1bf41d5";
const clientInfo = part({ uid: oid, utid: tenantId });
const signedInToken = "a-token-of-the-sign-in";

/**
 * Plays the sign-in of a cloud. What was asked in a window is in the result; what is asked without one is refused, until
 * it has been consented to in a window.
 */
async function playSignIn(context, host = login) {
  const asked = [];
  const consented = new Set();
  let nonce;
  await context.route(`${host}/**`, (route, request) => {
    const url = new URL(request.url());
    const { searchParams } = url;
    if (url.pathname.endsWith("/authorize")) {
      const scopes = scopesIn(searchParams.get("scope"));
      for (const scope of scopes) consented.add(scope);
      asked.push({ path: url.pathname, scopes, client: searchParams.get("client_id") });
      nonce = searchParams.get("nonce");
      const answer = new URLSearchParams({
        code: "a-code",
        state: searchParams.get("state"),
        client_info: clientInfo,
      });
      const to = `${searchParams.get("redirect_uri")}#${answer}`;
      return route.fulfill({
        contentType: "text/html",
        body: `<script>location.replace(${JSON.stringify(to)})</script>`,
      });
    }
    if (!url.pathname.endsWith("/token")) return route.abort();
    const form = new URLSearchParams(request.postData());
    const scopes = scopesIn(form.get("scope"));
    if (form.get("grant_type") === "refresh_token" && !scopes.every((scope) => consented.has(scope))) {
      const json = { error: "invalid_grant", suberror: "consent_required", error_description: "AADSTS65001" };
      return route.fulfill({ status: 400, headers: cors, json });
    }
    const now = Math.floor(Date.now() / 1000);
    const claims = { aud: clientId, tid: tenantId, oid, sub: oid, preferred_username: user, nonce };
    const times = { iat: now, nbf: now, exp: now + 3600 };
    return route.fulfill({
      headers: cors,
      json: {
        token_type: "Bearer",
        scope: scopes.join(" "),
        expires_in: 3600,
        ext_expires_in: 3600,
        access_token: signedInToken,
        refresh_token: "a-refresh-token",
        id_token: jwt({ ...claims, ...times, iss: `${host}/${tenantId}/v2.0`, ver: "2.0" }),
        client_info: clientInfo,
      },
    });
  });
  return asked;
}

/** Those of Graph alone. */
const scopesIn = (text) => text.split(" ").filter((scope) => scope.startsWith("https://"));

async function signIn(page, tenant = "contoso.com") {
  await page.getByLabel("Application (client) id").fill(clientId);
  await page.getByLabel("Tenant", { exact: true }).fill(tenant);
  await page.getByRole("button", { name: "Sign in" }).click();
  const signedIn = page.locator(".signed-in");
  await signedIn.waitFor();
  return signedIn;
}

test("signing in with one's own client id, creating, and signing out; each permission when it is needed", async (t) => {
  const { page, calls } = await openReal(t);
  const asked = await playSignIn(page.context());
  assert.equal(await page.getByRole("button", { name: "Sign in" }).isDisabled(), true);
  const signedIn = await signIn(page);
  assert.match(
    await signedIn.textContent(),
    new RegExp(`${user}, tenant ${tenantId}\\. Expires in (?:1 h|\\d+ min)`),
  );
  assert.equal(await page.getByLabel("Signed-in user").inputValue(), user);
  assert.equal(await page.getByLabel("Access token").count(), 0);
  const path = "/contoso.com/oauth2/v2.0/authorize";
  const scopes = (...names) => names.map((name) => `${graph}/${name}`);
  assert.deepEqual(asked, [{ path, scopes: scopes("Chat.Create"), client: clientId }]);

  await page.getByLabel("Signed-in user").fill("");
  await loadExample(page, "Group Three");
  await create(page, "The chat was created");
  assert.deepEqual(calls, [{ path: "/v1.0/chats", token: `Bearer ${signedInToken}` }]);
  assert.equal(asked.length, 1);

  await page.getByRole("button", { name: "Send the first message" }).click();
  await page.getByRole("textbox", { name: "First message" }).fill("Welcome");
  await page.getByRole("button", { name: "Send the message" }).click();
  await page.getByText("The message was sent.").waitFor();
  await page.getByRole("button", { name: "Who is in it?" }).click();
  await page.locator(".people").waitFor();
  assert.deepEqual(
    asked.slice(1).map((one) => one.scopes),
    [scopes("ChatMessage.Send"), scopes("Chat.ReadBasic")],
  );

  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
  );
  assert.ok(!kept.includes(signedInToken) && !kept.includes("a-refresh-token"), kept);
  assert.ok(!(await page.content()).includes(signedInToken));
  const before = calls.length;
  await signedIn.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  await createButton(page).click();
  await page.locator(".issue").getByText("Graph needs an access token").waitFor();
  assert.equal(calls.length, before);
});

for (const [cloud, title, login, graph] of [
  ["usGovernmentL4", "US Government L4", "https://login.microsoftonline.us", "https://graph.microsoft.us"],
  [
    "usGovernmentL5",
    "US Government L5 (DOD)",
    "https://login.microsoftonline.us",
    "https://dod-graph.microsoft.us",
  ],
  [
    "china",
    "China (21Vianet)",
    "https://login.partner.microsoftonline.cn",
    "https://microsoftgraph.chinacloudapi.cn",
  ],
]) {
  test(`signing in to ${cloud}: its own sign-in, its own Graph, nobody else`, async (t) => {
    const page = await openPage(t, demo, {}, [graph, login]);
    const calls = await playGraph(page.context(), graph);
    const asked = await playSignIn(page.context(), login);
    await open(page, "Sending");
    await page.getByLabel("Cloud").selectOption({ label: title });
    await page.getByRole("radio", { name: "Microsoft Graph" }).check();
    await signIn(page, "");
    const path = "/organizations/oauth2/v2.0/authorize";
    assert.deepEqual(asked, [{ path, scopes: [`${graph}/Chat.Create`], client: clientId }]);
    await page.getByLabel("Signed-in user").fill("");
    await loadExample(page, "User principal names");
    await create(page, "The chat was created");
    assert.deepEqual(calls, [{ path: "/v1.0/chats", token: `Bearer ${signedInToken}` }]);
  });
}

testEveryLook("a real tenant", async (t, options) => (await openReal(t, options)).page, {
  real: async (page) => {
    await paste(page, jwt({ upn: user, tid: tenantId, exp: inAnHour() }));
    await page.locator(".token-facts").waitFor();
  },
});
