// The page in Firefox: its policy lets the styles in, chats are created from the form, the editor and a list, by mouse and by
// keyboard, axe finds nothing.

import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { assertAccessible, tabTo } from "./accessibility.mjs";
import { startFirefox } from "./browsers.mjs";
import { exampleNamed } from "./entering.mjs";
import { demo } from "./testing.mjs";

let firefox;
before(async () => {
  firefox = await startFirefox();
});
after(() => firefox?.close());

async function openPage(t, width = 1440) {
  demo.graph.reset();
  const page = await firefox.newPage();
  page.setDefaultTimeout(60_000);
  t.after(() => page.close());
  await page.setViewport({ width, height: 900 });
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
  await assertAccessible(page, "created");
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

test("by keyboard alone on a narrow screen: one chat, who is in it, and many chats; nothing sticks out", async (t) => {
  const { page, problems } = await openPage(t, 360);
  const assertFits = async () => {
    const [width, most] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(width <= most, `${width} of ${most} pixels`);
  };
  await tabTo(page, "User of member 1");
  await page.keyboard.type("jacob@contoso.com");
  await tabTo(page, "User of member 2");
  await page.keyboard.type("alex@contoso.com");
  await tabTo(page, "Create chat");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".after-created");
  await tabTo(page, "Who is in it?");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".people");
  await assertFits();

  await page.evaluate(() => document.querySelector("#one-chat-tab").focus());
  for (const key of ["ArrowRight", "ArrowRight", "Enter"]) await page.keyboard.press(key);
  await page.waitForSelector(".bulk");
  await tabTo(page, "Chats, one a line");
  await page.keyboard.type("members\njacob@contoso.com;megan@contoso.com\n");
  await page.waitForSelector("::-p-text(1 line ready)");
  await assertFits();
  await tabTo(page, "Create 1 chat");
  await page.keyboard.press("Enter");
  await page.waitForSelector("::-p-text(All chats were created)");
  await assertFits();
  assert.equal(demo.graph.chats.length, 2);
  assert.deepEqual(problems, []);
});
