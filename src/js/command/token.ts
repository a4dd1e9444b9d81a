// Where the token comes from. It is kept here and handed to the client; nothing else sees it.

import { spawn } from "node:child_process";
import type { Cloud, TokenContext } from "msgraph-chats";
import { CommandError, codeOf, exitCodes } from "./command-error.ts";
import { doubtOf, tokenOf } from "./token-text.ts";

/** A token command that prints more than this prints no token. */
const longestOutput = 1024 * 1024;

export interface TokenSource {
  /** What ChatsClient takes. */
  readonly auth: string | ((context: TokenContext) => string | Promise<string>);
  /** Has the token before anything is sent. */
  first(signal: AbortSignal): Promise<string>;
  /** Forgets a token that Graph no longer takes. */
  refused(used: string): void;
  /** Has another one, or null. */
  renewed(used: string): Promise<string | null>;
}

function printed(
  command: string,
  { claims, signal }: { claims?: string | undefined; signal?: AbortSignal | undefined },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new CommandError(`The token command ${why}.`, exitCodes.stopped));
    const child = spawn(command, {
      shell: true,
      // Its own complaints are for the user, e.g. to sign in again.
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, ...(claims !== undefined && { GRAPH_CLAIMS: claims }) },
      ...(signal && { signal }),
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (output.length <= longestOutput) output += text;
    });
    child.on("error", (error) =>
      fail(codeOf(error) === "ABORT_ERR" ? "was interrupted" : "could not be run"),
    );
    child.on("close", (code, killedBy) => {
      if (code !== 0) fail(code === null ? `was ended by ${killedBy}` : `failed with exit code ${code}`);
      else if (output.trim() === "") fail("printed nothing");
      else if (output.length > longestOutput) fail("printed too much");
      else resolve(output);
    });
  });
}

/** The token of `GRAPH_TOKEN`, or the command's. Throws CommandError. */
export function tokenSource(
  { tokenCommand }: { tokenCommand?: string | undefined },
  environment: NodeJS.ProcessEnv,
): TokenSource {
  const given = environment.GRAPH_TOKEN?.trim();
  if (given && tokenCommand !== undefined) {
    throw new CommandError("Both GRAPH_TOKEN and --token-command are given: leave one out.");
  }
  if (given) {
    const token = tokenOf(given, "The token in GRAPH_TOKEN");
    return { auth: token, first: async () => token, refused() {}, renewed: async () => null };
  }
  if (tokenCommand === undefined) {
    throw new CommandError("There is no token: set GRAPH_TOKEN or give --token-command.");
  }
  return commandTokens(tokenCommand);
}

/** What speaks against the token of `GRAPH_TOKEN`, where there is one, for who does not need it yet. */
export function doubtOfGiven(
  options: { readonly tokenCommand?: string | undefined; readonly cloud: Cloud },
  environment: NodeJS.ProcessEnv,
): string | null {
  if (!environment.GRAPH_TOKEN?.trim()) return null;
  try {
    const { auth } = tokenSource(options, environment);
    return typeof auth === "string" ? doubtOf(auth, options.cloud) : null;
  } catch (error) {
    if (error instanceof CommandError) return error.message;
    throw error;
  }
}

function commandTokens(command: string): TokenSource {
  let token: string | undefined;
  let claims: string | undefined;
  let running: Promise<string> | undefined;
  // Batches that leave together ask together; the command runs once.
  const run = (signal?: AbortSignal) => {
    running ??= printed(command, { claims, signal })
      .then((text) => {
        token = tokenOf(text, "What the token command printed");
        return token;
      })
      .finally(() => {
        running = undefined;
      });
    return running;
  };
  const refused = (used: string) => {
    if (token === used) token = undefined;
  };
  return {
    auth(context) {
      // Once Graph asked for claims, the client hands them on each time.
      if (context.claims && context.claims !== claims) {
        claims = context.claims;
        token = undefined;
      }
      return token ?? run();
    },
    first: (signal) => run(signal),
    refused,
    async renewed(used) {
      refused(used);
      const current = token ?? (await run());
      return current === used ? null : current;
    },
  };
}
