// What follows many chats: lost ones that are found, groups that are reused, everyone in them, and their messages.

import assert from "node:assert/strict";
import test from "node:test";
import * as many from "./many-lines.mjs";
import { answerDialog, demo } from "./testing.mjs";

const trio = "adele@contoso.com;alex@contoso.com;lee@contoso.com";
const list = (count, from = 0) =>
  [
    "chatType,topic,members,message",
    ...Array.from(
      { length: count },
      (_, index) => `group,Team ${from + index},${trio},Hello ${from + index}`,
    ),
  ].join("\n");

const row = (page, line) => page.locator(".chat-table tbody tr").filter({ hasText: new RegExp(`^${line}`) });
/** What arrived. */
const said = () =>
  demo.graph.chats.flatMap(({ messages }) => messages.map(({ body }) => body.content)).sort();
const choose = async (page, change) => {
  await many.viewOf(page).locator("summary", { hasText: "Lost answers and members" }).click();
  await change(many.viewOf(page));
};
const creation = { inner: "any", method: "POST", path: "/chats" };

test("a lost group is found, who is missing is added, each message is sent once, and the outcomes say so", async (t) => {
  const page = await many.openManyChats(t, demo);
  demo.graph.configure({ maxMembersKept: 2, memberRatePerSecond: null });
  demo.graph.fault({ match: creation, skip: 1, drop: true });
  await choose(page, async (view) => {
    await view.getByLabel("When an answer is lost").selectOption("look");
    await view.getByLabel("Check that everyone is in each chat").check();
    await view.getByLabel("Add those missing to their group").check();
  });
  // A chat that lacks somebody is not taken for the lost one.
  await many.paste(page, list(4).replace(`Team 1,${trio}`, "Team 1,adele@contoso.com;alex@contoso.com"));
  await many.linesReady(page, 4);
  await page.getByText("4 lines with a message").waitFor();
  await many.createAll(page, 4);
  assert.equal(await many.figure(page, "Messages"), "4 of 4");
  assert.equal(await many.figure(page, "Complete"), "4");
  assert.equal(demo.graph.chats.length, 4);
  assert.deepEqual(
    demo.graph.chats.map(({ members }) => members.length),
    [3, 2, 3, 3],
  );
  assert.deepEqual(said(), ["Hello 0", "Hello 1", "Hello 2", "Hello 3"]);
  const found = page.locator(".chat-table").getByText("Found in the list of chats: not created again.");
  assert.equal(await found.count(), 1);
  assert.match(
    await row(page, 2).textContent(),
    /Added: lee@contoso\.com\.All members are in it\.The message was sent\./,
  );
  const { bytes } = await many.download(page, "Download the outcomes");
  assert.match(bytes.toString(), /messageId,messageError,missing\r\n/);
});

test("unknown ones are looked for on demand, a lost message is not sent again, and existing groups are reused", async (t) => {
  const page = await many.openManyChats(t, demo);
  demo.graph.fault({ match: creation, drop: true });
  demo.graph.fault({ match: { method: "POST", pathPattern: "/messages" }, status: 504, after: true });
  await many.paste(page, list(3, 10));
  await many.createAll(page, 3, "Not all chats were created");
  assert.equal(await many.figure(page, "May exist"), "1");
  assert.equal(await many.figure(page, "May have arrived"), "1");
  await many.button(page, "Look for it").click();
  await many.runTitled(page, "All chats were created, 1 message not sent");
  assert.equal(demo.graph.chats.length, 3);
  assert.deepEqual(said(), ["Hello 10", "Hello 11", "Hello 12"]);
  const lost = page.locator(".chat-table").getByText(/The message may be there: look into the chat/);
  assert.equal(await lost.count(), 1);
  assert.equal(await many.button(page, "Nothing left to send").getAttribute("aria-disabled"), "true");

  // Another browser knows nothing of them.
  await many.newList(page);
  await many.button(page, "Forget all").click();
  await answerDialog(page, "Forget all");
  await choose(page, (view) => view.getByLabel(/^Use groups that exist/).check());
  await many.paste(page, `chatType,topic,members\ngroup,Team 10,${trio}\ngroup,Team 99,${trio}\n`);
  await many.createAll(page, 2);
  assert.equal(demo.graph.chats.length, 4);
  assert.match(await row(page, 2).textContent(), /Found in the list of chats: not created again/);
});

