// Many chats: a list pasted, dropped or chosen, checked line by line, sent under throttling, stopped and gone on with.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test, { after, before } from "node:test";
import { parse } from "csv-parse/sync";
import { open } from "./entering.mjs";
import {
  countsOfChats,
  figure,
  letGo,
  linesRight,
  manyLines,
  openManyChats,
  paste,
  runTitled,
  startButton,
  viewOf,
} from "./many-lines.mjs";
import { startDemo } from "./testing.mjs";

let demo;
before(async () => {
  demo = await startDemo();
});
after(() => demo?.close());

const button = (page, name) => page.getByRole("button", { name, exact: true });

/** Requests for chats that reached the local Graph, in batches and outside. */
const requestsForChats = ({ graph }) =>
  graph.requests.flatMap(({ route, inner }) => inner ?? (route === "createChat" ? [{}] : []));

test("a thousand lines, pasted, become a thousand chats while Graph throttles", async (t) => {
  const page = await openManyChats(t, demo);
  await page.evaluate(() => {
    globalThis.seen = new Set();
    const look = () => {
      const text = document.querySelector(".throttling")?.textContent ?? "";
      if (/^Graph throttles: waiting \d+\.\d s$/.test(text)) globalThis.seen.add("waiting");
      const percent = document.querySelector(".progress-card progress")?.value ?? 0;
      if (percent > 0 && percent < 1000) globalThis.seen.add("between");
      globalThis.seen.add(document.querySelector(".many-chats [role=status]").textContent);
    };
    new MutationObserver(look).observe(document.body, {
      childList: true,
      subtree: true,
      characterData: true,
    });
  });
  await paste(page, manyLines(1000));
  await linesRight(page, 1000);
  await startButton(page, 1000).click();
  await runTitled(page, "All chats were created");

  assert.equal(demo.graph.chats.length, 1000);
  assert.deepEqual(countsOfChats(demo), [1]);
  const progress = page.locator(".progress-card progress");
  assert.equal(await progress.evaluate(({ value, max }) => value / max), 1);
  assert.equal(await figure(page, "Created"), "1,000");
  assert.equal(await figure(page, "Failed"), "0");

  const throttled = demo.graph.requests
    .flatMap(({ inner }) => inner ?? [])
    .filter((one) => one.answered.status === 429);
  assert.ok(throttled.length > 0, "The local Graph did not throttle.");
  const seen = await page.evaluate(() => [...globalThis.seen]);
  assert.ok(seen.includes("waiting"), "Throttling was not shown.");
  assert.ok(seen.includes("between"), "Progress was not shown.");
  assert.match(await page.locator(".throttling").textContent(), /^Graph has throttled (once|\d+ times)$/);
  assert.ok((await page.locator(".rate-chart .pause").count()) > 0);
  assert.ok((await page.locator(".rate-chart .bar").count()) > 4);
  // Milestones, not each step.
  const said = seen.filter((text) => text.startsWith("Creating"));
  assert.ok(said.length >= 2 && said.length <= 10, said.join("\n"));
  assert.ok(seen.includes("All chats were created. 1,000 of 1,000 chats created."), seen.join("\n"));
});

test("what is wrong is shown with its line before anything is sent, and left out when so decided", async (t) => {
  const page = await openManyChats(t, demo);
  const lines = manyLines(6).trimEnd().split("\n");
  lines[2] = "oneOnOne,,only@contoso.com";
  lines[4] = "group,Plan,adele@contoso.com;alex@contoso.com;ADELE@contoso.com";
  lines[5] = "oneOnOne,,too,many,fields";
  await paste(page, lines.join("\n"));
  await linesRight(page, 3);
  const card = page.locator(".lines-card");
  await card.getByText("3 lines wrong").waitFor();
  const issues = await card.locator(".issue").allTextContents();
  assert.equal(issues.length, 3);
  assert.match(issues[0], /^Error: Line 3 \/members oneOnOneNeedsTwoMembers: .+ Docs/);
  assert.match(issues[1], /^Error: Line 5 \/members\/2 memberDuplicate: .+ Docs/);
  assert.match(issues[2], /^Error: Line 6 csvFieldCount: The line has not as many fields as the header\./);
  assert.match(
    await card.getByRole("link").first().getAttribute("href"),
    /^https:\/\/learn\.microsoft\.com\//,
  );

  await button(page, "Line 5").click();
  const selected = await page.getByLabel("Chats, one a line").evaluate((area) => {
    return area.value.slice(area.selectionStart, area.selectionEnd);
  });
  assert.equal(selected, lines[4]);

  await startButton(page, 3).click();
  const skip = page.getByLabel("Skip the 3 wrong lines");
  assert.ok(await skip.evaluate((box) => box === document.activeElement));
  assert.equal(demo.graph.requests.length, 0);
  await skip.check();
  await startButton(page, 3).click();
  await runTitled(page, "All chats were created");
  assert.equal(demo.graph.chats.length, 3);
  await page.getByRole("radio", { name: "Skipped 3" }).check({ force: true });
  assert.deepEqual(await page.locator(".outcomes tbody td:first-child").allTextContents(), ["3", "5", "6"]);
});

