// What the browser remembers of runs: nothing is sent twice after a reload, a crash, a new list or in another tab.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { promisify } from "node:util";
import { root } from "../../scripts/setup.mjs";
import * as many from "./many-lines.mjs";
import { answerDialog, demo } from "./testing.mjs";

/** Sends, and stops in the middle with batches that have left and are not answered. */
async function runHalf(page, count, name) {
  await many.paste(page, many.groupLines(count));
  await many.linesReady(page, count);
  await many.takeAll(page);
  const fault = many.holdBatches(demo, name, 3);
  await many.startButton(page, count).click();
  await demo.graph.held(name);
  await page.locator(".chat-table .created").first().waitFor();
  return fault;
}

/** Another page of the same browser, as after a crash; asked or not, it goes. */
async function openAgain(page) {
  const { pathname } = new URL(page.url());
  assert.equal(pathname, "/");
  const again = await page.context().newPage();
  again.on("dialog", (dialog) => dialog.accept());
  await again.goto(demo.url);
  await many.showManyChats(again);
  return again;
}

test("a crash in mid-run: what had left is not sent again, the rest is, and every group is made once", async (t) => {
  const page = await many.openManyChats(t, demo);
  const fault = await runHalf(page, 200, "crash");
  const again = await openAgain(page);
  await page.close();
  await many.letGo(demo, fault, "crash");
  await again.reload();
  await many.showManyChats(again);
  await again
    .locator(".interrupted")
    .getByText(/of 200 lines are created/)
    .waitFor();
  await many.paste(again, many.groupLines(200));
  await again
    .locator(".line-counts")
    .getByText(/created before/)
    .waitFor();
  const left = Number(/\d+/.exec(await again.getByText(/^\d+ lines ready$/).textContent())[0]);
  await many.createAll(again, left, "Not all chats were created");
  const { lines, created, mayExist, failed, leftOut, waiting } = await many.numbersOf(again);
  assert.deepEqual([lines, failed, leftOut, waiting], [200, 0, 0, 0]);
  assert.ok(created > 0 && mayExist > 0 && created + mayExist === 200);
  assert.deepEqual(many.countsOfChats(demo), [1]);
  assert.ok(demo.graph.chats.length >= created);
  await many.show(again, "May exist");
  await again
    .getByText(/The run was cut off while this request was under way/)
    .first()
    .waitFor();
});

for (const keeps of [false, true]) {
  test(`a stopped run survives a reload and goes on, its list ${keeps ? "kept until the end" : "given again"}`, async (t) => {
    const page = await many.openManyChats(t, demo);
    page.on("dialog", (dialog) => dialog.accept());
    if (keeps) await page.getByLabel(/^Keep the list, too/).check();
    const fault = await runHalf(page, 100, "reload");
    await many.button(page, "Stop").click();
    await many.letGo(demo, fault, "reload");
    await many.runTitled(page, "Stopped");
    const made = demo.graph.chats.length;
    await page.reload();
    await many.showManyChats(page);
    const words = keeps ? "Its list was kept" : `${made} of 100 lines are created, ${100 - made} wait`;
    await page.locator(".interrupted").getByText(words).waitFor();
    if (!keeps) await many.paste(page, many.groupLines(100));
    await many.lines(page, made, "created before");
    await many.createAll(page, 100 - made);
    assert.equal(demo.graph.chats.length, 100);
    assert.deepEqual(many.countsOfChats(demo), [1]);
    await page.reload();
    await many.showManyChats(page);
    await page.getByText("No lines yet").waitFor();
    await many.button(page, "Forget all").waitFor();
    assert.equal(await page.locator(".interrupted").count(), 0);
  });
}

test("outcomes that were not saved are asked about, by the page and by the browser", async (t) => {
  const page = await many.openList(t, demo, many.groupLines(3));
  await many.createAll(page, 3);
  const asked = page.waitForEvent("dialog");
  // Who stays keeps what is there.
  await page.evaluate(() => void setTimeout(() => location.reload()));
  const dialog = await asked;
  assert.equal(dialog.type(), "beforeunload");
  await dialog.dismiss();
  await many.button(page, "New list").click();
  await page.getByRole("alertdialog", { name: "The outcomes were not saved" }).waitFor();
  await answerDialog(page, "Cancel");
  await many.runTitled(page, "All chats were created");
  await many.button(page, "New list").click();
  const { name } = await many.download(page, "Download and continue");
  assert.equal(name, "chats-outcomes.csv");
  await page.getByText("No lines yet").waitFor();
});

