// The options of the command as the package takes them.

import { ChatsClient, isChatError } from "msgraph-chats";
import { CommandError } from "./command-error.js";

const flags = {
  baseUrl: "--base-url",
  caller: "--caller",
  timeoutMs: "--timeout-ms",
  maxAttempts: "--max-attempts",
  maxRetryAfterMs: "--max-retry-after-ms",
};

/** What checking and building need. Throws CommandError for what the package refuses. */
export function clientOptions({ cloud, apiVersion, baseUrl, caller }) {
  const options = { cloud, apiVersion, baseUrl, caller };
  createClient({ ...options, auth: "none" });
  return options;
}

/** A client, or a CommandError in the command's own words. */
export function createClient(options) {
  try {
    return new ChatsClient(options);
  } catch (error) {
    if (!isChatError(error)) throw error;
    throw new CommandError(
      error.message.replace(/\b(\w+)\b/g, (word) => (Object.hasOwn(flags, word) ? flags[word] : word)),
    );
  }
}
