// The form: Graph's documented examples entered by hand, and what is wrong said beside the fields.

import assert from "node:assert/strict";
import test from "node:test";
import { servePage } from "../../scripts/start.mjs";
import * as form from "./entering.mjs";
import { callsTo, demo, openPage } from "./testing.mjs";

test("entered by hand, each example is created as documented", async (t) => {
  const page = await openPage(t, demo);
  // Those of beta differ in their version alone; as text they are in json.test.mjs.
  for (const example of form.documentedExamples.filter(({ version }) => version === "v1.0")) {
    demo.graph.reset();
    await page.goto(demo.url);
    await form.enter(page, example);
    assert.deepEqual(await form.bodyShown(page), example.request, example.name);
    const isAccepted = example.status === 202;
    const answer = await form.create(
      page,
      isAccepted ? "Graph accepted the request" : "The chat was created",
    );
    const [request, ...others] = callsTo(demo);
    assert.equal(others.length, 0, example.name);
    assert.equal(request.bodyText, JSON.stringify(example.request));
    assert.equal(request.version, example.version);
    assert.equal(request.answered.status, example.status);
    const [chat] = demo.graph.chats;
    const text = await answer.textContent();
    assert.ok(text.includes(chat.id), text);
    assert.ok(text.includes(request.requestId), text);
    if (!isAccepted) {
      const link = answer.getByRole("link", { name: "https://teams.microsoft.com" });
      assert.ok((await link.getAttribute("href")).includes(chat.id.replace(":", "%3A")));
    }
  }
});

test("the menu of examples has each documented one", async (t) => {
  const page = await openPage(t, demo);
  const titles = [
    ["One-on-one", "v1.0-1-one-on-one"],
    ["Group Three", "v1.0-2-group"],
    ["With an installed app", "v1.0-3-one-on-one-installed-app"],
    ["App with consented permissions", "v1.0-4-one-on-one-app-with-consented-permissions"],
    ["User principal names", "v1.0-5-one-on-one-upn"],
    ["Group with a guest", "v1.0-6-group-in-tenant-guest"],
    ["Federated user", "v1.0-7-one-on-one-federated"],
  ];
  assert.equal(titles.length, form.documentedExamples.filter(({ version }) => version === "v1.0").length);
  assert.equal(await page.locator(".examples-menu button").count(), titles.length);
  for (const [title, name] of titles) {
    await form.loadExample(page, title);
    assert.deepEqual(await form.bodyShown(page), form.exampleNamed(name).request);
  }
});

test("nothing is called wrong before somebody has written something", async (t) => {
  const page = await openPage(t, demo);
  assert.equal(await page.locator(".issue").count(), 0);
  assert.equal(await page.locator("[aria-invalid=true]").count(), 0);
  assert.match(await page.locator(".sent").textContent(), /Still to fill in: Member 1, Member 2/);
  await page.getByRole("button", { name: "Member 2", exact: true }).click();
  await page.keyboard.type("alex@contoso.com");
  assert.equal(await page.getByLabel("User of member 2").inputValue(), "alex@contoso.com");
});

test("what is wrong stands beside its field, errors and warnings", async (t) => {
  const page = await openPage(t, demo);
  await page.getByRole("radio", { name: "Group" }).check();
  await page.getByLabel("Topic").pressSequentially("Plans: all of them");
  await page.getByLabel("User of member 1").pressSequentially("anna@contoso.com, bert@contoso.com");
  await page.getByLabel("User of member 2").pressSequentially("alex@contoso.com");
  await page.getByLabel("Role of member 2").selectOption("guest");
  await page.getByRole("button", { name: "Another tenant, member 2" }).click();
  await page.getByLabel("Home tenant of member 2").pressSequentially("4dc1fe35-8ac6-4f0d-904a-7ebcd364bea1");
  await page.getByRole("button", { name: "Add a member" }).click();
  await page.keyboard.type("ALEX@contoso.com");
  await page.getByRole("button", { name: "Another tenant, member 3" }).click();
  await page.getByLabel("Home tenant of member 3").pressSequentially("contoso");
  await form.open(page, "Installed app");
  await page.getByLabel("Catalog id").pressSequentially("some app");

  const cases = [
    ["Topic", null, /Warning: The topic contains ':'/, "graph/api/chat-patch"],
    ["User of member 1", "true", /Error: .*list of users/, "graph/api/user-get"],
    ["Role of member 2", null, /Warning: A user of another tenant .* must be "owner"/, "graph/api/chat-post"],
    ["User of member 3", "true", /Error: This is the same user as member 2/, "graph/api/chat-post"],
    ["Home tenant of member 3", "true", /Error: tenantId must be the GUID/, "aaduserconversationmember"],
    ["Catalog id", "true", /Error: An app must be its catalog id \(a GUID\)/, "graph/api/chat-post"],
  ];
  for (const [label, invalid, text, docs] of cases) {
    const field = page.getByLabel(label, { exact: true });
    assert.equal(await field.getAttribute("aria-invalid"), invalid, label);
    assert.match(await form.descriptionOf(field), text, label);
    const issue = page.locator(`#${await field.getAttribute("aria-describedby")} .issue`);
    assert.ok(await issue.filter({ hasText: text }).isVisible(), label);
    assert.equal(await issue.locator("> svg").count(), await issue.count(), label);
    const link = issue.filter({ hasText: text }).getByRole("link");
    assert.ok((await link.getAttribute("href")).includes(docs), label);
  }
  for (const label of ["User of member 2", "Role of member 1"]) {
    assert.equal(await page.getByLabel(label).getAttribute("aria-invalid"), null, label);
  }
  const status = page.locator("form").getByRole("status").last();
  assert.match(await status.textContent(), /4 errors, 2 warnings/);
  assert.match(await page.locator(".sent").textContent(), /No body yet: 4 errors/);
  assert.equal(await page.locator(".sent .json").count(), 0);

  await form.createButton(page).click();
  assert.equal(await page.evaluate(() => document.activeElement.id), "member-0-user");
  assert.equal(demo.graph.requests.length, 0);
});

