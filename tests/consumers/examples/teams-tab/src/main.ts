import { app, chat } from "@microsoft/teams-js";
import { ChatsClient, isChatError } from "msgraph-chats";
import { token } from "./token.js";

const supportUser = "support@contoso.com";

await app.initialize();
const { user } = await app.getContext();
const caller = user?.id ?? "";
const client = new ChatsClient({ auth: token, caller });

document.querySelector("button")?.addEventListener("click", async () => {
  try {
    // Creating a one-on-one chat that exists gives the existing one.
    await client.createChat({ chatType: "oneOnOne", members: [caller, supportUser] });
    if (chat.isSupported()) await chat.openChat({ user: supportUser });
  } catch (error) {
    if (!isChatError(error)) throw error;
    const output = document.querySelector("output");
    if (output) output.textContent = error.hint ?? error.message;
  }
});
