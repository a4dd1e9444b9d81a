// Many chats for everybody: by keyboard alone, in light and dark, on narrow and wide screens, without anything that jumps.

import assert from "node:assert/strict";
import test from "node:test";
import { focused, tabTo, testEveryLook } from "./accessibility.mjs";
import { descriptionOf } from "./entering.mjs";
import * as many from "./many-lines.mjs";
import { answerDialog, demo, openPage } from "./testing.mjs";

test("a list is entered, sent, stopped, gone on with and looked through by keyboard alone", async (t) => {
  const page = await openPage(t, demo);
  await tabTo(page, "One chat");
  do await page.keyboard.press("ArrowRight");
  while ((await focused(page)).name !== "Many chats");
  await page.keyboard.press("Enter");
  await many.viewOf(page).waitFor();
  await tabTo(page, "Chats, one a line");
  const list = many.manyLines(120, { groups: false }).trimEnd();
  await page.keyboard.insertText(
    `${list}\noneOnOne,,only@contoso.com\noneOnOne,Topic,a@contoso.com;b@contoso.com\n`,
  );
  await many.linesReady(page, 120);
  await tabTo(page, "Line 122");
  // Neither the links of the issues nor the cells of the table are stops of their own.
  assert.deepEqual(await tabTo(page, "Leave out the 2 lines that cannot be sent"), [
    "Show",
    "Add a line",
    "Undo",
    "2",
    "Remove line 2",
    "Previous",
    "Next",
    "Leave out the 2 lines that cannot be sent",
  ]);
  await page.keyboard.press("Space");
  assert.deepEqual(await tabTo(page, "Create 120 chats"), [
    "Local Graph",
    "Cloud",
    "Version",
    "Signed-in user",
    "Access token",
    "The token is",
    "The local Graph answers",
    "Who am I?",
    "Requests per batch",
    "Batches at once",
    "Lost answers and members reported",
    "Keep the list, too, until its run has ended, to go on after a reload",
    "Create 120 chats",
  ]);
  const fault = many.holdBatches(demo, "half", 1);
  await page.keyboard.press("Enter");
  await demo.graph.held("half");
  assert.equal((await focused(page)).name, "Stop");
  await page.keyboard.press("Enter");
  await many.letGo(demo, fault, "half");
  await many.runTitled(page, "Stopped");
  assert.equal((await focused(page)).name, "Continue");
  await page.keyboard.press("Enter");
  await many.runTitled(page, "Created, but for 2 lines left out");
  assert.equal(demo.graph.chats.length, 120);
  await tabTo(page, "Next", "Shift+Tab");
  await page.keyboard.press("Enter");
  await page.getByText("26–50 of 122").waitFor();
  await tabTo(page, "27", "Shift+Tab");
  // From cell to cell, and over the end of a page.
  for (let step = 0; step < 25; step += 1) await page.keyboard.press("ArrowDown");
  await page.getByText("51–75 of 122").waitFor();
  assert.equal((await focused(page)).name, "52");
  await page.keyboard.press("End");
  assert.match((await focused(page)).name, /^Created/);
});

test("who starts with wrong lines, or with nothing, is led to what is wanting", async (t) => {
  const page = await many.openManyChats(t, demo);
  await many.viewOf(page).getByLabel("Access token").fill("");
  await many.paste(page, `${many.manyLines(2)}oneOnOne,,only@contoso.com\n`);
  await many.linesReady(page, 2);
  const area = page.getByLabel("Chats, one a line");
  assert.match(await descriptionOf(area), /2 lines ready1 line with errors/);
  const details = page.locator(`#${await area.getAttribute("aria-details")}`);
  assert.match(await details.textContent(), /^Error: Line 4/);
  await page.locator(".lists > [role=status]").getByText("3 lines: 2 ready, 1 cannot be sent.").waitFor();
  await many.startButton(page, 2).click();
  assert.equal((await focused(page)).name, "Access token");
  await many.viewOf(page).getByLabel("Access token").fill("any");
  await many.startButton(page, 2).click();
  assert.equal((await focused(page)).name, "Leave out the 1 line that cannot be sent");
  await page.locator(".run-bar").getByText("1 line cannot be sent: correct it, or leave it out").waitFor();
  await page.locator(".chat-table").getByText("Cannot be sent", { exact: true }).waitFor();
  await page.getByLabel("Leave out the 1 line that cannot be sent").check();
  await page.locator(".chat-table td").getByText("Left out", { exact: true }).waitFor();
  assert.equal(demo.graph.requests.length, 0);
});

