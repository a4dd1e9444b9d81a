// What the browser forgets, and what it is told anew by files: nothing is created or said a second time because of it.

import assert from "node:assert/strict";
import test from "node:test";
import * as many from "./many-lines.mjs";
import { answerDialog, demo } from "./testing.mjs";

/** Starts a run that is held in its middle; gives what lets it go on. */
async function holdRun(page, count) {
  await many.paste(page, many.groupLines(count));
  await many.linesReady(page, count);
  await many.takeAll(page);
  const fault = many.holdBatches(demo, "half", 1);
  await many.startButton(page, count).click();
  await demo.graph.held("half");
  await page.locator(".chat-table .created").first().waitFor();
  return () => many.letGo(demo, fault, "half");
}

async function forgetAll(page) {
  await many.button(page, "Forget all").click();
  await answerDialog(page, "Forget all");
}

const anotherPage = async (page) => {
  const other = await page.context().newPage();
  await other.goto(demo.url);
  await many.showManyChats(other);
  return other;
};

test("what a stopped run created is not created again once all was forgotten", async (t) => {
  const page = await many.openManyChats(t, demo);
  const letGo = await holdRun(page, 100);
  await many.button(page, "Stop").click();
  await letGo();
  await many.runTitled(page, "Stopped");
  const made = demo.graph.chats.length;
  await forgetAll(page);
  await many.button(page, "Forget all").waitFor({ state: "hidden" });
  await many.button(page, "Continue").click();
  const told = page.getByText(/^This browser has forgotten what was created, and would create it again: /);
  await told.waitFor();
  assert.equal(demo.graph.chats.length, made);
  // An outcomes file that does not tell of them would have another browser create them again.
  let downloads = 0;
  page.on("download", () => {
    downloads += 1;
  });
  await many.button(page, "Outcomes file, to continue elsewhere").click();
  const { name } = await many.download(page, "Download the outcomes");
  assert.deepEqual([name, downloads], ["chats-outcomes.csv", 1]);
});

test("another tab cannot forget a run that goes on", async (t) => {
  const page = await many.openManyChats(t, demo);
  const letGo = await holdRun(page, 60);
  const other = await anotherPage(page);
  await forgetAll(other);
  await other.getByText("wait until it has ended, then forget.").waitFor();
  await letGo();
  await many.runTitled(page, "All chats were created");
  await many.newList(page);
  await many.paste(page, many.groupLines(60));
  await many.lines(page, 60, "created before");
  assert.equal(demo.graph.chats.length, 60);
});

test("a list that is shown is looked at again where another tab has forgotten what was created", async (t) => {
  const page = await many.openList(t, demo, many.groupLines(2));
  await many.createAll(page, 2);
  await many.newList(page);
  await many.paste(page, many.groupLines(3));
  await many.lines(page, 2, "created before");
  const other = await anotherPage(page);
  await forgetAll(other);
  await many.button(other, "Forget all").waitFor({ state: "hidden" });
  await many.startButton(page, 1).click();
  await page.getByText("What was created was forgotten in another tab meanwhile").waitFor();
  await many.linesReady(page, 3);
  assert.equal(demo.graph.chats.length, 2);
});

test("a list that is to be kept no more goes at once", async (t) => {
  const page = await many.openManyChats(t, demo);
  page.on("dialog", (dialog) => dialog.accept());
  const keep = page.getByLabel(/^Keep the list, too/);
  await keep.check();
  const letGo = await holdRun(page, 60);
  await many.button(page, "Stop").click();
  await letGo();
  await many.runTitled(page, "Stopped");
  await page.reload();
  await many.showManyChats(page);
  await page.locator(".interrupted").getByText("Its list was kept").waitFor();
  await keep.uncheck();
  await page.reload();
  await many.showManyChats(page);
  await page.getByText("No lines yet").waitFor();
  await page.locator(".interrupted").getByText("Give the same list again").waitFor();
  assert.equal(await page.getByLabel("Chats, one a line").inputValue(), "");
});

test("an outcomes file that is older than what this browser has sent has no message sent twice", async (t) => {
  const page = await many.openManyChats(t, demo);
  await many.viewOf(page).getByLabel("The token is").selectOption("standin-create-only");
  const list = "chatType,topic,members,message\ngroup,Team,adele@contoso.com;alex@contoso.com,Hello\n";
  await many.paste(page, list);
  await many.createAll(page, 1, "All chats were created, 1 message not sent");
  const { bytes } = await many.download(page, "Outcomes file, to continue elsewhere");
  await many.viewOf(page).getByLabel("Access token").fill("another");
  await many.button(page, "Send 1 message").click();
  await many.runTitled(page, "All chats were created");
  await many.newList(page);
  await many.giveFile(page, "older.jsonl", bytes);
  await page.getByText("older.jsonl was read").waitFor();
  await many.paste(page, list);
  await many.lines(page, 1, "created before");
  await page.getByText("Nothing to send").waitFor();
  assert.deepEqual(
    demo.graph.chats.flatMap(({ messages }) => messages.map(({ body }) => body.content)),
    ["Hello"],
  );
});
