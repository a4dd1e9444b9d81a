// Nothing of a run leaves that this browser has not written down, and Stop waits for what has left: whatever else is sent.

import assert from "node:assert/strict";
import test from "node:test";
import * as form from "./entering.mjs";
import * as many from "./many-lines.mjs";
import { demo } from "./testing.mjs";

const batch = { method: "POST", path: "/$batch" };

test("Stop waits for groups under way, though lists were read before", async (t) => {
  const page = await many.openManyChats(t, demo);
  await many.viewOf(page).locator("summary", { hasText: "Lost answers and members" }).click();
  await many
    .viewOf(page)
    .getByLabel(/^Use groups that exist/)
    .check();
  await many.paste(page, many.groupLines(3));
  // The first reads the list of chats.
  demo.graph.fault({ match: batch, skip: 1, hold: "batch" });
  await many.startButton(page, 3).click();
  await demo.graph.held("batch");
  await many.button(page, "Stop").click();
  demo.graph.release("batch");
  await page.getByRole("heading", { name: /^(All chats were created|Not all chats .*|Stopped)$/ }).waitFor();
  const { created, mayExist } = await many.numbersOf(page);
  assert.deepEqual([created, mayExist], [3, 0]);
});

test("a call of the other view that ends meanwhile takes nothing from the run", async (t) => {
  const page = await form.openExample(t, demo, "Group Three");
  demo.graph.fault({ match: { method: "POST", path: "/chats" }, hold: "one" });
  await form.createButton(page).click();
  await demo.graph.held("one");
  await many.showManyChats(page);
  await many.paste(page, many.groupLines(10));
  demo.graph.fault({ match: batch, hold: "first" });
  await many.startButton(page, 10).click();
  await demo.graph.held("first");
  demo.graph.release("one");
  await page.getByRole("tab", { name: "One chat" }).click();
  await form.answerTitled(page, "The chat was created");
  await many.showManyChats(page);
  demo.graph.fault({ match: batch, times: "always", status: 504, after: true });
  demo.graph.release("first");
  await many.runTitled(page, "Not all chats were created");
  const { created, mayExist, failed } = await many.numbersOf(page);
  assert.deepEqual([created, mayExist, failed], [5, 5, 0]);
});

test("what both views send at once is each view's own: Stop waits for that of the run alone", async (t) => {
  const page = await form.openExample(t, demo, "Group Three");
  const body = await form.bodyShown(page);
  const others = Array.from({ length: 199 }, (_, index) => ({ ...body, topic: `Group ${index}` }));
  await many.showManyChats(page);
  await many.paste(page, [body, ...others].map((each) => JSON.stringify(each)).join("\n"));
  demo.graph.fault({ match: batch, hold: "first" });
  await many.startButton(page, 200).click();
  await demo.graph.held("first");
  const oneChat = page.getByRole("tab", { name: "One chat" });
  await oneChat.click();
  await form.create(page, "The chat was created");
  await many.showManyChats(page);
  await many.button(page, "Stop").click();
  await oneChat.click();
  demo.graph.fault({ match: { method: "POST", path: "/chats" }, hold: "again" });
  await form.createAgain(page);
  await demo.graph.held("again");
  demo.graph.release("again");
  await many.showManyChats(page);
  demo.graph.release("first");
  await many.runTitled(page, "Stopped");
  const { mayExist, failed } = await many.numbersOf(page);
  assert.deepEqual([mayExist, failed], [0, 0]);
});
