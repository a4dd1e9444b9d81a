// The lists that people bring: read by the same code as in the command, off the page's thread; corrected in a table.

import assert from "node:assert/strict";
import test from "node:test";
import * as many from "./many-lines.mjs";
import { demo } from "./testing.mjs";

const refusal = (page) =>
  page.locator(".list-card").getByRole("alert").or(page.locator(".list-card .fui-Field__validationMessage"));

test("a quote that is never closed refuses the list: no line of it is lost", async (t) => {
  const page = await many.openManyChats(t, demo);
  const list = many.manyLines(40).split("\n");
  list[5] = 'group,"Plan,adele@contoso.com;alex@contoso.com';
  await many.paste(page, list.join("\n"));
  await refusal(page)
    .filter({ hasText: /^Line 6 of the text: .*quote/ })
    .first()
    .waitFor();
  await page.getByText("The list cannot be used").waitFor();
  assert.equal(await page.locator(".chat-table").count(), 0);
  assert.equal(await many.button(page, "Create chats").getAttribute("aria-disabled"), "true");
  list[5] = 'group,"Plan",adele@contoso.com;alex@contoso.com';
  await many.paste(page, list.join("\n"));
  await many.linesReady(page, 40);
});

const pair = "adele@contoso.com;alex@contoso.com";

// What is read, what is refused, and why, is in tests/tables; here, that the page hands on text and bytes alike.
test("what is pasted is read; a file that is no list is refused with what to do", async (t) => {
  const page = await many.openManyChats(t, demo);
  for (const text of [
    '[{"chatType":"group","topic":"Plan","members":["adele@contoso.com","alex@contoso.com"]}]',
    `topic,members\rPlan,"Adele Vance <adele@contoso.com>; Alex <alex@contoso.com>; lee@contoso.com"\r`,
  ]) {
    await many.paste(page, text);
    await many.linesReady(page, 1);
    await page.locator(".chat-table").getByText("Plan", { exact: true }).waitFor();
  }
  for (const [bytes, words] of [
    [Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0]), "a workbook (.xlsx, .ods)"],
    [Buffer.from("members\nad\xe8le@contoso.com\n", "latin1"), "not UTF-8"],
    ["chatType,topic,members,status,chatId\n", "a column status belongs to a table of outcomes"],
  ]) {
    await many.giveFile(page, "chats.csv", bytes);
    await refusal(page).filter({ hasText: words }).first().waitFor();
    assert.equal(await page.locator(".chat-table").count(), 0);
  }
});

test("a file in UTF-16 is dropped, another is chosen, and a notice tells of ignored columns", async (t) => {
  const page = await many.openManyChats(t, demo);
  const bytes = [...Buffer.from(`\uFEFFmembers\tnotes\n${pair}\tfür Adèle\n`, "utf16le")];
  const transfer = await page.evaluateHandle((bytes) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(bytes)], "chats.csv", { type: "text/csv" }));
    return transfer;
  }, bytes);
  await page.locator(".list-card").dispatchEvent("drop", { dataTransfer: transfer });
  await many.linesReady(page, 1);
  await page.locator(".chat-table").getByText("für Adèle").waitFor();
  await page.getByText('Columns that are not known are ignored: "notes".').waitFor();
  await many.giveFile(
    page,
    "more.jsonl",
    '{"chatType":"oneOnOne","members":["a@contoso.com","b@contoso.com"]}\n{"chatType":',
  );
  await many.linesReady(page, 1);
  await many.lines(page, 1, "with errors");
});

test("equal groups are held back, with both lines, until duplicates are allowed", async (t) => {
  const page = await many.openManyChats(t, demo);
  const list = ["chatType,topic,members", `group,Plan,${pair}`, "oneOnOne,,a@contoso.com;b@contoso.com"];
  list.push("Group,Plan,ALEX@contoso.com|guest;Adele <adele@contoso.com>");
  await many.paste(page, list.join("\n"));
  await many.linesReady(page, 2);
  await many.lines(page, 1, "held back");
  const [issue] = await page.locator(".list-issues .issue").allTextContents();
  assert.match(issue, /^Error: Line 4 \(as line 2\): .*line 2.*allow duplicates/);
  await many.startButton(page, 2).click();
  assert.equal(demo.graph.requests.length, 0);
  await page.getByLabel("Allow duplicates: create what is held back, too").check();
  await many.createAll(page, 3);
  assert.equal(demo.graph.chats.length, 3);
});

