// A chat that is there, on the page: looked for after an unknown outcome, who is in it, those missing, the first message.

import assert from "node:assert/strict";
import test from "node:test";
import * as form from "./entering.mjs";
import { answerDialog, callsTo, demo } from "./testing.mjs";

const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
const part = (page, name) => page.getByRole("region", { name, exact: true });
const said = (page, name, words) => part(page, name).getByText(words).waitFor();
const sent = (method, path) =>
  callsTo(demo).filter((call) => call.method === method && path.test(call.path)).length;

/** A group whose creation ends with an unknown outcome. */
async function createUnknown(page, preset = "Creates the chat, but answers 504 once") {
  await form.choosePreset(page, preset);
  await form.createButton(page).click();
  await page.locator(".outcome.unknown").waitFor();
}

test("after an unknown outcome the chat is looked for: not listed yet, refused, found and taken", async (t) => {
  const page = await form.openExample(t, demo, "Group Three");
  demo.graph.configure({ listDelayMs: 60_000 });
  await createUnknown(page);
  await press(page, "Look for it");
  await said(
    page,
    "Look for it",
    /It is not listed yet\. .* look again then, before you create it once more/,
  );
  // Whoever pressed the button is still there.
  assert.ok(await page.evaluate(() => document.activeElement.closest("[aria-label='Look for it']") !== null));
  await form.chooseToken(page, "May create chats, but not read them");
  await press(page, "Look again");
  await said(page, "Look for it", /Listing chats needs more than Chat\.Create: Chat\.ReadBasic/);
  await said(page, "Look for it", "It is not yet known whether the chat was created.");
  await form.chooseToken(page, "Any text: may create chats");
  demo.graph.advance(60_000);
  await press(page, "Look again");
  await said(page, "Look for it", "Found: the chat was created. Do not create it again.");
  const [{ id }] = demo.graph.chats;
  await part(page, "Look for it").getByText(id, { exact: true }).waitFor();
  await press(page, "Take it");
  const answer = await form.answerTitled(page, "The chat was found");
  assert.ok((await answer.textContent()).includes(id));
  assert.equal(sent("POST", /\/chats$/), 1);
});

test("a chat that was not made is not found, and others of the same people are not taken for it", async (t) => {
  const page = await form.openExample(t, demo, "Group Three");
  await form.create(page, "The chat was created");
  demo.graph.advance(120_000);
  await page.clock.setSystemTime(Date.now() + 120_000);
  demo.graph.fault({ match: { method: "POST", path: "/chats" }, cut: "midBodyUndone" });
  await form.createAgain(page);
  await form.answerTitled(page, "The answer broke off");
  await page.getByText(/^201, broken off after/).waitFor();
  assert.equal(await page.locator(".timeline .success").count(), 0);
  await press(page, "Look for it");
  await said(page, "Look for it", /It is not listed yet/);
  assert.equal(await page.getByRole("button", { name: "Take it" }).count(), 0);
});

test("a group that may exist is not created again unasked", async (t) => {
  const page = await form.openExample(t, demo, "Group Three");
  await createUnknown(page);
  await page.locator(".action-bar").getByText("It may exist").waitFor();
  await form.createButton(page).click();
  await page.getByRole("alertdialog", { name: "This group may exist" }).waitFor();
  await answerDialog(page, "Cancel");
  await page.waitForFunction(() => document.activeElement?.textContent === "Create chat");
  await form.createButton(page).click();
  await answerDialog(page, "Look for it");
  await said(page, "Look for it", "Found: the chat was created. Do not create it again.");
  assert.equal(sent("POST", /\/chats$/), 1);
  await form.choosePreset(page, "As documented");
  await form.createAgain(page);
  await form.answerTitled(page, "The chat was created");
  assert.equal(sent("POST", /\/chats$/), 2);
  await page.locator(".action-bar").getByText("Created already").waitFor();
  await page.getByLabel("Topic").fill("Another");
  await form.createButton(page).click();
  await page.locator(".action-bar").getByText("Created already").waitFor();
  assert.equal(sent("POST", /\/chats$/), 3);
});

test("who is in it, those missing are added, and the first message is sent once", async (t) => {
  const page = await form.openExample(t, demo, "Group Three");
  demo.graph.configure({ maxMembersKept: 2, memberRatePerSecond: null });
  await form.create(page, "The chat was created");
  await press(page, "Who is in it?");
  await said(page, "Who is in it", "2 members are in it, 1 of the request is missing.");
  assert.equal(sent("GET", /\/members$/), 1);
  const missing = part(page, "Who is in it").getByRole("listitem").filter({ hasText: "missing" });
  assert.equal(await missing.count(), 1);
  await press(page, "Add those missing");
  await said(page, "Who is in it", "3 members are in it: all those of the request.");
  assert.equal(demo.graph.chats[0].members.length, 3);

  await press(page, "Send the first message");
  const send = page.getByRole("button", { name: "Send the message" });
  assert.equal(await send.getAttribute("aria-disabled"), "true");
  await page.getByRole("textbox", { name: "First message" }).fill("<b>Welcome</b>");
  await page.getByLabel("Content type").selectOption("HTML");
  demo.graph.fault({ match: { method: "POST", pathPattern: "/messages" }, status: 504, after: true });
  await send.click();
  await said(page, "First message", /The message may be in the chat: look there first/);
  assert.equal(sent("POST", /\/messages$/), 1);
  await press(page, "Send it again all the same");
  await said(page, "First message", "The message was sent.");
  assert.equal(sent("POST", /\/messages$/), 2);
  assert.deepEqual(callsTo(demo).at(-1).body, { body: { content: "<b>Welcome</b>", contentType: "html" } });
  // What was asked stays with its call.
  await form.createAgain(page);
  await form.answerTitled(page, "The chat was created");
  await page.getByText("Last calls").click();
  await page.getByRole("button", { name: /^1\. / }).click();
  await said(page, "First message", "The message was sent.");
});

test("of two people nobody is added, and a refused message is certainly not sent", async (t) => {
  const page = await form.openExample(t, demo, "One-on-one");
  demo.graph.configure({ maxMembersKept: 1 });
  await form.create(page, "The chat was created");
  await press(page, "Who is in it?");
  await said(page, "Who is in it", /The members of a one-on-one chat are fixed/);
  assert.equal(await page.getByRole("button", { name: "Add those missing" }).count(), 0);
  await form.chooseToken(page, "May create chats, but not read them");
  await press(page, "Send the first message");
  await page.getByRole("textbox", { name: "First message" }).fill("Welcome");
  await press(page, "Send the message");
  await said(page, "First message", "It is certain that no message was sent.");
  await said(page, "First message", /Sending needs ChatMessage\.Send/);
});
