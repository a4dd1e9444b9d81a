// The table in docs/answers.md: what Graph was seen to answer, and what the built package says about it.

import { answers } from "../../tests/standin/answers.mjs";

/** What stands in Graph's texts where the local Graph fills something in. */
const details = { annotationWithoutAt: { name: "odata.type" }, undeclaredWithAnnotations: { name: "user" } };

/** Statuses that are explained whatever the text is. */
const whatever = [401, 413];

const chat = { chatType: "oneOnOne", members: ["adele@contoso.com", "alex@contoso.com"] };

/** What is refused by answers that no creation gets. */
const calls = {
  createChat: (client) => client.createChat(chat),
  async addMembers(client) {
    for await (const { error } of client.addMembers("19:chat@thread.v2", chat.members)) throw error;
  },
  sendMessage: (client) => client.sendMessage("19:chat@thread.v2", { content: "Hello" }),
};
const callOf = {
  newMemberWithoutRole: "addMembers",
  rosterFixed: "addMembers",
  memberAddBlocked: "addMembers",
  importOnly: "sendMessage",
};

/** The rows of answers, by their status, as Markdown. */
export async function answersTable() {
  const { ChatsClient } = await import("../../pkg/index.js");
  const seen = Object.entries(answers)
    .filter(([key, { seen }]) => seen && !key.startsWith("batch"))
    .map(([key, { status, message, innerMessage }]) => {
      const text = message(details[key] ?? {});
      return {
        status,
        text,
        inner: innerMessage,
        call: callOf[key],
        said: innerMessage ? `${text} (inside: ${innerMessage})` : text,
      };
    });
  const rows = [...seen, ...whatever.map((status) => ({ status, text: null }))];
  rows.sort((a, b) => a.status - b.status);
  const lines = [];
  for (const { status, text, inner, said, call = "createChat" } of rows) {
    const client = new ChatsClient({ auth: "token", maxAttempts: 1 });
    const { hint, docsUrl } = await refusal(
      () => calls[call](client),
      status,
      text ?? "Something else.",
      inner,
    );
    if (hint === null) continue;
    const others = rows.filter((row) => row.status === status).length > 1;
    lines.push(
      `| ${status} | ${cell(said ?? (others ? "anything else" : "anything"))} | ${cell(hint)} [Page](${docsUrl}) |`,
    );
  }
  return ["| status | Graph says | what it means, and what to do |", "| --- | --- | --- |", ...lines].join(
    "\n",
  );
}

/** The error that this answer makes of a call. */
async function refusal(call, status, message, innerMessage) {
  const { fetch } = globalThis;
  const body = JSON.stringify({
    error: { code: "BadRequest", message, innerError: { message: innerMessage } },
  });
  globalThis.fetch = async () => new Response(body, { status });
  try {
    await call();
  } catch (error) {
    return error;
  } finally {
    globalThis.fetch = fetch;
  }
  throw new Error(`${status} is no failure.`);
}

/** On one line, and with what Markdown would read as HTML or as a column escaped. */
const cell = (text) => text.replace(/\s+/g, " ").trim().replaceAll("|", "\\|").replaceAll("<", "&lt;");