test("a group that is looked for in vain says what that means, and is created again with a tick alone", async (t) => {
  const page = await many.openManyChats(t, demo);
  demo.graph.fault({ match: creation, status: 504 });
  const text = `chatType,topic,members\ngroup,Team 30,${trio}\n`;
  await many.paste(page, text);
  await many.createAll(page, 1, "Not all chats were created");
  await page.clock.setFixedTime(Date.now() + 60_000);
  await many.button(page, "Look for it").click();
  const meaning = /Looked for at \d\d:\d\d: not listed\. It was very probably not created\./;
  await page.locator(".chat-table").getByText(meaning).waitFor();
  const next = await page.locator(".what-next").textContent();
  assert.match(next, /1 group chat may exist\. It is not sent again/);
  assert.match(next, meaning);
  assert.match(next, /give this list once more, and tick “Create again what may exist”/);
  // One that is refused says nothing new.
  await page.clock.setFixedTime(Date.now() + 600_000);
  demo.graph.fault({ match: { method: "GET", path: "/chats" }, answer: "missingScope" });
  await many.button(page, "Look again").click();
  await page.getByText(/^Groups could not be looked for: /).waitFor();
  assert.equal(await page.locator(".what-next").textContent(), next);
  const lost = many.viewOf(page).locator("summary", { hasText: "Lost answers and members" });
  assert.match(await lost.textContent(), /reported/);

  await many.newList(page);
  await many.paste(page, text);
  await page.getByText("1 line that may exist").waitFor();
  assert.equal(demo.graph.chats.length, 0);
  await page.getByLabel(/^Create again what may exist/).check();
  await many.createAll(page, 1);
  assert.equal(demo.graph.chats.length, 1);

  await many.newList(page);
  await many.paste(page, text.replace("Team 30", "Team 31"));
  await many.createAll(page, 1);
  assert.doesNotMatch(await many.viewOf(page).textContent(), /of earlier runs of this list/);
});

test("messages that are all refused for the caller's sake stop, and are sent when that is put right", async (t) => {
  const page = await many.openManyChats(t, demo);
  await many.viewOf(page).getByLabel("The token is").selectOption("standin-create-only");
  await many.paste(page, list(6, 20));
  await many.createAll(page, 6, "All chats were created, 6 messages not sent");
  await page.getByText(/^No more messages were sent: Sending needs ChatMessage\.Send/).waitFor();
  await many.viewOf(page).getByLabel("Access token").fill("another");
  await many.button(page, "Send 6 messages").click();
  await many.runTitled(page, "All chats were created");
  assert.equal(demo.graph.chats.length, 6);
  assert.deepEqual(said(), ["Hello 20", "Hello 21", "Hello 22", "Hello 23", "Hello 24", "Hello 25"]);
});

test("after a crash in the midst of messages none is sent twice: the rest is sent, and of those under way it is said", async (t) => {
  const page = await many.openManyChats(t, demo);
  const match = { method: "POST", pathPattern: "/messages" };
  const fault = demo.graph.fault({ match, skip: 1, times: "always", hold: "half" });
  await many.paste(page, list(12, 30));
  await many.startButton(page, 12).click();
  await demo.graph.held("half");
  await page.locator(".chat-table").getByText("The message was sent.").waitFor();
  // The last chats may still be under way.
  await page.locator(".figures > div", { hasText: "Created" }).getByText("12", { exact: true }).waitFor();
  const again = await page.context().newPage();
  await page.close();
  await many.letGo(demo, fault, "half");
  await again.goto(demo.url);
  await many.showManyChats(again);
  await many.paste(again, list(12, 30));
  await many.lines(again, 12, "created before");
  const send = again.getByRole("button", { name: /^Send \d+ messages?$/ });
  await send.click();
  await again.getByRole("heading", { name: /^All chats were created, \d+ messages? not sent$/ }).waitFor();
  const left = Number(await many.figure(again, "May have arrived"));
  assert.ok(left > 0 && left < 12, String(left));
  assert.equal(await many.figure(again, "Messages"), `${12 - left} of 12`);
  assert.equal(new Set(said()).size, said().length);
  // What was under way may have arrived or not.
  assert.ok(said().length >= 12 - left, String(said().length));
  assert.equal(demo.graph.chats.length, 12);
});
