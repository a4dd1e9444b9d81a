// Many chats that Graph installs an app in (202): their operations are asked, chats without ids are looked for.

import assert from "node:assert/strict";
import test from "node:test";
import * as many from "./many-lines.mjs";
import { demo, openPage } from "./testing.mjs";

const list = [
  "chatType,topic,members,installedApp,message",
  "group,Team,adele@contoso.com;alex@contoso.com,05F59CEC-A742-4A50-A62E-202A57E478A4,Hello",
].join("\n");

/** Half a minute lies before an operation is asked, the first wait within ten minutes: here, nothing. */
const hurried = (context) =>
  context.addInitScript(() => {
    const later = globalThis.setTimeout;
    let before;
    globalThis.setTimeout = (work, ms, ...more) => {
      const isBeforeAsking = before === 600_000 && ms === 30_000;
      before = ms;
      return later(work, isBeforeAsking ? 0 : ms, ...more);
    };
  });

/** The list, whose chat Graph takes over without saying its id; `operation` is what its operation says. */
async function openAccepted(t, operation) {
  const page = await openPage(t, demo, {}, [], hurried);
  await many.showManyChats(page);
  const headers = { Location: "/teamsAsync/operations('17')" };
  demo.graph.fault({ match: { inner: true, path: "/chats" }, after: true, status: 202, headers });
  const says = (body, status = 200) =>
    demo.graph.fault({
      ...{ match: { method: "GET", pathPattern: "operations" }, times: "always", status },
      ...{ headers: { "Content-Type": "application/json" }, body },
    });
  const fault = says(...operation);
  await many.paste(page, list);
  await many.linesReady(page, 1);
  await many.viewOf(page).locator("summary", { hasText: "Lost answers and members" }).click();
  return { page, says, fault };
}

const look = (page) => many.viewOf(page).getByLabel("When an answer is lost").selectOption("look");
const said = () => demo.graph.chats.flatMap(({ messages }) => messages.map(({ body }) => body.content));
const error = { code: "Forbidden", message: "No." };

test("where the app cannot be installed and no chat is named, the group is looked for after that, and its message sent", async (t) => {
  const { page } = await openAccepted(t, [{ id: "17", status: "failed", error }]);
  await look(page);
  await many.createAll(page, 1, "All chats were created, 1 without the app");
  assert.match(
    await page.locator(".chat-table tbody tr").textContent(),
    /Add the app in Teams\..*Found in the list of chats: not created again\..*The message was sent\./,
  );
  assert.deepEqual(said(), ["Hello"]);
});

test("a chat without an id is found on demand, and an operation that could not be read is asked again", async (t) => {
  const { page, says, fault } = await openAccepted(t, [{ error }, 403]);
  await many.createAll(page, 1, "All chats were created, 1 message not sent");
  await page
    .getByText(/^For one chat it is not known whether the app is installed: .*Chat\.ReadBasic/)
    .waitFor();
  await page.getByText(/^Graph has not given the id of one chat: .* choose “Look for the group”/).waitFor();
  await look(page);
  await many.button(page, "Send 1 message").click();
  await many.runTitled(page, "All chats were created, Graph still installs 1 app");
  assert.deepEqual(said(), ["Hello"]);
  fault.remove();
  says({ id: "17", status: "succeeded" });
  await many.button(page, "Ask about 1 app").click();
  await many.runTitled(page, "All chats were created");
  assert.equal(await many.figure(page, "Messages"), "1 of 1");
  assert.deepEqual(said(), ["Hello"]);
});

test("where the operation fails and nobody looks, the group may exist, and is found on demand", async (t) => {
  const { page } = await openAccepted(t, [{ id: "17", status: "failed", error }]);
  await many.createAll(page, 1, "Not all chats were created");
  const { created, mayExist } = await many.numbersOf(page);
  assert.deepEqual([created, mayExist], [0, 1]);
  await page
    .locator(".chat-table")
    .getByText("A chat may exist: look for it before creating it again.")
    .waitFor();
  await many.button(page, "Look for it").click();
  await many.runTitled(page, "All chats were created, 1 without the app");
  assert.deepEqual(said(), ["Hello"]);
});

test("a batch that is refused as a whole, in whatever words, stops the run, and its lines wait", async (t) => {
  const page = await openPage(t, demo);
  await many.showManyChats(page);
  const refusal = { status: 403, headers: { "Content-Type": "application/json" } };
  demo.graph.fault({ match: { path: "/$batch" }, times: "always", ...refusal, body: { error } });
  await many.paste(page, many.groupLines(5));
  await many.createAll(page, 5, "Stopped");
  const { failed, waiting } = await many.numbersOf(page);
  assert.deepEqual([failed, waiting], [0, 5]);
  await page.locator(".stop-reason").waitFor();
});
