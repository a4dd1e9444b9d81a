/** What is asked about the chat of a call, once it has ended. */
import type { ClientOptions } from "msgraph-chats";
import { clientFor } from "../model/client.ts";
import { lookFor } from "../model/follow-ups.ts";
import { type Permission, permissionsFor } from "../model/permissions.ts";
import type { Call, Sending } from "../model/sending.ts";

export interface FollowUpProps {
  call: Call;
  sending: Sending;
  /** What the client is given: for the call's own destination, with these permissions. */
  authFor: (call: Call, permissions: readonly Permission[]) => Promise<ClientOptions["auth"]>;
}

/** Looks for the chat of a call of which nobody knows whether it was made. */
export const startLook = ({ call, sending, authFor }: FollowUpProps) =>
  sending.follow(call, "look", async (signal) => {
    const { order, beganAt, beganMs, endedMs } = call;
    const client = clientFor(order.settings, await authFor(call, permissionsFor.read));
    const found = await lookFor(client, order.request, beganAt, signal);
    return { found, afterMs: performance.now() - (endedMs ?? beganMs) };
  });
