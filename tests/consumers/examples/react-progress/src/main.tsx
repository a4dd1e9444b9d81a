import { ChatsClient } from "msgraph-chats";
import { createRoot } from "react-dom/client";
import { CreateChat } from "./create-chat.js";

// The address of a stand-in may be in the page's own; without it the chat is created at Graph.
const baseUrl = new URLSearchParams(location.search).get("graph");
const client = new ChatsClient({ auth: () => "a-token", ...(baseUrl && { baseUrl }) });
const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <CreateChat
      client={client}
      request={{ chatType: "oneOnOne", members: ["ada@contoso.com", "grace@contoso.com"] }}
    />,
  );
}
