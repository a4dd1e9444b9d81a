// The options of the command as the package takes them.

import { ChatsClient, type ClientOptions, isChatError, validateChat } from "msgraph-chats";
import { CommandError } from "./command-error.ts";

const flags: Readonly<Record<string, string>> = {
  baseUrl: "--base-url",
  caller: "--caller",
  timeoutMs: "--timeout-ms",
  maxAttempts: "--max-attempts",
  maxRetryAfterMs: "--max-retry-after-ms",
  apiVersion: "--api-version",
  user: "--user",
};

/** What checking and building need. */
export type GraphOptions = Pick<ClientOptions, "cloud" | "apiVersion" | "baseUrl" | "caller">;

/** Throws CommandError for what the package refuses. */
export function clientOptions({ cloud, apiVersion, baseUrl, caller }: GraphOptions): GraphOptions {
  const options = { cloud, apiVersion, baseUrl, caller };
  createClient({ ...options, auth: "none" });
  return options;
}

/** Throws CommandError for a `--user` that the package would refuse, when outcomes are on the disk already. */
export function checkUser(user: string | undefined): void {
  if (user === undefined) return;
  const issues = validateChat({ chatType: "group", members: [user.trim()] });
  if (issues.some(({ path, severity }) => path.startsWith("/members/") && severity === "error")) {
    throw new CommandError("--user must be an object id or userPrincipalName.");
  }
}

/** A client, or a CommandError in the command's own words. */
export function createClient(options: ClientOptions): ChatsClient {
  try {
    return new ChatsClient(options);
  } catch (error) {
    if (!isChatError(error)) throw error;
    throw new CommandError(error.message.replace(/^\w+|\b[a-z]+[A-Z]\w*/g, (word) => flags[word] ?? word));
  }
}