test("JSON lines are read, too, and a line that is no JSON has its number", async (t) => {
  const page = await openManyChats(t, demo);
  const pair = { chatType: "oneOnOne", members: ["adele@contoso.com", "alex@contoso.com"] };
  await paste(
    page,
    `${JSON.stringify(pair)}\r\n\r\n{"chatType": oneOnOne}\n${JSON.stringify({ ...pair, topic: "x" })}`,
  );
  await linesRight(page, 1);
  const issues = await page.locator(".lines-card .issue").allTextContents();
  assert.match(issues[0], /^Error: Line 3 jsonInvalid: This is no JSON: at column 14 it cannot be read\./);
  assert.match(issues[1], /^Error: Line 4 \/topic topicNotAllowed: /);
  await paste(page, "[1]");
  await page.getByText("The input is a JSON array: write one request a line instead.").waitFor();
  await paste(page, "chatType,members,colour\n");
  await page.getByText("Line 1, the header: column 3 is unknown.").waitFor();
  assert.equal(demo.graph.requests.length, 0);
});

test("stopped half-way and gone on with, every chat is made exactly once", async (t) => {
  const page = await openManyChats(t, demo);
  const lines = manyLines(400, { groups: false });
  await paste(page, lines);
  await linesRight(page, 400);
  await page.getByLabel("Batches at once").fill("2");
  // From the ninth batch on they are held, so that half of the way is certain to come, and the end is not.
  const match = { method: "POST", path: "/$batch" };
  const fault = demo.graph.fault({ match, skip: 8, times: "always", hold: "half" });
  await startButton(page, 400).click();
  await demo.graph.held("half");
  await page.waitForFunction(() => document.querySelector(".progress-card progress").value > 0);
  await button(page, "Stop").click();
  await runTitled(page, "Stopped");
  const before = demo.graph.chats.length;
  assert.ok(before > 0 && before < 400, `${before} chats`);
  await letGo(demo, fault, "half");
  await button(page, "Go on").click();
  await runTitled(page, "All chats were created");
  assert.equal(demo.graph.chats.length, 400);
  assert.deepEqual(countsOfChats(demo), [1]);
  assert.equal(await figure(page, "Created"), "400");
});

test("groups whose answer is lost are not sent again; the rest is", async (t) => {
  const page = await openManyChats(t, demo);
  await viewOf(page).getByLabel("The local Graph answers").selectOption({ label: "Takes whatever comes" });
  await paste(page, manyLines(40));
  await linesRight(page, 40);
  demo.graph.fault({ match: { inner: true, chatType: "group" }, times: 3, drop: true });
  demo.graph.fault({ match: { inner: true, chatType: "oneOnOne" }, skip: 1, times: 2, answer: "noLicence" });
  await startButton(page, 40).click();
  await runTitled(page, "Done, but not all were created");
  assert.equal(await figure(page, "May exist"), "3");
  assert.equal(await figure(page, "Failed"), "2");
  assert.match(
    await page.locator(".what-next").textContent(),
    /3 group chats may exist\. They are not sent again, because Graph would make a second one\./,
  );
  await page.getByRole("radio", { name: "Failed 2" }).check({ force: true });
  const row = page.locator(".outcomes tbody tr").first();
  assert.match(await row.textContent(), /Failed.+licence.+It is certain that no chat was made\./);
  await button(page, "Try 2 chats again").click();
  await page.locator(".figures").getByText("37").waitFor();
  await runTitled(page, "Done, but not all were created");
  assert.equal(demo.graph.chats.length, 40);
  assert.deepEqual(countsOfChats(demo), [1]);
  assert.equal(await button(page, "Nothing left to send").getAttribute("aria-disabled"), "true");
});

test("a token that Graph does not take stops all; with another one it goes on", async (t) => {
  const page = await openManyChats(t, demo);
  await viewOf(page).getByLabel("Access token").fill("standin-expired");
  await paste(page, manyLines(100));
  await linesRight(page, 100);
  await startButton(page, 100).click();
  await page.locator(".what-next .issue.error").waitFor();
  assert.equal(demo.graph.chats.length, 0);
  await viewOf(page).getByLabel("Access token").fill("another");
  await button(page, "Go on").click();
  await runTitled(page, "All chats were created");
  assert.equal(demo.graph.chats.length, 100);
});

