// What a run leaves, and what the page says and offers of it: answers that are not Graph's, refusals beside which something
// else is left, chats that turn out not to be there.

import assert from "node:assert/strict";
import test from "node:test";
import * as many from "./many-lines.mjs";
import { demo } from "./testing.mjs";

const refusal = { status: 400, headers: { "Content-Type": "application/json" } };
const error = { code: "BadRequest", message: "No." };
const app = "05F59CEC-A742-4A50-A62E-202A57E478A4";
const two = "adele@contoso.com;alex@contoso.com";
const toMessages = { method: "POST", pathPattern: "/messages" };

const said = () => demo.graph.chats.flatMap(({ messages }) => messages.map(({ body }) => body.content));
const callsOf = (method, pattern) =>
  demo.graph.requests.filter((request) => request.method === method && pattern.test(request.path)).length;

for (const [title, answer] of [
  ["a sign-in page", { status: 200, headers: { "Content-Type": "text/html" }, body: "<p>Sign in</p>" }],
  ["a redirect", { status: 302, headers: { Location: "/sign-in" }, body: "" }],
]) {
  test(`${title} in place of Graph ends the run: what had left may exist, the rest waits`, async (t) => {
    const page = await many.openManyChats(t, demo);
    await many.takeAll(page);
    const fault = demo.graph.fault({ match: { path: "/$batch" }, times: "always", ...answer });
    await many.paste(page, many.groupLines(200));
    await many.createAll(page, 200, "Stopped");
    assert.match(
      await page.locator(".stop-reason").textContent(),
      /The answers are not Graph's: check the base URL, a proxy, a sign-in\./,
    );
    const { created, failed, mayExist, waiting } = await many.numbersOf(page);
    assert.deepEqual([created, failed, mayExist + waiting], [0, 0, 200]);
    assert.ok(mayExist > 0 && mayExist <= 60, String(mayExist));
    fault.remove();
    await many.button(page, "Continue").click();
    await many.runTitled(page, "Not all chats were created");
    assert.equal(demo.graph.chats.length, waiting);
    assert.deepEqual(many.countsOfChats(demo), [1]);
  });
}

test("apps are asked about, and messages sent, beside lines that Graph refused, which are not sent again", async (t) => {
  const page = await many.openManyChats(t, demo);
  demo.graph.fault({ match: { inner: true, path: "/chats" }, ...refusal, body: { error } });
  const headers = { Location: "/chats('19:none@thread.v2')/operations('17')" };
  demo.graph.fault({ match: { inner: true, path: "/chats" }, status: 202, headers });
  await many.paste(
    page,
    `chatType,topic,members,installedApp\ngroup,Team,${two},\ngroup,With app,${two},${app}\n`,
  );
  await many.createAll(page, 2, "Not all chats were created");
  await many.button(page, "Try 1 chat again").waitFor();
  const json = { "Content-Type": "application/json" };
  const body = { id: "17", status: "failed", error };
  demo.graph.fault({ match: { method: "GET", pathPattern: "operations" }, status: 200, headers: json, body });
  const batches = callsOf("POST", /batch$/);
  // Half a minute lies before an operation is asked.
  await page.clock.install();
  await many.button(page, "Ask about 1 app").click();
  await many.runTitled(page, "Following up");
  await page.clock.runFor(60_000);
  await page.locator(".chat-table").getByText("Add the app in Teams.").waitFor();
  assert.equal(callsOf("POST", /batch$/), batches);
  await many.button(page, "Try 1 chat again").waitFor();
  assert.equal(await many.button(page, "Ask about 1 app").count(), 0);
});

test("a message that Graph refused is sent again with a tick alone, when its list is given once more", async (t) => {
  const page = await many.openManyChats(t, demo);
  demo.graph.fault({ match: toMessages, ...refusal, body: { error } });
  const list = `chatType,topic,members,message\ngroup,Team,${two},Hello\n`;
  await many.paste(page, list);
  await many.createAll(page, 1, "All chats were created, 1 message not sent");
  await many.newList(page);
  await many.paste(page, list);
  await many.lines(page, 1, "created before");
  await page.getByText("Nothing to send").waitFor();
  await page.getByLabel("Send again what Graph refused").check();
  await many.button(page, "Send 1 message").click();
  await many.runTitled(page, "All chats were created");
  assert.deepEqual(said(), ["Hello"]);
});

test("of a chat of two that may exist it is said that creating it again is safe", async (t) => {
  const page = await many.openManyChats(t, demo);
  const atOnce = { headers: { "Retry-After": "0" } };
  demo.graph.fault({ match: { inner: true, path: "/chats" }, status: 504, times: 4, ...atOnce });
  await many.paste(page, `members\n${two}\n`);
  await many.startButton(page, 1).click();
  const row = page.locator(".chat-table tbody tr");
  await row.getByText("A chat may exist. Creating it again is safe").waitFor();
  assert.doesNotMatch(await row.textContent(), /look before|Creating this chat/);
  await many.button(page, "Continue").click();
  await many.runTitled(page, "All chats were created");
  assert.equal(demo.graph.chats.length, 1);
});

test("a file that is no list is not called too long", async (t) => {
  const page = await many.openManyChats(t, demo);
  await many.giveFile(page, "chats.xlsx", "PK\u0003\u0004\0\0");
  await page.getByText("The list is a workbook (.xlsx, .ods) or another archive").waitFor();
  assert.equal(await page.locator(".long-list").textContent(), "chats.xlsx, 1 kB");
});

test("a chat of an earlier run that turns out not to be there, once its app could not be installed, may exist", async (t) => {
  const page = await many.openManyChats(t, demo);
  const json = { "Content-Type": "application/json" };
  const headers = { Location: "/chats('19:none@thread.v2')/operations('17')" };
  demo.graph.fault({ match: { inner: true, path: "/chats" }, status: 202, headers });
  const body = { id: "17", status: "failed", error };
  demo.graph.fault({ match: { method: "GET", pathPattern: "operations" }, status: 200, headers: json, body });
  // Who may not send is told so before Graph looks for the chat.
  demo.graph.fault({ match: toMessages, status: 403, headers: json, body: { error } });
  await many.paste(page, `chatType,topic,members,installedApp,message\ngroup,Team,${two},${app},Hello\n`);
  await many.linesReady(page, 1);
  // Half a minute lies before an operation is asked.
  await page.clock.install();
  await many.startButton(page, 1).click();
  await many.runTitled(page, "Following up");
  await page.clock.runFor(60_000);
  await many.runTitled(page, "All chats were created, 1 message not sent");
  await many.button(page, "Send 1 message").click();
  await many.runTitled(page, "Not all chats were created");
  const { created, mayExist } = await many.numbersOf(page);
  assert.deepEqual([created, mayExist], [0, 1]);
  await many.button(page, "Look for it").waitFor();
});
