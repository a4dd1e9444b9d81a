// Lists of chats for the tests of the bulk view, and the ways to enter them and to see what they came to.

import { readFile } from "node:fs/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import { answerDialog, openPage } from "./testing.mjs";

export async function openManyChats(t, demo, options) {
  const page = await openPage(t, demo, options);
  await showManyChats(page);
  return page;
}

/** The view with a list in it, pasted. */
export async function openList(t, demo, text) {
  const page = await openManyChats(t, demo);
  await paste(page, text);
  return page;
}

export async function showManyChats(page) {
  await page.getByRole("tab", { name: "Many chats" }).click();
  await viewOf(page).waitFor();
}

/** The view's own part of the page: the labels of the other view are there, too, though hidden. */
export const viewOf = (page) => page.locator(".bulk");

/** CSV with a header; every fourth line is a group, unless there are to be none. */
export function manyLines(count, { groups = true } = {}) {
  const rows = Array.from({ length: count }, (_, index) =>
    groups && index % 4 === 3
      ? `group,"Team, ${index}",adele@contoso.com;lead-${index}@contoso.com;guest-${index}@fabrikam.com|guest`
      : `oneOnOne,,adele@contoso.com;newcomer-${index}@contoso.com`,
  );
  return ["chatType,topic,members", ...rows, ""].join("\n");
}

/** As many groups, each with the same two people and a topic of its own. */
export const groupLines = (count, from = 0) =>
  [
    "chatType,topic,members",
    ...Array.from(
      { length: count },
      (_, index) => `group,Group ${from + index},adele@contoso.com;alex@contoso.com`,
    ),
    "",
  ].join("\n");

/** As from the clipboard: in place of what is there. */
export async function paste(page, text) {
  const area = page.getByLabel("Chats, one a line");
  await area.focus();
  await area.selectText();
  await page.keyboard.insertText(text);
}

/** Gives a file to the page. */
export const giveFile = (page, name, content) =>
  page.getByLabel("File of chats").setInputFiles({ name, mimeType: "", buffer: Buffer.from(content) });

const grouped = new Intl.NumberFormat("en");
const words = (count, word) => `${grouped.format(count)} ${word}${count === 1 ? "" : "s"}`;

/** How many lines are in a state, before anything is sent: "ready", "with errors", "held back", "created before", … */
export const lines = (page, count, state) =>
  page
    .locator(".line-counts")
    .getByText(`${words(count, "line")} ${state}`, { exact: true })
    .waitFor();

export const linesReady = (page, count) => lines(page, count, "ready");

export const startButton = (page, count) =>
  viewOf(page).getByRole("button", { name: `Create ${words(count, "chat")}`, exact: true });

/** Has the local Graph throttle nobody. */
export const takeAll = (page) =>
  viewOf(page).getByLabel("The local Graph answers").selectOption({ label: "Takes whatever comes" });

export const button = (page, name) => page.getByRole("button", { name, exact: true });

export const runTitled = (page, title) => page.getByRole("heading", { name: title, exact: true }).waitFor();

/** Starts the run of so many lines, and waits for its end. */
export async function createAll(page, count, title = "All chats were created") {
  await startButton(page, count).click();
  await runTitled(page, title);
}

/** Another list; what came of this one need not be saved. */
export async function newList(page) {
  await button(page, "New list").click();
  await answerDialog(page, "Continue without");
}

export const figure = (page, name) =>
  page
    .locator(".figures > div")
    .filter({ has: page.getByText(name, { exact: true }) })
    .locator("dd")
    .textContent();

/** The numbers of the run, which add up. */
export async function numbersOf(page) {
  const names = ["Lines", "Created", "Failed", "May exist", "Left out", "Waiting"];
  const values = await Promise.all(names.map((name) => figure(page, name)));
  const [lines, created, failed, mayExist, leftOut, waiting] = values.map((text) =>
    Number(text.replaceAll(",", "")),
  );
  return { lines, created, failed, mayExist, leftOut, waiting };
}

export const addUp = ({ lines, ...others }) =>
  lines === Object.values(others).reduce((sum, each) => sum + each, 0);

/** The name and the bytes of what a button hands over. */
export async function download(page, name) {
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name }).click();
  const download = await downloading;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Shows those rows of the table alone. */
export async function show(page, title) {
  const select = page.getByLabel("Show", { exact: true });
  // Beside its title there is a number, which may change.
  const option = select.locator("option", { hasText: title }).first();
  await select.selectOption(await option.getAttribute("value"));
}

/** How many chats there are of each kind, topic and members, without repeating: [1] where none was made twice. */
export const countsOfChats = ({ graph }) => [...new Set(graph.summary().groups.map(({ count }) => count))];

/** Has batches wait for ever, after so many that do not. */
export const holdBatches = ({ graph }, name, skip) =>
  graph.fault({ match: { method: "POST", path: "/$batch" }, skip, times: "always", hold: name });

/** Lets go what was held, and waits until all has been done: else it would be done in the middle of the next test. */
export async function letGo({ graph }, fault, name) {
  fault.remove();
  graph.release(name);
  while (graph.requests.some(({ answered }) => answered === null)) await nextTurn();
}
