// Many chats: a list is checked line by line, sent under throttling, stopped and gone on with; its numbers add up.

import assert from "node:assert/strict";
import test from "node:test";
import { parse } from "csv-parse/sync";
import * as many from "./many-lines.mjs";
import { answerDialog, demo } from "./testing.mjs";

/** Requests for chats that reached the local Graph, in batches and outside. */
const requestsForChats = ({ graph }) =>
  graph.requests.flatMap(({ route, inner }) => inner ?? (route === "createChat" ? [{}] : []));

test("three hundred lines, pasted, become as many chats while Graph throttles", async (t) => {
  const page = await many.openManyChats(t, demo);
  await page.evaluate(() => {
    globalThis.seen = new Set();
    const look = () => {
      const text = document.querySelector(".throttling")?.textContent ?? "";
      if (/^Waiting for Graph, \d+ m?s$/.test(text)) globalThis.seen.add("waiting");
      const share = Number(document.querySelector(".progress-card [role=progressbar]")?.ariaValueNow ?? 0);
      if (share > 0 && share < 1) globalThis.seen.add("between");
      const numbers = [...document.querySelectorAll(".figures dd")].slice(0, 6);
      const [lines, ...parts] = numbers.map(({ textContent }) => Number(textContent.replaceAll(",", "")));
      if (numbers.length > 0 && parts.reduce((sum, part) => sum + part, 0) !== lines)
        globalThis.seen.add("wrong sum");
      globalThis.seen.add(document.querySelector(".bulk [role=status]").textContent);
    };
    const options = { childList: true, subtree: true, characterData: true, attributes: true };
    new MutationObserver(look).observe(document.body, options);
  });
  await many.paste(page, many.manyLines(300));
  await many.createAll(page, 300);

  assert.equal(demo.graph.chats.length, 300);
  assert.deepEqual(many.countsOfChats(demo), [1]);
  const numbers = { lines: 300, created: 300, failed: 0, mayExist: 0, leftOut: 0, waiting: 0 };
  assert.deepEqual(await many.numbersOf(page), numbers);

  const throttled = demo.graph.requests
    .flatMap(({ inner }) => inner ?? [])
    .filter((one) => one.answered.status === 429);
  assert.ok(throttled.length > 0, "The local Graph did not throttle.");
  const seen = await page.evaluate(() => [...globalThis.seen]);
  assert.ok(seen.includes("waiting"), "Throttling was not shown.");
  assert.ok(seen.includes("between"), "Progress was not shown.");
  assert.ok(!seen.includes("wrong sum"), "The numbers did not add up.");
  assert.match(await page.locator(".throttling").textContent(), /^Graph throttled (once|\d+ times)$/);
  assert.ok((await page.locator(".rate-chart .pause").count()) > 0);
  assert.ok((await page.locator(".rate-chart .bar").count()) > 4);
  // Milestones, not each step.
  const said = seen.filter((text) => text.startsWith("Creating"));
  assert.ok(said.length >= 2 && said.length <= 10, said.join("\n"));
  assert.ok(seen.includes("All chats were created. 300 of 300 lines created."), seen.join("\n"));
});

