import { buildChat, ChatError, ChatsClient, validateChat } from "msgraph-chats";
import { scenario } from "../scenario.mjs";

/** A page has the address of the local Graph in its own, a script has it as an argument. */
const graphUrl = globalThis.location
  ? new URLSearchParams(globalThis.location.search).get("graph")
  : process.argv[2];
globalThis.outcome = scenario({ buildChat, ChatError, ChatsClient, validateChat }, graphUrl);
if (!globalThis.location) {
  globalThis.outcome.then((outcome) => console.log(JSON.stringify(outcome)));
}
