// What every project does with the package; the tests copy it in beside each project's own code and compare what it gives.

/** Checks, builds and sends a chat, has one refused, and sends several. */
export async function scenario({ buildChat, ChatError, ChatsClient, validateChat }, graphUrl) {
  const request = {
    chatType: "oneOnOne",
    members: ["ada@contoso.com", { user: "grace@contoso.com", role: "owner" }],
  };
  const issues = validateChat({ ...request, topic: "Only groups have one" });
  const client = new ChatsClient({ auth: async () => "a-token", baseUrl: graphUrl });
  const created = await client.createChat(request);
  const refusal = await client
    .createChat({ chatType: "oneOnOne", members: ["ada@contoso.com", "nobody@contoso.com"] })
    .catch((error) => error);
  const several = [];
  for await (const { index, status } of client.createChats([
    request,
    { chatType: "group", topic: "Several", members: ["ada@contoso.com", "alex@contoso.com"] },
  ])) {
    several.push(`${index} ${status}`);
  }
  return {
    issues: issues.map(({ code, path }) => `${code} ${path}`),
    binds: buildChat(request).members.map((member) => member["user@odata.bind"]),
    status: created.status,
    chatId: created.chat?.id,
    refused: refusal instanceof ChatError && `${refusal.kind} ${refusal.status} ${refusal.outcome}`,
    several: several.sort(),
    names: [ChatError.name, ChatsClient.name, refusal.name],
  };
}

/** A page has the address of the local Graph in its own, and leaves the outcome; a script has it as an argument, and prints it. */
export function leave(work) {
  if (globalThis.document) globalThis.outcome = work(new URLSearchParams(location.search).get("graph"));
  else work(globalThis.process.argv[2]).then((outcome) => console.log(JSON.stringify(outcome)));
}