test("the lines that cannot be sent are handed over byte for byte, and go on by themselves once corrected", async (t) => {
  const page = await many.openManyChats(t, demo);
  const head = "\uFEFFsep=;\r\nChatType;Topic;Members;notes\r\n";
  const wrong = 'oneOnOne;;"only@contoso.com" ;é\r\n';
  await many.giveFile(page, "mine.csv", `${head}group;Plan;${pair.replace(";", ",")};x\r\n${wrong}`);
  await many.linesReady(page, 1);
  const { name, bytes } = await many.download(page, "Download what cannot be sent");
  assert.equal(name, "mine-rejected.csv");
  assert.equal(bytes.toString(), head + wrong);
  await page.getByLabel("Leave out the 1 line that cannot be sent").check();
  await many.createAll(page, 1, "Created, but for 1 line left out");
  await many.newList(page);
  await many.giveFile(
    page,
    "mine-rejected.csv",
    bytes.toString().replace("only@contoso.com", "only@contoso.com, lee@contoso.com"),
  );
  await many.createAll(page, 1);
  assert.equal(demo.graph.chats.length, 2);
});

test("what was pasted with tabs is handed over as Excel reads it", async (t) => {
  const page = await many.openManyChats(t, demo);
  const [head, wrong] = ["members\ttopic\tchatType\n", "é@contoso.com\tPlan\toneOnOne\n"];
  await many.paste(page, `${head}${pair}\tPlan\tgroup\n${wrong}`);
  await many.linesReady(page, 1);
  const rejected = await many.download(page, "Download what cannot be sent");
  assert.equal(rejected.name, "chats-rejected.tsv");
  assert.equal(rejected.bytes.toString(), `\uFEFF${head}${wrong}`);
  await page.getByLabel("Leave out the 1 line that cannot be sent").check();
  await many.createAll(page, 1, "Created, but for 1 line left out");
  const outcomes = await many.download(page, "Download the outcomes");
  assert.equal(outcomes.name, "chats-outcomes.tsv");
  assert.match(outcomes.bytes.toString(), /^\uFEFFmembers\ttopic\tchatType\t/);
});

test("a cell is corrected in the table, by keyboard alone, and the text follows", async (t) => {
  const page = await many.openManyChats(t, demo);
  await many.paste(
    page,
    'chatType,topic,members\noneOnOne,"a, b",adele@contoso.com\ngroup,Plan,lee@contoso.com;alex@contoso.com\n',
  );
  await many.lines(page, 1, "with errors");
  await many.button(page, "Line 2").first().click();
  for (const key of ["ArrowLeft", "Enter"]) await page.keyboard.press(key);
  const cell = page.getByLabel("members of line 2");
  assert.equal(await cell.inputValue(), "adele@contoso.com");
  await cell.fill("adele@contoso.com;alex@contoso.com");
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("x");
  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("group");
  assert.equal(await page.getByLabel("chatType of line 2").inputValue(), "group");
  await page.keyboard.press("Enter");
  await many.linesReady(page, 2);
  const text = await page.getByLabel("Chats, one a line").inputValue();
  assert.equal(
    text,
    'chatType,topic,members\ngroup,"a, b",adele@contoso.com;alex@contoso.com\ngroup,Plan,lee@contoso.com;alex@contoso.com\n',
  );
  await many.createAll(page, 2);
  assert.deepEqual(demo.graph.chats.map(({ topic }) => topic).sort(), ["Plan", "a, b"]);
});

test("a cell keeps its line breaks while it is edited, and gets more; it is wide enough to read", async (t) => {
  const page = await many.openManyChats(t, demo);
  const before = 'chatType,topic,members,message\ngroup,Plan,"adele@contoso.com\nalex@contoso.com",Hello\n';
  await many.paste(page, before);
  await many.linesReady(page, 1);
  const edited = page.getByLabel("members of line 2");
  await page.locator(".chat-table").getByText("Hello").dblclick();
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("all");
  await page.keyboard.press("Enter");
  await page.locator(".chat-table").getByText("adele@contoso.com").dblclick();
  assert.equal(await edited.inputValue(), "adele@contoso.com\nalex@contoso.com");
  assert.ok((await edited.boundingBox()).width > 300);
  await page.keyboard.press("Alt+Enter");
  await page.keyboard.type("lee@contoso.com");
  await page.keyboard.press("Enter");
  const after = before.replace("alex@contoso.com", "$&\nlee@contoso.com").replace("Hello", '"Hello\nall"');
  assert.equal(await page.getByLabel("Chats, one a line").inputValue(), after);
});

test("cells that are changed faster than the list is read are all changed", async (t) => {
  const page = await many.openManyChats(t, demo);
  await many.paste(
    page,
    "topic,members\nOne,adele@contoso.com;lee@contoso.com;alex@contoso.com\nTwo,adele@contoso.com;lee@contoso.com;megan@contoso.com\n",
  );
  await many.linesReady(page, 2);
  // In one turn of the page, so that nothing is read between.
  await page.evaluate(() => {
    const press = (target, key) =>
      target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    const cellOf = (text) =>
      [...document.querySelectorAll('td[role="gridcell"]')].find((cell) => cell.textContent === text);
    const change = async (before, after) => {
      cellOf(before).focus();
      await new Promise(requestAnimationFrame);
      press(cellOf(before), "F2");
      await new Promise(requestAnimationFrame);
      const input = document.querySelector(".cell-editor textarea");
      Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(input, after);
      input.dispatchEvent(new Event("input", { bubbles: true }));
      await new Promise(requestAnimationFrame);
      press(input, "Enter");
      await new Promise(requestAnimationFrame);
    };
    return change("One", "First").then(() => change("Two", "Second"));
  });
  const text = await page.getByLabel("Chats, one a line").inputValue();
  assert.equal(
    text,
    "topic,members\nFirst,adele@contoso.com;lee@contoso.com;alex@contoso.com\nSecond,adele@contoso.com;lee@contoso.com;megan@contoso.com\n",
  );
});

