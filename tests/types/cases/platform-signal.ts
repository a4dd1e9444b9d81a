// With the DOM or with Node: signals are real ones, in both directions.

import { ChatsClient, type TokenContext } from "msgraph-chats";

const forward = async ({ signal }: TokenContext): Promise<string> => {
  const real: AbortSignal | undefined = signal;
  real?.throwIfAborted();
  return (await fetch("https://example.com", { ...(real && { signal: real }) })).text();
};
const client = new ChatsClient({ auth: forward });

const getToken = async (_: unknown, { abortSignal: signal }: { abortSignal?: AbortSignal } = {}) => ({
  token: await forward(signal ? { signal } : {}),
});
new ChatsClient({ auth: { getToken } });

const controller = new AbortController();
const request = { chatType: "group", members: ["a"] } as const;
client.createChat(request, { signal: controller.signal });
client.createChat(request, { signal: AbortSignal.any([controller.signal, AbortSignal.timeout(60_000)]) });
client.createChats([request], { signal: controller.signal });
client.waitForOperation({ location: "/chats('x')/operations('y')" }, { signal: AbortSignal.timeout(60_000) });
