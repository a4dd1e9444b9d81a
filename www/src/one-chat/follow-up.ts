/** What is asked about the chat of a call, once it has ended. */
import type { ClientOptions } from "msgraph-chats";
import type { Permission } from "../model/permissions.ts";
import type { Call, Sending } from "../model/sending.ts";

export interface FollowUpProps {
  call: Call;
  sending: Sending;
  /** What the client is given: for the call's own destination, with these permissions. */
  authFor: (call: Call, permissions: readonly Permission[]) => Promise<ClientOptions["auth"]>;
}
