// Many chats that Graph installs an app in (202): their operations are asked, chats without ids are looked for.

import assert from "node:assert/strict";
import test from "node:test";
import {
  button,
  createAll,
  figure,
  groupLines,
  linesReady,
  numbersOf,
  paste,
  runTitled,
  showManyChats,
  viewOf,
} from "./many-lines.mjs";
import { demoOfFile, openPage } from "./testing.mjs";

const demo = demoOfFile();

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
  await showManyChats(page);
  const headers = { Location: "/teamsAsync/operations('17')" };
  demo.graph.fault({ match: { inner: true, path: "/chats" }, after: true, status: 202, headers });
  const says = (body, status = 200) =>
    demo.graph.fault({
      ...{ match: { method: "GET", pathPattern: "operations" }, times: "always", status },
      ...{ headers: { "Content-Type": "application/json" }, body },
    });
  const fault = says(...operation);
  await paste(page, list);
  await linesReady(page, 1);
  await viewOf(page).locator("summary", { hasText: "Lost answers and members" }).click();
  return { page, says, fault };
}

const look = (page) => viewOf(page).getByLabel("When an answer is lost").selectOption("look");
const said = () => demo.graph.chats.flatMap(({ messages }) => messages.map(({ body }) => body.content));
const error = { code: "Forbidden", message: "No." };

test("where the app cannot be installed and no chat is named, the group is looked for after that, and its message sent", async (t) => {
  const { page } = await openAccepted(t, [{ id: "17", status: "failed", error }]);
  await look(page);
  await createAll(page, 1, "All chats were created, 1 without the app");
  assert.match(
    await page.locator(".chat-table tbody tr").textContent(),
    /Add the app in Teams\..*It was there: found, not created again\..*The message was sent\./,
  );
  assert.deepEqual(said(), ["Hello"]);
});

test("a chat without an id is found on demand, and an operation that could not be read is asked again", async (t) => {
  const { page, says, fault } = await openAccepted(t, [{ error }, 403]);
  await createAll(page, 1, "All chats were created, 1 message not sent");
  await page
    .getByText(/^Of one chat it is not known whether the app is installed: .*Chat\.ReadBasic/)
    .waitFor();
  await page.getByText(/^Graph has not said the id of one chat: .* choose “Look for the group”/).waitFor();
  await look(page);
  await button(page, "Send 1 message").click();
  await runTitled(page, "All chats were created, Graph still installs 1 app");
  assert.deepEqual(said(), ["Hello"]);
  fault.remove();
  says({ id: "17", status: "succeeded" });
  await button(page, "Ask about 1 app").click();
  await runTitled(page, "All chats were created");
  assert.equal(await figure(page, "Messages"), "1 of 1");
  assert.deepEqual(said(), ["Hello"]);
});

test("where the operation fails and nobody looks, the group may exist, and is found on demand", async (t) => {
  const { page } = await openAccepted(t, [{ id: "17", status: "failed", error }]);
  await createAll(page, 1, "Not all chats were created");
  const { created, mayExist } = await numbersOf(page);
  assert.deepEqual([created, mayExist], [0, 1]);
  await page.locator(".chat-table").getByText("A chat may exist: look before creating it again.").waitFor();
  await button(page, "Look for it").click();
  await runTitled(page, "All chats were created, 1 without the app");
  assert.deepEqual(said(), ["Hello"]);
});

test("a batch that is refused as a whole, in whatever words, stops the run, and its lines wait", async (t) => {
  const page = await openPage(t, demo);
  await showManyChats(page);
  const refusal = { status: 403, headers: { "Content-Type": "application/json" } };
  demo.graph.fault({ match: { path: "/$batch" }, times: "always", ...refusal, body: { error } });
  await paste(page, groupLines(5));
  await createAll(page, 5, "Stopped");
  const { failed, waiting } = await numbersOf(page);
  assert.deepEqual([failed, waiting], [0, 5]);
  await page.locator(".stop-reason").waitFor();
});