test("lines that were created are known by what they say, and created again only with a tick", async (t) => {
  const page = await many.openList(t, demo, many.groupLines(4));
  await many.createAll(page, 4);
  await many.download(page, "Download the outcomes");
  // Saved: nothing is asked.
  await many.button(page, "New list").click();
  await page.getByText("No lines yet").waitFor();
  // Another order, form and case; one is new.
  const again = many.groupLines(5).trimEnd().split("\n");
  again[1] = "GROUP,Group 0,Alex Wilber <ALEX@contoso.com>;adele@contoso.com|owner";
  await many.paste(page, again.join("\r\n"));
  await many.linesReady(page, 1);
  await many.lines(page, 4, "created before");
  await many.createAll(page, 1);
  assert.equal(demo.graph.chats.length, 5);
  assert.equal((await many.numbersOf(page)).created, 5);
  await many.newList(page);
  await many.paste(page, many.groupLines(2));
  await page.getByText("Nothing to send").waitFor();
  await page.getByLabel("Create again what this browser has created").check();
  await many.createAll(page, 2);
  assert.equal(demo.graph.chats.length, 7);
});

test("two tabs do not create the same list twice", async (t) => {
  const page = await many.openManyChats(t, demo);
  const other = await openAgain(page);
  await many.paste(other, many.groupLines(60));
  await many.linesReady(other, 60);
  const fault = await runHalf(page, 60, "tabs");
  await many.startButton(other, 60).click();
  await other.getByText("Another tab of this browser is creating chats there").waitFor();
  await many.letGo(demo, fault, "tabs");
  await many.runTitled(page, "All chats were created");
  await many.createAll(other, 60);
  assert.equal(demo.graph.chats.length, 60);
  assert.deepEqual(many.countsOfChats(demo), [1]);
});

test("a run of the command is gone on with by the page, and one of the page by the command", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "msgraph-chats-page-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const create = async (...options) => {
    const args = ["create", "chats.csv", "--base-url", demo.graph.url, "--out", ...options];
    const env = { ...process.env, GRAPH_TOKEN: "any" };
    await promisify(execFile)(process.execPath, [join(root, "pkg", "command.js"), ...args], {
      cwd: folder,
      env,
    });
  };
  const page = await many.openManyChats(t, demo);
  await writeFile(join(folder, "chats.csv"), many.groupLines(3));
  await create("of-command.jsonl");
  await page.getByLabel("File of chats").setInputFiles(join(folder, "of-command.jsonl"));
  await page.getByText("of-command.jsonl was read").waitFor();
  await many.paste(page, many.groupLines(5));
  await many.lines(page, 3, "created before");
  await many.createAll(page, 2);
  const { bytes } = await many.download(page, "Outcomes file, to continue elsewhere");
  await writeFile(join(folder, "of-page.jsonl"), bytes);
  await writeFile(join(folder, "chats.csv"), many.groupLines(6));
  await create("of-page.jsonl", "--resume");
  assert.equal(demo.graph.chats.length, 6);
  assert.deepEqual(many.countsOfChats(demo), [1]);
});