test("lines are added and removed in the table, and undone one by one; nothing else changes", async (t) => {
  const page = await many.openManyChats(t, demo);
  const head = "chatType;topic;members;notes";
  const [one, two] = [
    `group;"One; or so";${pair.replace(";", ",")};a`,
    `group;Two;${pair.replace(";", ",")};b`,
  ];
  await many.paste(page, `${head}\n${one}\n${two}`);
  await many.linesReady(page, 2);
  const area = page.getByLabel("Chats, one a line");
  const text = async (expected) => assert.equal(await area.inputValue(), expected);
  const undo = many.button(page, "Undo");
  assert.equal(await undo.getAttribute("aria-disabled"), "true");

  await many.button(page, "Add a line").click();
  await page.getByLabel("members of the new line").press("Escape");
  await text(`${head}\n${one}\n${two}`);
  await many.button(page, "Add a line").click();
  await page.getByLabel("members of the new line").fill("lee@contoso.com, megan@contoso.com");
  await page.keyboard.press("Enter");
  await many.linesReady(page, 3);
  await text(`${head}\n${one}\n${two}\n;;lee@contoso.com, megan@contoso.com;\n`);

  // Two at once, before the list is read again.
  await page.evaluate(() => {
    for (const line of [2, 3]) document.querySelector(`[aria-label="Remove line ${line}"]`).click();
  });
  await many.linesReady(page, 1);
  await text(`${head}\n;;lee@contoso.com, megan@contoso.com;\n`);
  await many.button(page, "Remove line 2").click();
  await page.getByText("The list holds no line").waitFor();
  for (const [count, rest] of [
    [1, `${head}\n;;lee@contoso.com, megan@contoso.com;\n`],
    [2, `${head}\n${two}\n;;lee@contoso.com, megan@contoso.com;\n`],
    [3, `${head}\n${one}\n${two}\n;;lee@contoso.com, megan@contoso.com;\n`],
    [2, `${head}\n${one}\n${two}`],
  ]) {
    await (count === 3 ? undo.click() : page.keyboard.press("Control+z"));
    await many.linesReady(page, count);
    await text(rest);
  }
  assert.equal(await undo.getAttribute("aria-disabled"), "true");
});

test("a hundred thousand lines are read while the page answers", async (t) => {
  const page = await many.openManyChats(t, demo);
  const count = 100_000;
  // The page is told of the second half when the test says so.
  await page.evaluate(() => {
    const { set } = Object.getOwnPropertyDescriptor(Worker.prototype, "onmessage");
    Object.defineProperty(Worker.prototype, "onmessage", {
      set(handle) {
        let told = 0;
        const secondHalf = new Promise((resolve) => {
          globalThis.goOn = resolve;
        });
        set.call(this, (event) => {
          told += 1;
          if (told <= 50) handle(event);
          else secondHalf.then(() => handle(event));
        });
      },
    });
  });
  // Made in the page, as a file on the disk would be there at once.
  const text = await page.evaluateHandle((text) => {
    const [header, row] = text.split("\n");
    const rows = Array.from({ length: 100_000 }, (_, index) =>
      row.replace("newcomer-0", `newcomer-${index}`),
    );
    return [header, ...rows].join("\n");
  }, many.manyLines(1));
  await page.evaluate((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "many.csv"));
    const card = document.querySelector(".list-card");
    card.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, text);
  // Somebody goes on working meanwhile.
  await page.getByText(/many\.csv.*\b50,000 lines read so far/).waitFor();
  await many.viewOf(page).getByLabel("Access token").fill("my-token");
  assert.equal(await many.startButton(page, count).count(), 0, "It was read in one go.");
  await page.evaluate(() => globalThis.goOn());
  await page.locator(".line-counts").getByText("100,000 lines ready").waitFor();
  await page.getByText("1–25 of 100,000").waitFor();
});

test("a list that was typed and emptied leaves nothing behind", async (t) => {
  const page = await many.openList(t, demo, many.groupLines(3));
  await many.linesReady(page, 3);
  await many.button(page, "Clear the list").click();
  await page.getByText("No lines yet").waitFor();
  assert.equal(await page.locator(".chat-table").count(), 0);
  await page.getByRole("heading", { name: "What a list looks like" }).waitFor();
});
