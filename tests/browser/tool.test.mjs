// What makes the page a tool to keep open: quick fixes, pasted lists, faults that combine, the last calls, the address.

import assert from "node:assert/strict";
import test from "node:test";
import * as form from "./entering.mjs";
import { callsTo, demo, openPage } from "./testing.mjs";

const user = (page, number) => page.getByLabel(`User of member ${number}`, { exact: true });
const users = (page) =>
  page.locator(".member .user input").evaluateAll((inputs) => inputs.map(({ value }) => value));
const fix = (page, title) => page.locator("form").getByRole("button", { name: title, exact: true });
const ready = (page) => page.locator(".standing").getByText("Ready").waitFor();
const creations = () => callsTo(demo).filter(({ method, path }) => method === "POST" && path === "/chats");

test("one click corrects what is wrong", async (t) => {
  const page = await openPage(t, demo);
  await user(page, 1).fill("Adele Vance <adele@contoso.com>");
  await user(page, 2).fill("alex@contoso.com; “megan@contoso.com”, lee@contoso.com");
  await fix(page, "Take adele@contoso.com").click();
  await fix(page, "Make 3 members of it").click();
  assert.deepEqual(await users(page), [
    "adele@contoso.com",
    "alex@contoso.com",
    "megan@contoso.com",
    "lee@contoso.com",
  ]);
  await fix(page, "Make it a group").click();
  await ready(page);
  assert.equal(await page.getByRole("radio", { name: "Group" }).isChecked(), true);

  await user(page, 4).fill("ALEX@contoso.com");
  await fix(page, "Remove this one").click();
  await page.waitForFunction(() => document.activeElement.id === "member-2-user");
  await ready(page);
  assert.equal((await users(page)).length, 3);

  await page.getByLabel("Role of member 3").selectOption("guest");
  await page.getByRole("button", { name: "Another tenant, member 3" }).click();
  await page.getByLabel("Home tenant of member 3").fill("4dc1fe35-8ac6-4f0d-904a-7ebcd364bea1");
  await fix(page, "Make them an owner").click();
  assert.equal(await page.getByLabel("Role of member 3").inputValue(), "owner");
  await ready(page);
  assert.equal(await page.locator(".issue").count(), 0);
});

test("of two people who are the same, the second is asked for", async (t) => {
  const page = await openPage(t, demo);
  await user(page, 1).fill("adele@contoso.com");
  await user(page, 2).fill("ADELE@contoso.com");
  await fix(page, "Remove this one").click();
  await page.waitForFunction(() => document.activeElement.id === "member-1-user");
  assert.deepEqual(await users(page), ["adele@contoso.com", ""]);
});

test("a list pasted into a member's field makes as many members", async (t) => {
  const page = await openPage(t, demo, { permissions: ["clipboard-read", "clipboard-write"] });
  await page.evaluate(() =>
    navigator.clipboard.writeText(
      "Adele Vance <adele@contoso.com>\r\nalex@contoso.com\r\nmegan@contoso.com\r\n",
    ),
  );
  await user(page, 1).focus();
  await page.keyboard.press("ControlOrMeta+V");
  await user(page, 3).waitFor();
  assert.deepEqual(await users(page), ["adele@contoso.com", "alex@contoso.com", "megan@contoso.com"]);
  assert.equal(await page.evaluate(() => document.activeElement.id), "member-2-user");
});

test("in JSON each fix leaves a request without that issue", async (t) => {
  const page = await form.openJson(t, demo);
  const bind = "https://graph.microsoft.com/v1.0/users('adele@contoso.com')";
  const type = "#microsoft.graph.aadUserConversationMember";
  const adele = { "@odata.type": type, roles: ["owner"], "user@odata.bind": bind };
  const cases = [
    [{ ...adele, "user@odata.bind": "alex@contoso.com" }, "Write the whole URL"],
    [
      { ...adele, "user@odata.bind": bind.replace(".com/", ".us/").replace("adele", "alex") },
      "Take the cloud’s host",
    ],
    [{ ...adele, roles: ["member"], "user@odata.bind": bind.replace("adele", "alex") }, "Make them an owner"],
    [{ roles: ["owner"], "user@odata.bind": bind.replace("adele", "alex") }, "Add @odata.type"],
    [{ ...adele, "user@odata.bind": bind.replace("adele", "alex"), rol: 1 }, "Take it out"],
  ];
  for (const [member, title] of cases) {
    await form.writeJson(page, JSON.stringify({ chatType: "oneOnOne", members: [adele, member] }));
    await page.locator(".json-editor .issues").getByRole("button", { name: title, exact: true }).click();
    await ready(page);
    const { members } = JSON.parse(await form.editorText(page));
    assert.deepEqual(members, [adele, { ...adele, "user@odata.bind": bind.replace("adele", "alex") }], title);
  }
});

test("the member whom a 404 names is marked, until the request changes", async (t) => {
  const page = await openPage(t, demo);
  await user(page, 1).fill("adele@contoso.com");
  await user(page, 2).fill("nobody@contoso.com");
  await form.create(page, "Graph refused");
  assert.match(await page.locator("#member-1-messages").textContent(), /Graph finds no user of this name/);
  assert.equal(await page.locator("#member-0-messages .issue").count(), 0);
  await user(page, 2).fill("somebody@contoso.com");
  assert.equal(await page.locator(".issue").count(), 0);
});

