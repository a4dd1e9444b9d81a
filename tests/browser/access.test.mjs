// For everybody: by keyboard alone, in light and dark, on narrow and wide screens, with assistive technology.

import assert from "node:assert/strict";
import test from "node:test";
import { assertStill, focused, tabTo, testEveryLook } from "./accessibility.mjs";
import * as form from "./entering.mjs";
import { demo, openPage } from "./testing.mjs";

test("a chat is created by keyboard alone, in a sensible order, with the focus in sight", async (t) => {
  const page = await openPage(t, demo);
  const order = [];
  for (const [name, typed] of [
    ["User of member 1", "8b081ef6-4792-4def-b2c9-c363a1bf41d5"],
    ["User of member 2", "82af01c5-f7cc-4a2e-a728-3a5df21afd9d"],
    ["Create chat", ""],
  ]) {
    order.push(...(await tabTo(page, name)));
    await page.keyboard.type(typed);
  }
  assert.deepEqual(order, [
    "One chat",
    "Share",
    "Theme",
    "Form",
    "Load example",
    "One-on-one",
    "User of member 1",
    "Role of member 1",
    "Another tenant, member 1",
    "Remove member 1",
    "User of member 2",
    "Role of member 2",
    "Another tenant, member 2",
    "Remove member 2",
    "Add a member",
    "Installed app none",
    "Sending Local Graph · Global · v1.0",
    "Faults of the local Graph As documented",
    "Create chat",
  ]);
  await page.keyboard.press("Enter");
  await form.answerTitled(page, "The chat was created");
  assert.equal((await focused(page)).name, "Create chat");
  const { request } = form.exampleNamed("v1.0-1-one-on-one");
  assert.equal(demo.graph.requests.at(-1).bodyText, JSON.stringify(request));
});

test("Enter in a field sends; the menu, the choices and the rows work by keyboard", async (t) => {
  const page = await openPage(t, demo);
  await tabTo(page, "Load example");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.match((await focused(page)).name, /^One-on-one/);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".examples-menu").isVisible(), false);
  assert.equal((await focused(page)).name, "Load example");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(".examples-menu").isVisible(), false);

  await tabTo(page, "One-on-one");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.getByRole("radio", { name: "Group" }).isChecked(), true);
  await tabTo(page, "Topic");
  await page.keyboard.type("Group chat title");
  await tabTo(page, "Add a member");
  await page.keyboard.press("Space");
  assert.equal((await focused(page)).name, "User of member 3");
  await page.keyboard.type("3626a173-f2bc-4883-bcf7-01514c3bfb82");
  await tabTo(page, "Remove member 3");
  await page.keyboard.press("Enter");
  assert.equal((await focused(page)).name, "Add a member");
  await tabTo(page, "Installed app none");
  await page.keyboard.press("Enter");
  await page.getByLabel("Catalog id").waitFor();
  await tabTo(page, "Catalog id");
  await page.keyboard.press("Enter");
  await form.answerTitled(page, "The chat was created");
  assert.equal(demo.graph.chats[0].topic, "Group chat title");
  assert.equal(demo.graph.chats[0].members.length, 2);
});