test("an outcomes file of another browser is gone on from; one of another cloud, or a damaged one, is refused", async (t) => {
  const page = await many.openList(t, demo, many.groupLines(3));
  await many.createAll(page, 3);
  const { name, bytes } = await many.download(page, "Outcomes file, to continue elsewhere");
  assert.equal(name, "chats-outcomes.jsonl");
  const records = bytes.toString();
  assert.match(records, /^\{"record":"run"/);

  // Another browser knows nothing.
  const context = await demo.browser.newContext();
  context.setDefaultTimeout(60_000);
  t.after(() => context.close());
  const elsewhere = await context.newPage();
  await elsewhere.goto(demo.url);
  await many.showManyChats(elsewhere);
  await many.giveFile(elsewhere, "o.jsonl", records.replace('"cloud":"global"', '"cloud":"china"'));
  await elsewhere.getByText("That run went to another cloud").waitFor();
  await many.giveFile(elsewhere, "o.jsonl", records.replace('"status"', "status"));
  await elsewhere.getByText("The outcomes file is damaged at line").waitFor();
  // The last record is cut off, as by a kill: it does not count.
  const address = demo.graph.url;
  assert.ok(records.includes(`"baseUrl":"${address}"`));
  // The same address, written otherwise.
  const other = records.replaceAll(`"${address}"`, `"${address.toUpperCase()}/"`);
  const edited = `\uFEFF${other.replaceAll("\n", "\r\n\r\n")}`;
  await many.giveFile(elsewhere, "o.jsonl", `${edited}{"line":9,"ind`);
  await elsewhere.getByText("o.jsonl was read").waitFor();
  await many.paste(elsewhere, many.groupLines(5));
  await many.linesReady(elsewhere, 2);
  await many.lines(elsewhere, 3, "created before");
  await many.createAll(elsewhere, 2);
  assert.equal(demo.graph.chats.length, 5);
  assert.deepEqual(many.countsOfChats(demo), [1]);
});

test("what is stored names nobody and holds no token, and is forgotten when so wanted", async (t) => {
  const page = await many.openManyChats(t, demo);
  await many.viewOf(page).getByLabel("Access token").fill("a-token-of-mine");
  await many.paste(page, many.manyLines(8));
  await many.createAll(page, 8);
  const stored = () =>
    page.evaluate(async () => {
      const all = [];
      for (const { name } of await indexedDB.databases()) {
        const open = await new Promise((resolve) => {
          const request = indexedDB.open(name);
          request.onsuccess = () => resolve(request.result);
        });
        for (const store of open.objectStoreNames) {
          const request = open.transaction(store).objectStore(store).getAll();
          await new Promise((resolve) => {
            request.onsuccess = resolve;
          });
          all.push(...request.result);
        }
        open.close();
      }
      return JSON.stringify([all, { ...localStorage }, { ...sessionStorage }]);
    });
  const text = await stored();
  assert.match(text, /"status":"created"/);
  for (const secret of ["contoso", "newcomer", "Team", "a-token-of-mine"])
    assert.ok(!text.includes(secret), secret);
  await many.button(page, "Forget all").click();
  await answerDialog(page, "Forget all");
  await many.button(page, "Forget all").waitFor({ state: "hidden" });
  assert.equal(await stored(), "[[],{},{}]");
});

test("what was read before all was forgotten is not shown after it", async (t) => {
  const page = await many.openList(t, demo, many.groupLines(2));
  await many.createAll(page, 2);
  await many.button(page, "Forget all").waitFor();
  // The reading that a new list begins is held, and ends after that of the forgetting.
  await page.evaluate(() => {
    const { set } = Object.getOwnPropertyDescriptor(IDBRequest.prototype, "onsuccess");
    const released = new Promise((resolve) => {
      globalThis.release = resolve;
    });
    globalThis.read = { held: 0, isHolding: true };
    Object.defineProperty(IDBRequest.prototype, "onsuccess", {
      set(handle) {
        const isHeld = globalThis.read.isHolding && this.source instanceof IDBObjectStore;
        set.call(this, async (event) => {
          if (isHeld) {
            globalThis.read.held += 1;
            await released;
          }
          handle(event);
        });
      },
    });
  });
  await many.newList(page);
  // The keys and the records.
  await page.waitForFunction(() => globalThis.read.held === 2);
  await page.evaluate(() => {
    globalThis.read.isHolding = false;
  });
  await many.button(page, "Forget all").click();
  await answerDialog(page, "Forget all");
  await many.button(page, "Forget all").waitFor({ state: "hidden" });
  await page.evaluate(async () => {
    globalThis.release();
    // What follows in that reading was asked for before this is.
    for (let turn = 0; turn < 3; turn += 1) {
      const opening = indexedDB.open("msgraph-chats");
      await new Promise((resolve) => {
        opening.onsuccess = resolve;
      });
      opening.result.close();
    }
  });
  assert.equal(await many.button(page, "Forget all").count(), 0);
});

test("a browser that cannot write down what is sent sends nothing", async (t) => {
  const page = await many.openList(t, demo, many.groupLines(3));
  await many.linesReady(page, 3);
  await page.evaluate(() => {
    IDBObjectStore.prototype.add = () => {
      throw new DOMException("The disk is full.", "QuotaExceededError");
    };
  });
  await many.startButton(page, 3).click();
  await page.getByText("This browser cannot write down what is sent (QuotaExceededError)").waitFor();
  assert.equal(demo.graph.chats.length, 0);
});