test("faults combine: slow, throttled twice with Retry-After, then the chat", async (t) => {
  const page = await form.openExample(t, demo, "Group Three");
  await form.open(page, "Faults of the local Graph");
  await page.getByLabel("Status").selectOption("429");
  await page.getByLabel("How often").selectOption("2");
  await page.getByLabel("Retry-After").fill("0");
  await form.create(page, "The chat was created");
  assert.deepEqual(
    creations().map(({ answered }) => [answered.status, answered.headers["Retry-After"]]),
    [
      [429, "0"],
      [429, "0"],
      [201, undefined],
    ],
  );
  const attempts = page.getByRole("list", { name: "Attempts" });
  assert.deepEqual(
    (await attempts.locator("strong").allTextContents()).map((text) => text.slice(0, 3)),
    ["429", "429", "201"],
  );
  assert.match(
    await page
      .locator("details.section", { hasText: "Faults of the local Graph" })
      .locator("summary")
      .textContent(),
    /several/,
  );
});

test("the answer is lost before or after the chat is made", async (t) => {
  const page = await form.openExample(t, demo, "Group Three");
  await form.open(page, "Faults of the local Graph");
  for (const [lose, count] of [
    ["before", 0],
    ["after", 1],
  ]) {
    await page.getByLabel("Lose the answer").selectOption(lose);
    await (count === 0 ? form.createButton(page).click() : form.createAgain(page));
    const answer = await form.answerTitled(page, "The answer broke off");
    await answer.getByText("A chat may exist").waitFor();
    assert.equal(demo.graph.chats.length, count, lose);
  }
});

test("a fault that hits each time ends when it is switched off", async (t) => {
  const page = await form.openExample(t, demo, "Group Three");
  await form.open(page, "Faults of the local Graph");
  await page.getByLabel("Status").selectOption("403");
  await page.getByLabel("How often").selectOption("always");
  await form.create(page, "Graph refused");
  await page.getByLabel("Status").selectOption("");
  await form.create(page, "The chat was created");
});

test("the last twenty calls are kept; an answer to an older request is called one, and brings it back", async (t) => {
  const page = await form.openExample(t, demo, "Group Three");
  for (let count = 1; count <= 21; count += 1) {
    await page.getByLabel("Topic").fill(`Topic ${count}`);
    await form.createButton(page).click();
    await page.locator(".answer .details").getByText(`Topic ${count}`, { exact: true }).waitFor();
  }
  await form.open(page, "Last calls");
  const calls = page.locator(".calls button");
  await calls.first().waitFor();
  assert.equal(await calls.count(), 20);
  assert.match(await calls.first().textContent(), /^21\. .* · group · 201 · created · \d+ m?s$/);
  assert.match(await calls.last().textContent(), /^2\. /);
  assert.equal(await page.locator(".older").count(), 0);
  await calls.last().click();
  await page.locator(".answer .details").getByText("Topic 2", { exact: true }).waitFor();
  await page.locator(".older").getByRole("button", { name: "Bring that request back" }).click();
  assert.equal(await page.getByLabel("Topic").inputValue(), "Topic 2");
  assert.equal(await page.locator(".older").count(), 0);
  await page.getByLabel("Topic").fill("Another");
  await page.locator(".older").waitFor();
});

test("the address holds view, request, settings and faults, and never a token", async (t) => {
  const page = await form.openExample(t, demo, "Group with a guest");
  await page.getByLabel("Topic").fill("Été 2026");
  await form.open(page, "Sending");
  await page.getByLabel("Version").selectOption("beta");
  await page.getByLabel("Signed-in user").fill("adele@contoso.com");
  const secret = "eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIn0.eyJvaWQiOiJ4In0.c2lnbmF0dXJl";
  await page.getByLabel("Access token").fill(secret);
  await form.open(page, "Faults of the local Graph");
  await page.getByLabel("Status").selectOption("503");
  const before = await page.locator(".sent .json").textContent();
  const url = page.url();
  const isSecret = (text) => text.includes(secret) || text.includes(btoa(secret).slice(4, 40));
  assert.ok(!isSecret(decodedState(page.url())) && !isSecret(page.url()));
  await page.reload();
  await page.locator(".sent .json").waitFor();
  assert.equal(await page.locator(".sent .json").textContent(), before);
  assert.equal(await page.getByLabel("Topic").inputValue(), "Été 2026");
  await form.open(page, "Sending");
  assert.equal(await page.getByLabel("Version").inputValue(), "beta");
  assert.equal(await page.getByLabel("Signed-in user").inputValue(), "adele@contoso.com");
  await form.open(page, "Faults of the local Graph");
  assert.equal(await page.getByLabel("Status").inputValue(), "503");

  await form.toJson(page);
  await form.writeJson(page, `{ "topic": "${secret}" }`);
  await page.waitForFunction(() => location.hash.length > 20);
  await page.locator(".standing").getByText("errors").waitFor();
  assert.ok(!isSecret(decodedState(page.url())), "pasted into the editor");
  await page.reload();
  await form.editor(page).waitFor();
  assert.equal(await form.editorText(page), '{ "topic": "" }');

  await page.getByRole("tab", { name: "Classic mistakes" }).click();
  await page.waitForURL(/#\/mistakes\?/);
  await page.reload();
  await page.locator(".mistakes").waitFor();

  await page.goto("about:blank");
  await page.goto(`${demo.url}${new URL(url).hash.slice(0, -9)}`);
  await page.getByRole("alert").getByText("The link was cut off or changed").waitFor();
});

const decodedState = (url) =>
  Buffer.from(new URL(url).hash.split("?s=")[1] ?? "", "base64url").toString("utf8");
