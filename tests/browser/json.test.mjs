// "Edit as JSON": any request, checked as one types; going to and fro loses nothing.

import assert from "node:assert/strict";
import test from "node:test";
import * as form from "./entering.mjs";
import { demo, openPage } from "./testing.mjs";

/** The text that is selected in the editor. */
const selected = (page) =>
  form.editor(page).evaluate((content) => content.getRootNode().getSelection().toString());

test("pasted as documented, each example goes out as it is, and into the form", async (t) => {
  const page = await openPage(t, demo);
  await form.open(page, "Sending");
  for (const { name, version, request } of form.documentedExamples) {
    demo.graph.reset();
    await page.getByLabel("Version").selectOption(version);
    await form.toJson(page);
    await form.writeJson(page, JSON.stringify(request));
    assert.deepEqual(await form.bodyShown(page), request, name);
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await form.createButton(page).click();
    await answered;
    await page.locator(".answer.success").waitFor();
    assert.deepEqual(
      demo.graph.requests.filter(({ method }) => method === "POST").map(({ bodyText }) => bodyText),
      [JSON.stringify(request)],
    );
    await form.toForm(page);
    assert.equal(await page.getByLabel("User of member 2").count(), 1);
    assert.deepEqual(await form.bodyShown(page), request, name);
    await form.toJson(page);
    assert.deepEqual(await form.bodyShown(page), request, name);
  }
});

test("the short form goes out as Graph documents it; Ctrl+Enter sends", async (t) => {
  const page = await form.openJson(t, demo);
  const [one, two] = ["8b081ef6-4792-4def-b2c9-c363a1bf41d5", "82af01c5-f7cc-4a2e-a728-3a5df21afd9d"];
  await form.writeJson(page, JSON.stringify({ chatType: "oneOnOne", members: [one, { user: two }] }));
  await form.editor(page).press("Control+Enter");
  await form.answerTitled(page, "The chat was created");
  const { request } = form.exampleNamed("v1.0-1-one-on-one");
  assert.equal(demo.graph.requests.at(-1).bodyText, JSON.stringify(request));
});

test("issues name the line and lead to it", async (t) => {
  const page = await form.openJson(t, demo);
  const text = `{
  "chatType": "group",
  "members": [
    "alex@contoso.com",
    { "user": "jacob@contoso.com", "rol": "owner" }
  ],
  "a/b": 1,
  "topic": "with: colon"
}`;
  await form.writeJson(page, text);
  const first = /Error: Line 5 propertyUnknown: Graph declares no such property/;
  const description = await form.saidOfJson(page, first);
  assert.match(description, /Error: Line 7 propertyUnknown: /);
  assert.match(description, /Warning: Line 8 topicHasColon: /);
  assert.equal(await form.editor(page).getAttribute("aria-invalid"), "true");
  const heard = await form
    .editor(page)
    .evaluate(
      (element) => element.getRootNode().getElementById(element.getAttribute("aria-describedby")).textContent,
    );
  assert.match(heard, /^Warning: The topic contains .* Error: Graph declares no such property/);
  await page.getByRole("button", { name: "Line 5" }).click();
  assert.equal(await selected(page), '"rol": "owner"');
  await page.getByRole("button", { name: "Line 7" }).click();
  assert.equal(await selected(page), '"a/b": 1');
  await form.createButton(page).click();
  assert.equal(demo.graph.requests.length, 0);
  assert.equal(await form.editorText(page), text);
});

test("text that is not JSON says where it breaks off, and stays", async (t) => {
  const page = await form.openJson(t, demo);
  const cases = [
    ['{\n  "chatType": "oneOnOne"\n  "members": []\n}', /Line 3, column 3: This is not valid JSON: a comma/],
    ['{ "chatType": "oneOnOne", }', /Line 1, column 27: .* property name/],
    ["{ chatType: 1 }", /Line 1, column 3: .*double quotes/],
    ['{ "members": [ "a@b.c" }', /Line 1, column 24: .*closing \]|Line 1, column 24: .*comma/],
    ['{ "topic": "x }', /Line 1, column 12: .*closing double quote/],
    ["{} {}", /Line 1, column 4: .*end is expected/],
    ["// no\n{}", /Line 1, column 1: .*comments/],
  ];
  for (const [text, message] of cases) {
    await form.writeJson(page, text);
    await form.saidOfJson(page, message);
    assert.equal(await form.editor(page).getAttribute("aria-invalid"), "true");
    assert.match(await page.locator(".sent").textContent(), /No body yet: the text is not valid JSON/);
    await form.createButton(page).click();
    await form.toForm(page);
    assert.equal(await form.editorText(page), text);
    assert.match(await page.locator(".obstacle").textContent(), /when it is valid JSON/);
  }
  assert.equal(demo.graph.requests.length, 0);
});

