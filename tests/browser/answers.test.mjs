// What the page shows of answers: errors with hint and ids, retries, operations, and cancelling.

import assert from "node:assert/strict";
import test from "node:test";
import * as form from "./entering.mjs";
import { callsTo, demo, openPage } from "./testing.mjs";

const certain = /It is certain that no chat was created\./;
const mayExist = /A chat may exist: look for it before creating it again\./;
const mayExistOfTwo = /A chat may exist\. Creating it again is safe: Graph gives the one that the two have\./;

const lastCreation = () => callsTo(demo).findLast(({ method }) => method === "POST");
const announced = (page) => page.locator(".results > [role=status]").textContent();

const attemptsOf = (page) => page.getByRole("list", { name: "Attempts" });

/** The value beside a name in the list of an answer. */
const detail = (answer, name) =>
  answer
    .locator(".details > div")
    .filter({ has: answer.page().getByText(name, { exact: true }) })
    .locator("dd");

test("a refusal shows what it means, what to do, and the ids to tell support", async (t) => {
  const page = await form.openExample(t, demo, "Group Three");
  await form.chooseToken(page, "The caller has no Teams licence");
  const answer = await form.create(page, "Graph refused");
  const { requestId, headers, answered } = lastCreation();
  assert.equal(answered.status, 403);
  assert.equal(headers.authorization, "Bearer standin-no-licence");
  const text = await answer.textContent();
  assert.match(text, certain);
  assert.match(text, /The caller has no licence for Teams/);
  assert.equal(await detail(answer, "Kind").textContent(), "graph");
  assert.equal(await detail(answer, "Status").textContent(), "403");
  assert.equal(await detail(answer, "Code").textContent(), "Forbidden");
  assert.equal(await detail(answer, "Request id").textContent(), requestId);
  assert.equal(await detail(answer, "Client request id").textContent(), headers["client-request-id"]);
  const docs = answer.getByRole("link", { name: "Documentation" });
  assert.match(await docs.getAttribute("href"), /^https:\/\/learn\.microsoft\.com\//);
  assert.match(await announced(page), /Graph refused\. It is certain/);

  const graphMessage = answer.getByText("Failed to get license information for the user.");
  assert.equal(await graphMessage.isVisible(), true);
  assert.equal(demo.graph.chats.length, 0);
});

test("each token of the menu gets its answer", async (t) => {
  const page = await form.openExample(t, demo, "One-on-one");
  const cases = [
    ["Delegated permission missing", 403, /delegated token lacks a permission: Chat\.Create/],
    ["Application permission missing", 403, /application's token lacks a permission/],
    ["For another API or cloud", 401, /for another API or another cloud/],
    ["Expired", 401, /expired/],
    ["Claims challenge", 401, /Graph/],
    ["Of an application, without a user", 412, /use a delegated token/],
    ["Of a user who is not among the members", 400, /the signed-in user must be among the members/],
  ];
  for (const [title, status, hint] of cases) {
    await form.chooseToken(page, title);
    const answer = await form.create(page, "Graph refused");
    assert.equal(await detail(answer, "Request id").textContent(), lastCreation().requestId, title);
    assert.equal(await detail(answer, "Status").textContent(), String(status), title);
    assert.match(await answer.textContent(), hint, title);
    assert.match(await answer.textContent(), certain, title);
  }
  const menu = await page.getByLabel("The token is").locator("option").allTextContents();
  assert.deepEqual(
    menu.filter((title) => !cases.some(([known]) => known === title)),
    ["Any text: may create chats", "The caller has no Teams licence", "May create chats, but not read them"],
  );
});

test("an unknown outcome is called one, however it came about", async (t) => {
  const page = await form.openExample(t, demo, "Group Three");
  let send = () => form.createButton(page).click();
  for (const [preset, title, status, chats] of [
    ["Creates the chat, but answers 504 once", "Graph failed", "504", 1],
    ["Creates the chat, then hangs up once", "The answer broke off", null, 2],
    ["A gateway’s HTML page, once", "Graph failed", "502", 2],
  ]) {
    await form.choosePreset(page, preset);
    await send(page);
    const answer = await form.answerTitled(page, title);
    assert.match(await answer.textContent(), mayExist, preset);
    if (status) assert.equal(await detail(answer, "Status").textContent(), status);
    assert.equal(demo.graph.chats.length, chats, preset);
    send = form.createAgain;
  }
});

test("of two people, creating again is called safe", async (t) => {
  const page = await form.openExample(t, demo, "One-on-one");
  const atOnce = { headers: { "Retry-After": "0" } };
  demo.graph.fault({ match: { path: "/chats" }, status: 504, after: true, times: 4, ...atOnce });
  demo.graph.fault({ status: 403 });
  assert.match(await (await form.create(page, "Graph failed")).textContent(), mayExistOfTwo);
});

test("attempts are listed, and the last one makes the chat", async (t) => {
  const page = await form.openExample(t, demo, "Group Three");
  const atOnce = { headers: { "Retry-After": "0" } };
  demo.graph.fault({ answer: "tooManyRequests", ...atOnce });
  demo.graph.fault({ status: 503, ...atOnce });
  const answer = await form.create(page, "The chat was created");
  const attempts = await attemptsOf(page).locator("strong").allTextContents();
  assert.deepEqual(
    attempts.map((text) => text.replace(/after [\d.]+ m?s/, "after a while")),
    ["429 after a while, next at once", "503 after a while, next at once", "201 after a while"],
  );
  const ids = callsTo(demo).map(({ requestId }) => requestId);
  await attemptsOf(page).getByText("Headers").first().click();
  const headers = await attemptsOf(page).getByRole("listitem").first().locator("dl").textContent();
  assert.ok(headers.includes(ids[0]) && headers.includes("retry-after0"), headers);
  assert.match(await answer.locator(".facts").textContent(), /^201\d+ ms|^201\d+ s/);
  assert.equal(demo.graph.chats.length, 1);
});

test("cancelled between two attempts, it is certain that there is no chat", async (t) => {
  const page = await form.openExample(t, demo, "Group Three");
  demo.graph.fault({ answer: "tooManyRequests", headers: { "Retry-After": "100" } });
  await form.create(page, "Creating the chat…");
  await attemptsOf(page)
    .getByText(/^429 after \d+ ms, next in 100\.0 s$/)
    .waitFor();
  await form.createButton(page).press("Enter");
  await page.getByRole("button", { name: "Cancel" }).click();
  const answer = await form.answerTitled(page, "Cancelled");
  assert.match(await answer.textContent(), certain);
  assert.equal(callsTo(demo).length, 1);
  assert.equal(await page.getByRole("button", { name: "Cancel" }).count(), 0);
});

test("cancelled while Graph works, a chat may exist", async (t) => {
  const page = await form.openExample(t, demo, "Group Three");
  demo.graph.fault({ hold: "working", after: true });
  await form.createButton(page).click();
  await demo.graph.held("working");
  await page.getByRole("button", { name: "Cancel" }).click();
  const answer = await form.answerTitled(page, "Cancelled");
  assert.match(await answer.textContent(), mayExist);
  demo.graph.release("working");
  await form.createAgain(page);
  await form.answerTitled(page, "The chat was created");
});

test("after a 202 the operation can be waited for", async (t) => {
  const page = await openPage(t, demo);
  demo.graph.configure({ operationStatuses: ["succeeded"] });
  await form.loadExample(page, "With an installed app");
  const accepted = await form.create(page, "Graph accepted the request");
  assert.ok((await detail(accepted, "Operation").textContent()).startsWith("/chats('19:"));
  await accepted.getByRole("button", { name: "Wait for the operation" }).click();
  const ended = await form.answerTitled(page, "The operation succeeded");
  assert.equal(await detail(ended, "Status").textContent(), "succeeded");
  const [chat] = demo.graph.chats;
  assert.ok((await detail(ended, "Chat id").textContent()).includes(chat.id));
  assert.equal(demo.graph.operations[0].polls, 1);
});

test("an operation that failed is no reason to wait again", async (t) => {
  const page = await form.openExample(t, demo, "With an installed app");
  await form.choosePreset(page, "The app cannot be installed");
  await form.createButton(page).click();
  await page.getByRole("button", { name: "Wait for the operation" }).click();
  const answer = await form.answerTitled(page, "The operation failed");
  assert.match(await answer.textContent(), mayExistOfTwo);
  assert.ok((await answer.textContent()).includes(demo.graph.chats[0].id));
  assert.equal(await answer.getByRole("button", { name: "Wait for the operation" }).count(), 0);
});

test("waiting without the permission to read says so, and can be taken up again", async (t) => {
  const page = await form.openExample(t, demo, "With an installed app");
  await form.chooseToken(page, "May create chats, but not read them");
  await form.createButton(page).click();
  await page.getByRole("button", { name: "Wait for the operation" }).click();
  const answer = await form.answerTitled(page, "Graph refused");
  assert.match(await answer.textContent(), /needs more than Chat\.Create: Chat\.ReadBasic/);
  assert.equal(await answer.getByRole("button", { name: "Wait for the operation" }).count(), 1);
});

test("a token that cannot be one is refused before anything is sent", async (t) => {
  const page = await form.openExample(t, demo, "One-on-one");
  await form.open(page, "Sending");
  await page.getByLabel("Access token").fill("two words");
  const answer = await form.create(page, "The token cannot be used");
  assert.match(await answer.textContent(), certain);
  assert.ok(!(await page.content()).includes("two words"));
  assert.equal(demo.graph.requests.length, 0);
});
