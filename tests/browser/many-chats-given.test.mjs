// Lists that are given, replaced or corrected: none is dropped in silence, and no correction is lost without a question.

import assert from "node:assert/strict";
import test from "node:test";
import * as many from "./many-lines.mjs";
import { demo } from "./testing.mjs";

/** Drops these files, [name, text] each, on the list at once. */
const drop = (page, files) =>
  page.evaluate((files) => {
    const transfer = new DataTransfer();
    for (const [name, text] of files) transfer.items.add(new File([text], name));
    const card = document.querySelector(".list-card");
    card.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, files);

test("what was corrected in the table is asked about, and comes back where the list was replaced", async (t) => {
  const page = await many.openList(t, demo, many.groupLines(3));
  await many.linesReady(page, 3);
  await many.button(page, "Remove line 3").click();
  await many.linesReady(page, 2);
  const asked = page.waitForEvent("dialog");
  await page.evaluate(() => void setTimeout(() => location.reload()));
  const dialog = await asked;
  assert.equal(dialog.type(), "beforeunload");
  await dialog.dismiss();
  await many.button(page, "Clear the list").click();
  await page.getByText("No lines yet").waitFor();
  await many.button(page, "Undo").click();
  await many.linesReady(page, 2);
  await many.button(page, "Undo").click();
  await many.linesReady(page, 3);
});

test("of two lists dropped at once none is taken, and that is said; an outcomes file goes with its list", async (t) => {
  const page = await many.openManyChats(t, demo);
  const list = ["list.csv", many.groupLines(3)];
  await drop(page, [list, ["more.csv", many.groupLines(2, 3)]]);
  await page.getByText("Only one list can be used at a time").waitFor();
  await page.getByText("No lines yet").waitFor();
  await many.paste(page, list[1]);
  await many.createAll(page, 3);
  const { name, bytes } = await many.download(page, "Outcomes file, to continue elsewhere");
  await many.button(page, "New list").click();
  await many.button(page, "Forget all").click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Forget all" }).click();
  await drop(page, [[name, bytes.toString()], list]);
  await many.lines(page, 3, "created before");
  assert.equal(demo.graph.chats.length, 3);
});

test("where the reader of lists cannot be loaded the page says so, and the next list is read", async (t) => {
  const page = await many.openManyChats(t, demo);
  await page.route(/list-worker/, (route) => route.fulfill({ status: 404 }));
  await many.paste(page, many.groupLines(3));
  await page.getByText("The list cannot be used").waitFor();
  await page.locator(".list-card").getByText("check the network, and give the list again").waitFor();
  await page.unroute(/list-worker/);
  await many.paste(page, many.groupLines(2));
  await many.linesReady(page, 2);
});
