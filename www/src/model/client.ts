/** The package's client, as the settings want it. */
import { ChatsClient, type ClientOptions } from "msgraph-chats";
import { baseUrlOf, graphOptionsOf, type Settings } from "./settings.ts";

export function clientFor(settings: Settings, auth: ClientOptions["auth"]): ChatsClient {
  return new ChatsClient({ ...graphOptionsOf(settings), ...baseUrlOf(settings), auth });
}
