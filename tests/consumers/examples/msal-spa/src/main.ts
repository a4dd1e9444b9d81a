import { ChatsClient, isChatError, type OneOnOneChatRequest, validateChat } from "msgraph-chats";
import { signIn, token } from "./token.js";

const form = document.querySelector("form");
const output = document.querySelector("output");

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const other = String(new FormData(form).get("user"));
  const caller = await signIn();
  const request: OneOnOneChatRequest = { chatType: "oneOnOne", members: [caller, other] };
  const [issue] = validateChat(request, { caller });
  show(issue ? issue.message : await create(request, caller));
});

async function create(request: OneOnOneChatRequest, caller: string): Promise<string> {
  const client = new ChatsClient({ auth: token, caller });
  try {
    const created = await client.createChat(request);
    return created.status === "created" ? `Created: ${created.chat.webUrl ?? created.chat.id}` : "Accepted";
  } catch (error) {
    if (!isChatError(error)) throw error;
    return error.hint ?? error.message;
  }
}

function show(text: string) {
  if (output) output.textContent = text;
}