/** The states of the page that are looked at below; each leaves the page as the next one wants it. */
const states = {
  empty: async () => {},
  issues: async (page) => {
    await page.getByRole("radio", { name: "Group" }).check();
    await page.getByLabel("Topic").fill("Plans: all of them, and then some");
    await page.getByLabel("User of member 1").fill("anna@contoso.com, bert@contoso.com");
    await page.getByLabel("User of member 2").fill("someone");
    await page.getByRole("button", { name: "Another tenant, member 2" }).click();
    await page.getByLabel("Home tenant of member 2").fill("contoso");
    await form.open(page, "Installed app");
    await page.getByRole("button", { name: "Add a consented permission" }).click();
    await form.createButton(page).click();
  },
  json: async (page) => {
    await form.toJson(page);
    await form.writeJson(page, `{ "${"long".repeat(60)}": 1 }`);
    await page.locator(".cm-lintRange").first().waitFor();
    await form.toForm(page);
  },
  accepted: async (page) => {
    await page.getByRole("button", { name: "Go back to the form as it was" }).click();
    await form.loadExample(page, "App with consented permissions");
    await form.create(page, "Graph accepted the request");
  },
  failed: async (page) => {
    await form.chooseToken(page, "The caller has no Teams licence");
    await form.create(page, "Graph refused");
    await form.open(page, "Last calls");
  },
  unknown: async (page) => {
    await form.loadExample(page, "Group Three");
    await form.chooseToken(page, "Any text: may create chats");
    await form.choosePreset(page, "Creates the chat, but answers 504 once");
    await form.open(page, "Faults of the local Graph");
    await form.create(page, "Graph failed");
    await page.getByRole("button", { name: "Look for it" }).click();
    await page.getByRole("button", { name: "Take it" }).waitFor();
  },
  "created, one left out, the first message lost": async (page) => {
    await form.choosePreset(page, "As documented");
    demo.graph.configure({ maxMembersKept: 2 });
    demo.graph.fault({ match: { method: "POST", pathPattern: "/messages" }, status: 504 });
    await form.createAgain(page);
    const answer = await form.answerTitled(page, "The chat was created");
    await answer.getByText("All that Graph answered").click();
    await page.getByRole("button", { name: "Who is in it?" }).click();
    await page.getByRole("button", { name: "Add those missing" }).waitFor();
    await page.getByRole("button", { name: "Send the first message" }).click();
    await page.getByRole("textbox", { name: "First message" }).fill("Welcome");
    await page.getByRole("button", { name: "Send the message" }).click();
    await page.getByRole("button", { name: "Send it again all the same" }).waitFor();
  },
  code: async (page) => {
    await page.getByRole("tab", { name: "PowerShell" }).click();
    await page.locator(".code").waitFor();
  },
  menu: async (page) => {
    await page.getByRole("button", { name: "Load example" }).click();
  },
};

testEveryLook("one chat", (t, options) => openPage(t, demo, options), states);

test("light and dark differ, and follow the system", async (t) => {
  const page = await openPage(t, demo, { colorScheme: "light" });
  const lightness = () =>
    page.evaluate(() => {
      const [red, green, blue] = getComputedStyle(document.querySelector(".app"))
        .backgroundColor.match(/\d+/g)
        .map(Number);
      return (red + green + blue) / 3;
    });
  assert.ok((await lightness()) > 200);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.locator("html[data-theme=dark]").waitFor();
  assert.ok((await lightness()) < 50, String(await lightness()));
});

test("nothing moves where less motion is wanted", async (t) => {
  const page = await openPage(t, demo);
  await form.loadExample(page, "One-on-one");
  demo.graph.fault({ hold: "working" });
  await form.createButton(page).click();
  await demo.graph.held("working");
  await form.answerTitled(page, "Creating the chat…");
  await assertStill(page, "while the chat is created");
  demo.graph.release("working");
  await form.answerTitled(page, "The chat was created");
});

test("from wherever one sends, the answer comes into view, narrow and wide", async (t) => {
  const page = await openPage(t, demo);
  await form.open(page, "Sending");
  await form.loadExample(page, "Group Three");
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 700 });
    for (const [scrollY, title, token] of [
      [0, "The chat was created", "any"],
      [10_000, "Graph refused", "standin-no-licence"],
      [600, "The chat was created", "any"],
    ]) {
      await page.getByLabel("Topic").fill(`From ${scrollY}, ${width} px wide`);
      await page.evaluate((top) => window.scrollTo(0, top), scrollY);
      await page.getByLabel("Access token").evaluate((field, text) => {
        field.value = text;
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }, token);
      await form.createButton(page).evaluate((button) => button.click());
      const answer = await form.answerTitled(page, title);
      const { top, bottom } = await answer
        .locator("h3")
        .evaluate((title) => title.getBoundingClientRect().toJSON());
      assert.ok(top >= 0 && bottom <= 700, `from ${scrollY}, ${width} px wide: ${top} to ${bottom}`);
    }
  }
});

test("object ids are seen whole, 360 px wide", async (t) => {
  const page = await openPage(t, demo, { viewport: { width: 360, height: 700 } });
  await form.open(page, "Installed app");
  await page.getByRole("button", { name: "Another tenant, member 1" }).click();
  for (const id of ["member-0-user", "member-0-tenantId", "app"]) {
    const field = page.locator(`#${id}`);
    await field.fill("6b649474-3f1d-4c9b-8f0a-2f2f1c7f2a10");
    const cut = await field.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    assert.equal(cut, 0, id);
  }
});

test("the field that one types in stays where it is, whatever is said below it", async (t) => {
  const page = await openPage(t, demo);
  const field = page.getByLabel("User of member 2");
  const place = async () => (await field.boundingBox()).y;
  const before = await place();
  for (const text of ["", "s", "someone", "me", "alex@contoso.com"]) {
    await field.fill(text);
    assert.equal(await place(), before, text);
  }
});
