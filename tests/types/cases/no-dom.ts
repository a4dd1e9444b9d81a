// Without the DOM and without Node: signals are structural.

import { type AbortSignalLike, ChatsClient, type TokenContext } from "msgraph-chats";

class OwnSignal {
  readonly aborted = false;
  addEventListener(_type: "abort", listener: () => void): void {
    listener();
  }
  removeEventListener(): void {}
}
const signal: AbortSignalLike = new OwnSignal();
new ChatsClient({ auth: "token" }).createChat({ chatType: "group", members: ["a"] }, { signal });

/** What a provider is given is no less than that. */
export const aborted = ({ signal }: TokenContext): boolean | undefined => signal?.aborted;

// @ts-expect-error Cannot find name 'AbortController'
new AbortController();