test("a run goes on where it began, with that token, whatever the other view is set to", async (t) => {
  const page = await openManyChats(t, demo);
  await viewOf(page).getByLabel("Access token").fill("standin-expired");
  await paste(page, manyLines(3));
  await linesRight(page, 3);
  await startButton(page, 3).click();
  await page.locator(".what-next .issue.error").waitFor();
  await page.getByRole("tab", { name: "One chat" }).click();
  await open(page, "Sending");
  const other = page.locator(".one-chat");
  await other.getByRole("radio", { name: "Microsoft Graph" }).check({ force: true });
  await other.getByLabel("Access token").fill("a-real-token");
  await page.getByRole("tab", { name: "Many chats" }).click();
  assert.equal(await viewOf(page).getByLabel("Access token").inputValue(), "standin-expired");
  await viewOf(page).getByLabel("Access token").fill("any");
  await button(page, "Go on").click();
  await runTitled(page, "All chats were created");
  const tokens = new Set(demo.graph.requests.map(({ headers }) => headers.authorization));
  assert.ok(!tokens.has("Bearer a-real-token") && tokens.has("Bearer any"), [...tokens].join());
});

test("the outcomes are downloaded as CSV", async (t) => {
  const page = await openManyChats(t, demo);
  const lines = manyLines(30).trimEnd().split("\n");
  lines[2] = "oneOnOne,,only@contoso.com";
  await paste(page, lines.join("\n"));
  await page.getByLabel("Skip the 1 wrong line").check();
  await startButton(page, 29).click();
  await runTitled(page, "All chats were created");
  const downloading = page.waitForEvent("download");
  await button(page, "Download CSV").click();
  const download = await downloading;
  assert.equal(download.suggestedFilename(), "chats-outcomes.csv");
  const rows = parse(await readFile(await download.path()), { columns: true });
  assert.deepEqual(
    rows.map(({ line }) => Number(line)),
    Array.from({ length: 30 }, (_, index) => index + 2),
  );
  const [first, wrong] = rows;
  assert.deepEqual(
    [wrong.status, wrong.outcome, wrong.code],
    ["skipped", "notCreated", "oneOnOneNeedsTwoMembers"],
  );
  assert.equal(first.status, "created");
  const ids = rows.filter(({ status }) => status === "created").map(({ chatId }) => chatId);
  assert.deepEqual(ids.sort(), demo.graph.chats.map(({ id }) => id).sort());
  assert.ok(!JSON.stringify(rows.map(({ chatId, ...row }) => row)).includes("@contoso.com"));
});

test("a file is dropped or chosen", async (t) => {
  const page = await openManyChats(t, demo);
  const transfer = await page.evaluateHandle(
    (text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], "chats.csv", { type: "text/csv" }));
      return transfer;
    },
    `\uFEFF${manyLines(12)}`,
  );
  const area = page.getByLabel("Chats, one a line");
  await area.dispatchEvent("dragover", { dataTransfer: transfer });
  await area.dispatchEvent("drop", { dataTransfer: transfer });
  await linesRight(page, 12);
  const pair = JSON.stringify({ chatType: "oneOnOne", members: ["adele@contoso.com", "alex@contoso.com"] });
  const file = page.getByLabel("File of chats");
  await file.setInputFiles({ name: "c.jsonl", mimeType: "", buffer: Buffer.from(`${pair}\n`) });
  await linesRight(page, 1);
  await file.setInputFiles({ name: "c.csv", mimeType: "text/csv", buffer: Buffer.from([0x63, 0xe9, 0xe8]) });
  await page.getByText("is no UTF-8").waitFor();
});

test("the size of batches and their number are kept to", async (t) => {
  const page = await openManyChats(t, demo);
  await paste(page, manyLines(20));
  await linesRight(page, 20);
  await page.getByLabel("Requests a batch").fill("21");
  await startButton(page, 20).click();
  await page.getByText("A whole number from 1 to 20.").waitFor();
  assert.equal(requestsForChats(demo).length, 0);
  await page.getByLabel("Requests a batch").fill("4");
  await page.getByLabel("Batches at once").fill("1");
  await startButton(page, 20).click();
  await runTitled(page, "All chats were created");
  const sizes = demo.graph.requests.filter(({ inner }) => inner).map(({ inner }) => inner.length);
  assert.ok(
    sizes.every((size) => size <= 4),
    String(sizes),
  );
  assert.deepEqual(countsOfChats(demo), [1]);
  assert.equal(demo.graph.chats.length, 20);
});