test("an issue leaves as soon as its cause does, and warnings hinder nothing", async (t) => {
  const page = await openPage(t, demo);
  await page.getByLabel("User of member 1").fill("alex@contoso.com");
  await page.getByLabel("User of member 2").fill("Alex@contoso.com");
  const messages = page.locator("#member-1-messages");
  assert.match(await messages.textContent(), /same user/);
  await page.getByLabel("User of member 2").fill("someone");
  assert.match(await messages.textContent(), /^Warning: /);
  assert.match(await page.locator(".standing").textContent(), /Ready, with 1 warning/);
  await form.create(page, "The chat was created");
  await page.getByLabel("User of member 2").fill("jacob@contoso.com");
  assert.equal(await page.locator(".issue").count(), 0);
});

test("the number of members and the signed-in user are checked as one adds and removes", async (t) => {
  const page = await form.openExample(t, demo, "User principal names");
  await page.getByRole("button", { name: "Remove member 1" }).click();
  const members = page.getByRole("group", { name: "Members" });
  assert.match(await form.descriptionOf(members), /Error: A oneOnOne chat has exactly 2 members/);
  assert.equal(await page.getByLabel("User of member 1").inputValue(), "alex@contoso.com");
  assert.equal(await page.evaluate(() => document.activeElement.id), "member-0-user");
  await page.getByRole("button", { name: "Add a member" }).click();
  await page.keyboard.type("jacob@contoso.com");
  await form.open(page, "Sending");
  await page.getByLabel("Signed-in user").fill("megan@contoso.com");
  assert.match(await form.descriptionOf(members), /Error: The caller must be one of the members/);
  await page.getByLabel("Signed-in user").fill("JACOB@contoso.com");
  assert.equal(await page.locator(".issue").count(), 0);
});

test("sending an empty form says what is missing, the token too", async (t) => {
  const page = await openPage(t, demo);
  await form.open(page, "Sending");
  await page.getByLabel("Access token").fill("");
  await form.createButton(page).click();
  for (const label of ["User of member 1", "User of member 2"]) {
    assert.match(await form.descriptionOf(page.getByLabel(label)), /Error: The member has no user/);
  }
  assert.match(
    await form.descriptionOf(page.getByLabel("Access token")),
    /Error: Graph needs an access token/,
  );
  assert.equal(demo.graph.requests.length, 0);
});

test("cloud and version decide the endpoint and the bind URLs", async (t) => {
  const page = await form.openExample(t, demo, "One-on-one");
  const hosts = {
    global: "graph.microsoft.com",
    usGovernmentL4: "graph.microsoft.us",
    usGovernmentL5: "dod-graph.microsoft.us",
    china: "microsoftgraph.chinacloudapi.cn",
  };
  await form.open(page, "Sending");
  for (const [cloud, host] of Object.entries(hosts)) {
    await page.getByLabel("Cloud").selectOption(cloud);
    assert.equal(await page.locator(".endpoint span").textContent(), `${demo.graph.url}/v1.0/chats`);
    const [member] = (await form.bodyShown(page)).members;
    assert.ok(member["user@odata.bind"].startsWith(`https://${host}/v1.0/users('`));
    await form.create(page, "The chat was created");
    assert.equal(demo.graph.requests.at(-1).body.members[0]["user@odata.bind"], member["user@odata.bind"]);
    await page.getByRole("radio", { name: "Group" }).check();
    assert.equal(await page.locator(".issue").count(), 0);
    await page.getByRole("radio", { name: "One-on-one" }).check();
  }
});

test("the body can be copied", async (t) => {
  const page = await openPage(t, demo, { permissions: ["clipboard-read", "clipboard-write"] });
  await form.loadExample(page, "Group Three");
  // It says so for two seconds: looked for in the page, from before the click on.
  const said = page.waitForFunction(
    () => document.querySelector(".copy [aria-live]").textContent === "Copied",
  );
  await page.getByRole("button", { name: "Copy the request body" }).click();
  await said;
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, JSON.stringify(form.exampleNamed("v1.0-2-group").request, null, 2));
});

test("served by Vite as `npm start` does it, the page works just so", async (t) => {
  const served = await servePage({ graphUrl: demo.graph.url, port: 0 });
  t.after(() => served.close());
  const page = await openPage(t, { ...demo, url: served.url });
  await form.loadExample(page, "One-on-one");
  const answer = await form.create(page, "The chat was created");
  await answer.getByRole("button", { name: "Who is in it?" }).waitFor();
  assert.equal(demo.graph.chats.length, 1);
});