test("an empty editor has no error, and JSON that is no request is told so", async (t) => {
  const page = await form.openJson(t, demo);
  for (const text of ["", "{", ""]) await form.writeJson(page, text);
  await page.locator(".standing").getByText("Nothing written yet").waitFor();
  assert.equal(await form.editor(page).getAttribute("aria-invalid"), null);
  assert.equal(await page.locator(".issue").count(), 0);
  assert.match(await page.locator(".sent").textContent(), /No body yet: the editor is empty/);
  await form.createButton(page).click();
  assert.equal(demo.graph.requests.length, 0);
  for (const text of ["null", "[]", "1", '"a@b.c"', "true"]) {
    await form.writeJson(page, "{}");
    await form.saidOfJson(page, /Error: Line 1 chatTypeMissing/);
    await form.writeJson(page, text);
    await form.saidOfJson(page, /Error: Line 1 requestNotObject: The request /);
  }
});

test("each line has its number, and what is wrong is marked in its place with the rule's code", async (t) => {
  const page = await form.openJson(t, demo);
  await form.writeJson(
    page,
    '{\n  "chatType": "oneOnOne",\n  "topic": "Lunch",\n  "members": ["a@b.c", "d@e.f"]\n}',
  );
  const numbers = await page.locator(".cm-lineNumbers .cm-gutterElement:visible").allTextContents();
  assert.deepEqual(
    numbers.filter((text) => text !== "9"),
    ["1", "2", "3", "4", "5"],
  );
  const mark = page.locator(".cm-lintRange-error");
  assert.equal(await mark.allTextContents().then((texts) => texts.join("")), '"topic": "Lunch"');
  await mark.first().hover();
  const tooltip = page.locator(".cm-tooltip-lint");
  assert.match(await tooltip.textContent(), /topicNotAllowed/);
  await tooltip.getByRole("button", { name: "Make it a group" }).click();
  await page.locator(".standing").getByText("Ready").waitFor();
  assert.equal(JSON.parse(await form.editorText(page)).chatType, "group");
  assert.equal(await page.locator(".issue").count(), 0);
});

test("the form takes over what it can show, and says when it cannot", async (t) => {
  const page = await openPage(t, demo);
  await page.getByLabel("User of member 1").fill("alex@contoso.com");
  await form.toJson(page);
  assert.deepEqual(JSON.parse(await form.editorText(page)), {
    chatType: "oneOnOne",
    members: [
      { user: "alex@contoso.com", role: "owner" },
      { user: "", role: "owner" },
    ],
  });
  await form.toForm(page);
  assert.equal(await page.getByLabel("User of member 1").inputValue(), "alex@contoso.com");

  await form.toJson(page);
  await form.writeJson(page, '{ "chatType": "group" }');
  await form.toForm(page);
  assert.match(await page.locator(".obstacle").textContent(), /when it has no errors/);
  const dated = { user: "megan@contoso.com", visibleHistoryStartDateTime: "2026-01-31T09:00:00Z" };
  await form.writeJson(page, JSON.stringify({ chatType: "group", members: ["alex@contoso.com", dated] }));
  assert.equal(await page.locator(".obstacle").textContent(), "");
  await form.toForm(page);
  assert.match(await page.locator(".obstacle").textContent(), /no field for some part/);
  await page.getByRole("button", { name: "Go back to the form as it was" }).click();
  assert.equal(await page.getByLabel("User of member 1").inputValue(), "alex@contoso.com");
  assert.equal(await page.getByRole("radio", { name: "One-on-one" }).isChecked(), true);

  const guest = "o'hara_fabrikam.com#EXT#@contoso.com";
  await form.toJson(page);
  await form.writeJson(
    page,
    JSON.stringify({
      chatType: "group",
      topic: "T",
      members: [{ user: guest, role: "guest" }, "alex@contoso.com"],
    }),
  );
  await form.toForm(page);
  assert.equal(await page.getByLabel("User of member 1").inputValue(), guest);
  assert.equal(await page.getByLabel("Role of member 1").inputValue(), "guest");
  assert.equal(await page.getByLabel("Topic").inputValue(), "T");
});

test("an example is loaded as JSON in Graph's own form", async (t) => {
  const page = await form.openJson(t, demo);
  await form.loadExample(page, "Group with a guest");
  const { request } = form.exampleNamed("v1.0-6-group-in-tenant-guest");
  assert.equal(await form.editorText(page), JSON.stringify(request, null, 2));
});
