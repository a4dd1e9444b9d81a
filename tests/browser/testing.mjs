// What the tests in Chromium share: the built page, served, with a local Graph behind it; and a page watched for errors.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import { startDemo } from "./browsers.mjs";

/** The demo for the tests of a file, there while they run; files that run in one process share it. */
export const demo = {};
before(async () => Object.assign(demo, await startDemo()));
after(() => demo.close?.());

/** What the local Graph was asked for, without the preflights that browsers send before. */
export const callsTo = ({ graph }) => graph.requests.filter(({ method }) => method !== "OPTIONS");

/** What Chromium logs of each answer with a status of 400 or more: that is what those tests ask for. */
const expectedMessages =
  /^Failed to load resource: the server responded with a status of \d+|net::ERR_CONTENT_LENGTH_MISMATCH/;

const usualOptions = { viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" };

/** Answers what the page asks, and waits until the question is gone: its buttons have the names of others behind it. */
export async function answerDialog(page, name) {
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("button", { name }).click();
  await dialog.waitFor({ state: "hidden" });
}

/**
 * Opens the page for one test. At its end the test fails on any error in the page, on the console, or on a request
 * to anywhere but the page, the local Graph and `origins`. `prepare` gets the context before there is a page in it. Where no
 * motion is looked at there is none: what moves is painted many times, and is waited for until it stands still.
 */
export async function openPage(
  t,
  { graph, browser, url },
  options = {},
  origins = [],
  prepare = async () => {},
) {
  graph.reset();
  const context = await browser.newContext({ ...usualOptions, ...options });
  await prepare(context);
  // Long enough for a busy machine: what does not come has failed.
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(`page error: ${error.stack}`));
  page.on("console", (message) => {
    const isProblem = ["error", "warning"].includes(message.type());
    if (isProblem && !expectedMessages.test(message.text())) problems.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const isOurs = [url, graph.url, ...origins].some((origin) => request.url().startsWith(origin));
    if (!isOurs && !/^(data|blob):/.test(request.url())) problems.push(`request to ${request.url()}`);
  });
  t.after(async () => {
    await context.close();
    await endCalls(graph);
    assert.deepEqual(problems, []);
  });
  await page.goto(url);
  // The view comes after the frame around it.
  await page.locator("main form, main .results, [role=alert]").first().waitFor({ state: "attached" });
  return page;
}

/** Lets go what is held, and waits until all calls are answered: else they would make chats in the middle of the next test. */
async function endCalls(graph) {
  const calls = [...graph.requests];
  graph.reset();
  while (calls.some(({ answered }) => answered === null)) await nextTurn();
}
