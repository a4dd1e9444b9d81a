// Lists of chats for the tests of the bulk view, and the ways to enter them and to see what they came to.

import { setImmediate as nextTurn } from "node:timers/promises";
import { openPage } from "./testing.mjs";

export async function openManyChats(t, demo, options) {
  const page = await openPage(t, demo, options);
  await page.getByRole("tab", { name: "Many chats" }).click();
  await page.locator(".many-chats").waitFor();
  return page;
}

/** The view's own part of the page: the labels of the other view are there, too, though hidden. */
export const viewOf = (page) => page.locator(".many-chats");

/** CSV with a header; every fourth line is a group, unless there are to be none. */
export function manyLines(count, { groups = true } = {}) {
  const rows = Array.from({ length: count }, (_, index) =>
    groups && index % 4 === 3
      ? `group,"Team, ${index}",adele@contoso.com;lead-${index}@contoso.com;guest-${index}@fabrikam.com|guest`
      : `oneOnOne,,adele@contoso.com;newcomer-${index}@contoso.com`,
  );
  return ["chatType,topic,members", ...rows, ""].join("\n");
}

/** As from the clipboard: in place of what is there. */
export async function paste(page, text) {
  const area = page.getByLabel("Chats, one a line");
  await area.focus();
  await area.selectText();
  await page.keyboard.insertText(text);
}

const grouped = new Intl.NumberFormat("en");
const words = (count, word) => `${grouped.format(count)} ${word}${count === 1 ? "" : "s"}`;

export const linesRight = (page, count) =>
  page
    .locator(".line-counts")
    .getByText(`${words(count, "line")} right`, { exact: true })
    .waitFor();

export const startButton = (page, count) =>
  page.getByRole("button", { name: `Create ${words(count, "chat")}`, exact: true });

export const runTitled = (page, title) =>
  page.getByRole("heading", { name: title, exact: true }).waitFor({ timeout: 60_000 });

export const figure = (page, name) =>
  page
    .locator(".figures > div")
    .filter({ has: page.getByText(name, { exact: true }) })
    .locator("dd")
    .textContent();

/** How many chats there are of each kind, topic and members, without repeating: [1] where none was made twice. */
export const countsOfChats = ({ graph }) => [...new Set(graph.summary().groups.map(({ count }) => count))];

/** Lets go what was held, and waits until all has been done: else it would be done in the middle of the next test. */
export async function letGo({ graph }, fault, name) {
  fault.remove();
  graph.release(name);
  while (graph.requests.some(({ answered }) => answered === null)) await nextTurn();
}