test("another list is sent after the first, and both views share the token", async (t) => {
  const page = await many.openManyChats(t, demo);
  await many.viewOf(page).getByLabel("Access token").fill("my-own-token");
  await many.paste(page, many.manyLines(2));
  await many.createAll(page, 2);
  await many.newList(page);
  await page.getByText("No lines yet").waitFor();
  await page.waitForFunction(() => document.activeElement.id === "chat-lines");
  await many.paste(page, many.manyLines(3));
  // The two one-on-one chats exist already.
  await many.createAll(page, 1);
  assert.equal(demo.graph.chats.length, 3);
  await page.getByRole("tab", { name: "One chat" }).click();
  await page.locator(".one-chat summary", { hasText: "Sending" }).click();
  assert.equal(await page.locator(".one-chat").getByLabel("Access token").inputValue(), "my-own-token");
});

/** The states of the view that are looked at below; each leaves the page as the next one wants it. */
const states = {
  empty: async () => {},
  header: (page) => many.paste(page, `${"colour".repeat(60)}\n`),
  wrong: async (page) => {
    await many.button(page, "Sample").click();
    await many.linesReady(page, 18);
  },
  running: async (page) => {
    await many.viewOf(page).getByLabel("The local Graph answers").selectOption("lossy");
    await many.button(page, "1,000 lines").click();
    await many.linesReady(page, 1000);
    many.holdBatches(demo, "some", 4);
    await many.startButton(page, 1000).click();
    await demo.graph.held("some");
  },
  stopped: async (page) => {
    await many.button(page, "Stop").click();
    demo.graph.release("some");
    await many.runTitled(page, "Stopped");
  },
  failed: (page) => many.show(page, "Failed"),
  asking: async (page) => {
    await many.button(page, "New list").click();
    await page.getByRole("alertdialog").waitFor();
  },
  said: async (page) => {
    await answerDialog(page, "Continue without");
    await many
      .viewOf(page)
      .getByLabel("The local Graph answers")
      .selectOption({ label: "Takes whatever comes" });
    await many.viewOf(page).locator("summary", { hasText: "Lost answers and members" }).click();
    await many.viewOf(page).getByLabel("Check that everyone is in each chat").check();
    demo.graph.configure({ maxMembersKept: 2 });
    demo.graph.fault({ match: { pathPattern: "/messages$" }, status: 504, after: true });
    demo.graph.fault({
      match: { inner: true },
      status: 202,
      headers: { Location: "/chats('x')/operations('y')" },
    });
    const trio = "adele@contoso.com;alex@contoso.com;lee@contoso.com";
    const texts = ["One", "Two", "Three"].map((name) => `group,${name},${trio},Hello ${name}\n`);
    await many.paste(page, `chatType,topic,members,message\n${texts.join("")}`);
    await many.startButton(page, 3).click();
    await page.getByText("The message may be there").waitFor();
  },
};

testEveryLook("many chats", (t, options) => many.openManyChats(t, demo, options), states);

for (const width of [360, 1440]) {
  test(`nothing jumps while it runs, ${width} px wide`, async (t) => {
    const page = await many.openManyChats(t, demo, {
      viewport: { width, height: 800 },
      reducedMotion: "no-preference",
    });
    await many.paste(page, many.manyLines(120));
    await many.linesReady(page, 120);
    await page.evaluate(() => {
      globalThis.places = new Set();
      const watched = [
        ".progress-card",
        ".throttling",
        ".rate-chart",
        ".chat-table",
        ".chat-table table",
        ".pager",
      ];
      const look = () => {
        if (document.querySelector(".progress-card h2")?.textContent !== "Creating chats") return;
        const top = document.querySelector(".bulk").getBoundingClientRect().top;
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
    await many.createAll(page, 120);
    const places = await page.evaluate(() => [...globalThis.places]);
    assert.equal(places.length, 1, places.join("\n"));
    assert.equal(demo.graph.chats.length, 120);
    // As wide as a span of time gets.
    const sticking = await page.evaluate(() => {
      const figures = [...document.querySelectorAll(".figures dd")];
      for (const figure of figures) figure.textContent = "9 min 59 s";
      const { right } = document.querySelector(".progress-card").getBoundingClientRect();
      return figures.filter(
        (one) => one.scrollWidth > one.clientWidth || one.getBoundingClientRect().right > right,
      ).length;
    });
    assert.equal(sticking, 0, "A figure sticks out of its place.");
  });
}
