// The page in Firefox: its policy lets the styles in, a chat is created from the form and from the editor, axe finds nothing.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test, { after, before } from "node:test";
import puppeteer from "puppeteer-core";
import { firefoxPath } from "../../scripts/setup.mjs";
import { exampleNamed } from "./entering.mjs";
import { startDemo } from "./testing.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let demo;
let firefox;
before(async () => {
  demo = await startDemo();
  firefox = await puppeteer.launch({ browser: "firefox", executablePath: firefoxPath(), headless: true });
});
after(async () => {
  await firefox?.close();
  await demo?.close();
});

async function openPage(t) {
  demo.graph.reset();
  const page = await firefox.newPage();
  t.after(() => page.close());
  await page.setViewport({ width: 1440, height: 900 });
  const problems = [];
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(demo.url);
  await page.waitForSelector(".one-chat");
  return { page, problems };
}

const created = (page) => page.waitForSelector(".answer.success");

test("from the form", async (t) => {
  const { page, problems } = await openPage(t);
  await page.type("#member-0-user", "jacob@contoso.com");
  await page.type("#member-1-user", "alex@contoso.com");
  await page.keyboard.press("Enter");
  await created(page);
  const { request } = exampleNamed("v1.0-5-one-on-one-upn");
  assert.equal(demo.graph.requests.at(-1).bodyText, JSON.stringify(request));
  // Fluent's styles are there: they come into elements that the policy knows by their hash.
  const background = await page.$eval("button[type=submit]", (one) => getComputedStyle(one).backgroundColor);
  assert.notEqual(background, "rgba(0, 0, 0, 0)");
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run({ exclude: ["[data-tabster-dummy]"] }));
  assert.deepEqual(
    violations.map(({ id, nodes }) => [id, nodes[0].html]),
    [],
  );
  assert.deepEqual(problems, []);
});

test("from the editor", async (t) => {
  const { page, problems } = await openPage(t);
  await page.click("::-p-text(JSON)");
  const content = await page.waitForSelector(">>> .cm-content");
  await content.click();
  await page.keyboard.down("Control");
  await page.keyboard.press("a");
  await page.keyboard.up("Control");
  await page.keyboard.type('{"chatType":"oneOnOne","members":["jacob@contoso.com","alex@contoso.com"]}');
  await page.keyboard.down("Control");
  await page.keyboard.press("Enter");
  await page.keyboard.up("Control");
  await created(page);
  assert.equal(demo.graph.chats.length, 1);
  assert.deepEqual(problems, []);
});
