// A server component that checks a request, and a client component that creates a chat.

import { validateChat } from "msgraph-chats";
import { Chat } from "./chat.js";

export default function Page() {
  const issues = validateChat({ chatType: "group" });
  return (
    <main>
      <p id="issues">{issues.map(({ code }) => code).join(" ")}</p>
      <Chat />
    </main>
  );
}