test("what is wrong is shown with its line before anything is sent, and left out when so decided", async (t) => {
  const page = await many.openManyChats(t, demo);
  const list = many.manyLines(6).trimEnd().split("\n");
  list[2] = "oneOnOne,,only@contoso.com";
  list[4] = "group,Plan,adele@contoso.com;alex@contoso.com;ADELE@contoso.com";
  list[5] = "oneOnOne,,too@contoso.com,many@contoso.com,cells";
  await many.paste(page, list.join("\n"));
  await many.linesReady(page, 3);
  await many.lines(page, 3, "with errors");
  const issues = await page.locator(".list-issues .issue").allTextContents();
  assert.match(issues[0], /^Error: Lines 3 and 6: .+ Docs/);
  assert.match(issues[1], /^Error: Line 5: .+ Docs/);
  assert.ok(
    issues.some((issue) => /^Error: Line 6: The line has more cells than/.test(issue)),
    issues.join("\n"),
  );
  const link = page.locator(".list-issues").getByRole("link").first();
  assert.match(await link.getAttribute("href"), /^https:\/\/learn\.microsoft\.com\//);

  await many.button(page, "Line 5").click();
  const reached = await page.evaluate(() => document.activeElement.closest("tr").textContent);
  assert.match(reached, /^5group.*Cannot be sent.*Member 3: .*same user/);

  await many.startButton(page, 3).click();
  const skip = page.getByLabel("Leave out the 3 lines that cannot be sent");
  assert.ok(await skip.evaluate((box) => box === document.activeElement));
  assert.equal(demo.graph.requests.length, 0);
  await skip.check();
  await many.startButton(page, 3).click();
  // Three lines are not there: nothing says that all are.
  await many.runTitled(page, "Created, but for 3 lines left out");
  assert.equal(await page.getByText("All chats were created").count(), 0);
  assert.equal(demo.graph.chats.length, 3);
  const numbers = { lines: 6, created: 3, failed: 0, mayExist: 0, leftOut: 3, waiting: 0 };
  assert.deepEqual(await many.numbersOf(page), numbers);
  await many.show(page, "Left out");
  assert.deepEqual(await page.locator(".chat-table tbody td:first-child").allTextContents(), ["3", "5", "6"]);
});

test("stopped half-way and gone on with, every chat is made exactly once", async (t) => {
  const page = await many.openList(t, demo, many.groupLines(240));
  await many.linesReady(page, 240);
  await page.getByLabel("Batches at once").fill("2");
  await many.takeAll(page);
  // From the ninth batch on they are held, so that half of the way is certain to come, and the end is not.
  const fault = many.holdBatches(demo, "half", 8);
  await many.startButton(page, 240).click();
  await demo.graph.held("half");
  await page.locator(".chat-table .created").first().waitFor();
  await many.button(page, "Stop").click();
  // What is under way is waited for: cut off, nobody would know whether it was made.
  await page.getByRole("heading", { name: "Stopping" }).waitFor();
  await many.letGo(demo, fault, "half");
  await many.runTitled(page, "Stopped");
  const made = demo.graph.chats.length;
  assert.ok(made > 0 && made < 240, `${made} chats`);
  const numbers = await many.numbersOf(page);
  assert.ok(many.addUp(numbers));
  assert.deepEqual([numbers.created, numbers.mayExist, numbers.waiting], [made, 0, 240 - made]);
  await many.button(page, "Continue").click();
  await many.runTitled(page, "All chats were created");
  assert.equal(demo.graph.chats.length, 240);
  assert.deepEqual(many.countsOfChats(demo), [1]);
  assert.equal(await many.figure(page, "Created"), "240");
});

test("a double-click starts once, and tells of no other tab", async (t) => {
  const page = await many.openList(t, demo, many.groupLines(2));
  await many.linesReady(page, 2);
  // In one turn of the page, before the first click has had any effect.
  await many.startButton(page, 2).evaluate((button) => {
    button.click();
    button.click();
  });
  await many.runTitled(page, "All chats were created");
  assert.equal(await page.locator(".notice").count(), 0);
  assert.equal(demo.graph.chats.length, 2);
});

test("groups whose answer is lost are not sent again; the rest is", async (t) => {
  const page = await many.openManyChats(t, demo);
  await many.takeAll(page);
  await many.paste(page, many.manyLines(40));
  await many.linesReady(page, 40);
  demo.graph.fault({ match: { inner: true, chatType: "group" }, times: 3, drop: true });
  demo.graph.fault({ match: { inner: true, chatType: "oneOnOne" }, skip: 1, times: 2, status: 403 });
  await many.createAll(page, 40, "Not all chats were created");
  const numbers = { lines: 40, created: 35, failed: 2, mayExist: 3, leftOut: 0, waiting: 0 };
  assert.deepEqual(await many.numbersOf(page), numbers);
  assert.match(
    await page.locator(".what-next").textContent(),
    /3 group chats may exist\. They are not sent again, because Graph would make a second one\./,
  );
  await many.show(page, "Failed");
  const row = page.locator(".chat-table tbody tr").first();
  assert.match(await row.textContent(), /Failed.+It is certain that no chat was created\./);
  await many.button(page, "Try 2 chats again").click();
  await many.button(page, "Nothing left to send").waitFor();
  const after = { lines: 40, created: 37, failed: 0, mayExist: 3, leftOut: 0, waiting: 0 };
  assert.deepEqual(await many.numbersOf(page), after);
  await many.runTitled(page, "Not all chats were created");
  assert.equal(demo.graph.chats.length, 40);
  assert.deepEqual(many.countsOfChats(demo), [1]);
  assert.equal(await many.button(page, "Nothing left to send").getAttribute("aria-disabled"), "true");
});

for (const [title, token, reason] of [
  ["a token that has run out", "standin-expired", /Stopped: .*token/],
  ["a missing permission", "standin-no-permission", /Stopped: .*permission/],
]) {
  test(`${title} ends the run with its reason, and the lines wait`, async (t) => {
    const page = await many.openManyChats(t, demo);
    await many.viewOf(page).getByLabel("Access token").fill(token);
    await many.takeAll(page);
    await many.paste(page, many.manyLines(100));
    await many.startButton(page, 100).click();
    await page.locator(".stop-reason").waitFor();
    await many.runTitled(page, "Stopped");
    assert.match(await page.locator(".stop-reason").textContent(), reason);
    const asked = requestsForChats(demo).length;
    assert.ok(asked <= 60, `${asked} lines were sent`);
    const numbers = { lines: 100, created: 0, failed: 0, mayExist: 0, leftOut: 0, waiting: 100 };
    assert.deepEqual(await many.numbersOf(page), numbers);
    await many.viewOf(page).getByLabel("Access token").fill("another");
    await many.button(page, "Continue").click();
    await many.runTitled(page, "All chats were created");
    assert.equal(demo.graph.chats.length, 100);
  });
}

test("a run goes on where it began, with that token, whatever the other view is set to", async (t) => {
  const page = await many.openManyChats(t, demo);
  await many.viewOf(page).getByLabel("Access token").fill("standin-expired");
  await many.paste(page, many.manyLines(3));
  await many.startButton(page, 3).click();
  await page.locator(".stop-reason").waitFor();
  await page.getByRole("tab", { name: "One chat" }).click();
  const other = page.locator(".one-chat");
  await other.locator("summary", { hasText: "Sending" }).click();
  await other.getByRole("radio", { name: "Microsoft Graph" }).check({ force: true });
  await other.getByLabel("Access token").fill("a-real-token");
  await page.getByRole("tab", { name: "Many chats" }).click();
  assert.equal(await many.viewOf(page).getByLabel("Access token").inputValue(), "standin-expired");
  await many.viewOf(page).getByLabel("Access token").fill("any");
  await many.button(page, "Continue").click();
  await many.runTitled(page, "All chats were created");
  const tokens = new Set(demo.graph.requests.map(({ headers }) => headers.authorization));
  assert.ok(!tokens.has("Bearer a-real-token") && tokens.has("Bearer any"), [...tokens].join());
});

test("the outcomes are downloaded behind the list's own columns, and Excel runs none of them", async (t) => {
  const page = await many.openManyChats(t, demo);
  const rows = ["Chat type;Topic;Members;notes"];
  rows.push("group;=HYPERLINK(1);adele@contoso.com,alex@contoso.com;+1");
  rows.push("oneOnOne;;only@contoso.com;a wrong one");
  await many.paste(page, `${rows.join("\n")}\n`);
  await page.getByLabel("Leave out the 1 line that cannot be sent").check();
  await many.createAll(page, 1, "Created, but for 1 line left out");
  const { name, bytes } = await many.download(page, "Download the outcomes");
  assert.equal(name, "chats-outcomes.csv");
  const [made, wrong] = parse(bytes, { columns: true, bom: true, delimiter: ";" });
  assert.deepEqual(
    [made["Chat type"], made.Topic, made.Members, made.notes],
    ["group", "'=HYPERLINK(1)", "adele@contoso.com,alex@contoso.com", "'+1"],
  );
  assert.deepEqual([made.line, made.status, made.chatId], ["2", "created", demo.graph.chats[0].id]);
  assert.equal(wrong.notes, "a wrong one");
  assert.deepEqual([wrong.line, wrong.status, wrong.outcome], ["3", "skipped", "notCreated"]);
});

test("the size of batches and their number are kept to", async (t) => {
  const page = await many.openList(t, demo, many.manyLines(20));
  await many.linesReady(page, 20);
  await page.getByLabel("Requests per batch").fill("21");
  await many.startButton(page, 20).click();
  await page.getByText("A whole number from 1 to 20.").waitFor();
  assert.equal(requestsForChats(demo).length, 0);
  await page.getByLabel("Requests per batch").fill("4");
  await page.getByLabel("Batches at once").fill("1");
  await many.createAll(page, 20);
  const sizes = demo.graph.requests.filter(({ inner }) => inner).map(({ inner }) => inner.length);
  assert.ok(
    sizes.every((size) => size <= 4),
    String(sizes),
  );
  assert.deepEqual(many.countsOfChats(demo), [1]);
  assert.equal(demo.graph.chats.length, 20);
});

test("a real tenant is asked about before anything goes there", async (t) => {
  const page = await many.openManyChats(t, demo);
  await many.viewOf(page).getByRole("radio", { name: "Microsoft Graph" }).check({ force: true });
  await many.viewOf(page).getByLabel("Access token").fill("a-real-token");
  await many.paste(page, many.manyLines(3));
  await many.linesReady(page, 3);
  await many.viewOf(page).getByLabel("Requests per batch").press("Enter");
  assert.equal(await page.getByRole("alertdialog").count(), 0);
  const tops = () =>
    page.evaluate(() =>
      [".page-header", ".line-counts", ".run-bar"].map((name) =>
        Math.round(document.querySelector(name).getBoundingClientRect().top),
      ),
    );
  await page.setViewportSize({ width: 1440, height: 500 });
  await page.evaluate(() => scrollTo(0, 200));
  const before = await tops();
  await many.startButton(page, 3).click();
  const dialog = page.getByRole("alertdialog", { name: "Create 3 chats in Microsoft Graph?" });
  await dialog.getByText("real chats of real people").waitFor();
  // The page is still in sight behind it.
  assert.equal(await dialog.evaluate((one) => one.closest(".app").clientHeight), 0);
  assert.deepEqual(await tops(), before, "nothing jumps");
  await answerDialog(page, "Cancel");
  await many.startButton(page, 3).waitFor();
});
