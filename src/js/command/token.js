// Where the token comes from. It is kept here and handed to the client; nothing else sees it.

import { spawn } from "node:child_process";
import { CommandError, exitCodes } from "./command-error.js";

/** A token command that prints more than this prints no token. */
const longestOutput = 1024 * 1024;

function printed(command, { claims, signal }) {
  return new Promise((resolve, reject) => {
    const fail = (why) => reject(new CommandError(`The token command ${why}.`, exitCodes.stopped));
    const child = spawn(command, {
      shell: true,
      // Its own complaints are for the user, e.g. to sign in again.
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, ...(claims && { GRAPH_CLAIMS: claims }) },
      signal,
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      if (output.length <= longestOutput) output += text;
    });
    child.on("error", (error) => fail(error.name === "AbortError" ? "was interrupted" : "could not be run"));
    child.on("close", (code, killedBy) => {
      if (code !== 0) fail(code === null ? `was ended by ${killedBy}` : `failed with exit code ${code}`);
      else if (output.trim() === "") fail("printed nothing");
      else if (output.length > longestOutput) fail("printed too much");
      else resolve(output.trim());
    });
  });
}

/** A token that cannot stand in a header is found out before anything is sent. */
function checked(token) {
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new CommandError("The token holds characters that no token has.", exitCodes.stopped);
}

/**
 * The token of `GRAPH_TOKEN`, or the command's. `auth` is what ChatsClient takes; `first()` has the token before anything
 * is sent; `refused(used)` forgets a token that Graph no longer takes; `renewed(used)` has another one, or null.
 */
export function tokenSource({ tokenCommand }, environment) {
  const given = environment.GRAPH_TOKEN?.trim();
  if (given && tokenCommand !== undefined) {
    throw new CommandError("Both GRAPH_TOKEN and --token-command are given: leave one out.");
  }
  if (given) {
    return { auth: given, first: async () => void checked(given), refused() {}, renewed: async () => null };
  }
  if (tokenCommand === undefined) {
    throw new CommandError("There is no token: set GRAPH_TOKEN or give --token-command.");
  }
  return commandTokens(tokenCommand);
}

function commandTokens(command) {
  let token;
  let claims;
  let running;
  // Batches that leave together ask together; the command runs once.
  const run = (signal) => {
    running ??= printed(command, { claims, signal })
      .then((text) => {
        token = checked(text);
        return token;
      })
      .finally(() => {
        running = undefined;
      });
    return running;
  };
  const refused = (used) => {
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
