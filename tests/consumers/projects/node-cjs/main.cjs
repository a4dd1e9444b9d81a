const { buildChat, ChatError, ChatsClient, validateChat } = require("msgraph-chats");

async function main() {
  const { scenario } = await import("./scenario.mjs");
  const outcome = await scenario({ buildChat, ChatError, ChatsClient, validateChat }, process.argv[2]);
  // A dependency may have imported the other copy of the package: its errors are ChatErrors here too.
  const other = await import("msgraph-chats");
  const error = new other.ChatError({ kind: "usage", message: "of the other copy" });
  if (other.ChatError === ChatError || !(error instanceof ChatError))
    throw new Error("instanceof across copies");
  console.log(JSON.stringify(outcome));
}

main();
