// Classic mistakes: each really sent to the local Graph, its words beside ours, and the way to correct it.

import assert from "node:assert/strict";
import test from "node:test";
import { testEveryLook } from "./accessibility.mjs";
import { editorText } from "./entering.mjs";
import { callsTo, demo, openPage } from "./testing.mjs";

async function openMistakes(t, options) {
  const page = await openPage(t, demo, options);
  await page.getByRole("tab", { name: "Classic mistakes" }).click();
  await page.locator(".mistake:last-child .graph-words").waitFor();
  return page;
}

/** What Graph was seen to say of it, and what the package says. */
const cases = [
  [
    "users('me') as",
    /400 BadRequest.*'user@odata\.bind' field is missing/,
    /memberUserInvalid|bindUrlInvalid/,
  ],
  ["The role member", /400.*passed-in role 'member' is not supported/, /memberRoleUnknown/],
  ["An empty list of roles", /400.*at least one role/, /memberRolesMissing/],
  ["#EXT# not escaped", /400.*'user@odata\.bind' field is missing/, /bindUrlInvalid/],
  ["@odata.type left out", /400.*undeclared property 'user'/s, /memberTypeMissing/],
  ["odata.type without", /400.*must start with @/s, /memberTypeMissing|propertyUnknown/],
  ["An e-mail address", /404.*Failed to find users/, /user principal name|userPrincipalName/],
  ["A topic on", /400.*Setting topic is not allowed/, /topicNotAllowed/],
  ["An id in place", /400.*'user@odata\.bind' field is missing/, /bindUrlInvalid/],
  ["The host of", /400.*'user@odata\.bind' field is missing/, /bindUrlForeignHost/],
  ["A guest as owner", /403 Forbidden/, /polic/],
  ["Two apps", /400/, /installedAppsTooMany/],
  ["The signed-in user left", /400.*caller must be one of the members/, /callerNotMember/],
  ["The same person", /400.*Duplicate chat members/, /memberDuplicate/],
  ["Three people", /400.*requires 2 members/, /oneOnOneNeedsTwoMembers/],
  ["POST /me/chats", /405.*/, /knows the one path/],
];

test("each mistake shows Graph's own answer and ours, side by side", async (t) => {
  const page = await openMistakes(t);
  const titles = await page.locator(".mistake h3").allTextContents();
  assert.equal(titles.length, cases.length);
  for (const [index, [title, graphs, ours]] of cases.entries()) {
    const card = page.locator(".mistake").nth(index);
    assert.ok(titles[index].includes(title), titles[index]);
    assert.match(await card.locator(".graphs").textContent(), graphs, title);
    assert.match(await card.locator(".ours").textContent(), ours, title);
    const [left, right] = [
      await card.locator(".graphs").boundingBox(),
      await card.locator(".ours").boundingBox(),
    ];
    assert.ok(left.y === right.y && left.x < right.x, title);
  }
  const creations = callsTo(demo).filter(({ method, version }) => method === "POST" && version !== null);
  assert.ok(creations.length >= cases.length);
  assert.equal(demo.graph.chats.length, 0);
});

test("a mistake is opened where it can be corrected", async (t) => {
  const page = await openMistakes(t);
  await page.locator(".mistake").nth(7).getByRole("button", { name: "Fix it" }).click();
  await page.locator(".code-editor").waitFor();
  assert.equal(JSON.parse(await editorText(page)).topic, "Lunch");
  await page.locator(".json-editor").getByRole("button", { name: "Take the topic out" }).click();
  await page.locator(".standing").getByText("Ready").waitFor();
  assert.equal(JSON.parse(await editorText(page)).topic, undefined);
});

testEveryLook("classic mistakes", (t, options) => openMistakes(t, options), {
  all: async () => {},
  body: async (page) => {
    await page.getByText("What was sent: POST /chats").first().click();
  },
});
