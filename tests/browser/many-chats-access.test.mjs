// Many chats for everybody: by keyboard alone, in light and dark, on narrow and wide screens, without anything that jumps.

import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { focused, testEveryLook } from "./accessibility.mjs";
import {
  letGo,
  linesRight,
  manyLines,
  openManyChats,
  paste,
  runTitled,
  startButton,
  viewOf,
} from "./many-lines.mjs";
import { openPage, startDemo } from "./testing.mjs";

let demo;
before(async () => {
  demo = await startDemo();
});
after(() => demo?.close());

test("a list is entered, sent, stopped, gone on with and looked through by keyboard alone", async (t) => {
  const page = await openPage(t, demo);
  const order = [];
  const tabTo = async (name, key = "Tab") => {
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press(key);
      const { name: found, isSeen } = await focused(page);
      assert.ok(isSeen, `The focus on "${found}" cannot be seen.`);
      order.push(found);
      if (found === name) return;
    }
    assert.fail(`${key} never came to "${name}": ${order.join(", ")}`);
  };
  await tabTo("One chat");
  for (let step = 0; step < 2; step += 1) await page.keyboard.press("ArrowRight");
  assert.equal((await focused(page)).name, "Many chats");
  await page.keyboard.press("Enter");
  await tabTo("Chats, one a line");
  const lines = manyLines(120, { groups: false }).trimEnd();
  await page.keyboard.insertText(`${lines}\noneOnOne,,only@contoso.com\n`);
  await linesRight(page, 120);
  await tabTo("Line 122");
  await tabTo("Skip the 1 wrong line");
  assert.deepEqual(order.slice(order.indexOf("Line 122")), [
    "Line 122",
    "Docs: opens a page of Microsoft’s documentation",
    "Local Graph",
    "Cloud",
    "Version",
    "Signed-in user",
    "Access token",
    "The token is",
    "The local Graph answers",
    "Requests a batch",
    "Batches at once",
    "Skip the 1 wrong line",
  ]);
  await page.keyboard.press("Space");
  await tabTo("Create 120 chats");
  const match = { method: "POST", path: "/$batch" };
  const fault = demo.graph.fault({ match, skip: 1, times: "always", hold: "half" });
  await page.keyboard.press("Enter");
  await demo.graph.held("half");
  assert.equal((await focused(page)).name, "Stop");
  await page.keyboard.press("Enter");
  await runTitled(page, "Stopped");
  assert.equal((await focused(page)).name, "Go on");
  await letGo(demo, fault, "half");
  await page.keyboard.press("Enter");
  await runTitled(page, "All chats were created");
  assert.equal(demo.graph.chats.length, 120);
  await tabTo("Next", "Shift+Tab");
  await page.keyboard.press("Enter");
  await page.getByText("26–50 of 121").waitFor();
  await tabTo("All 121", "Shift+Tab");
  // Those between are Created, Failed and May exist.
  for (let step = 0; step < 4; step += 1) await page.keyboard.press("ArrowRight");
  await page.getByText("1–1 of 1").waitFor();
  assert.match(
    await page.locator(".outcomes tbody").textContent(),
    /^122only@contoso\.com.+Skipped\/members /,
  );
});

test("who starts with wrong lines, or with nothing, is led to what is wanting", async (t) => {
  const page = await openManyChats(t, demo);
  await viewOf(page).getByLabel("Access token").fill("");
  await paste(page, `${manyLines(2)}oneOnOne,,only@contoso.com\n`);
  await linesRight(page, 2);
  await startButton(page, 2).click();
  assert.equal((await focused(page)).name, "Access token");
  await viewOf(page).getByLabel("Access token").fill("any");
  await startButton(page, 2).click();
  assert.equal((await focused(page)).name, "Skip the 1 wrong line");
  assert.equal(demo.graph.requests.length, 0);
});

test("another list is sent after the first, and both views share the token", async (t) => {
  const page = await openManyChats(t, demo);
  await viewOf(page).getByLabel("Access token").fill("my-own-token");
  await paste(page, manyLines(2));
  await startButton(page, 2).click();
  await runTitled(page, "All chats were created");
  await page.getByRole("button", { name: "New list" }).click();
  assert.equal((await focused(page)).name, "Chats, one a line");
  await paste(page, manyLines(3));
  await startButton(page, 3).click();
  await runTitled(page, "All chats were created");
  // The two one-on-one chats existed already.
  assert.equal(demo.graph.chats.length, 3);
  await page.getByRole("tab", { name: "One chat" }).click();
  assert.equal(await page.locator(".one-chat").getByLabel("Access token").inputValue(), "my-own-token");
});

/** The states of the view that are looked at below; each leaves the page as the next one wants it. */
const states = {
  empty: async () => {},
  header: (page) => paste(page, `${"colour".repeat(60)}\n`),
  wrong: async (page) => {
    await page.getByRole("button", { name: "Sample" }).click();
    await linesRight(page, 18);
  },
  running: async (page) => {
    await viewOf(page).getByLabel("The local Graph answers").selectOption("lossy");
    await page.getByRole("button", { name: "1,000 lines" }).click();
    await linesRight(page, 1000);
    const fault = demo.graph.fault({ match: { path: "/$batch" }, skip: 4, times: "always", hold: "some" });
    await startButton(page, 1000).click();
    await demo.graph.held("some");
    return () => letGo(demo, fault, "some");
  },
  stopped: async (page) => {
    await page.getByRole("button", { name: "Stop" }).click();
    await runTitled(page, "Stopped");
  },
  failed: async (page) => {
    await page.getByRole("radio", { name: /^Failed/ }).check({ force: true });
  },
};

testEveryLook((t, options) => openManyChats(t, demo, options), states);

for (const width of [360, 1440]) {
  test(`nothing jumps while it runs, ${width} px wide`, async (t) => {
    const page = await openManyChats(t, demo, { viewport: { width, height: 800 } });
    await paste(page, manyLines(400));
    await linesRight(page, 400);
    await page.evaluate(() => {
      globalThis.places = new Set();
      const watched = [
        ".progress-card",
        ".throttling",
        ".rate-chart",
        ".outcomes",
        ".outcomes table",
        ".pager",
      ];
      const look = () => {
        if (document.querySelector(".progress-card h2")?.textContent !== "Creating chats") return;
        const top = document.querySelector(".results").getBoundingClientRect().top;
        const tops = watched.map((part) => {
          return Math.round(document.querySelector(part).getBoundingClientRect().top - top);
        });
        globalThis.places.add(tops.join());
      };
      new MutationObserver(look).observe(document.body, {
        childList: true,
        subtree: true,
        characterData: true,
      });
    });
    await startButton(page, 400).click();
    await runTitled(page, "All chats were created");
    const places = await page.evaluate(() => [...globalThis.places]);
    assert.equal(places.length, 1, places.join("\n"));
    assert.equal(demo.graph.chats.length, 400);
  });
}
