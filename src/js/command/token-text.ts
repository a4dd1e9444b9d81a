// What people give as a token: the token itself, with "Bearer" in front, or the JSON that tools print.

import { CommandError, exitCodes } from "./command-error.ts";

const names = ["accessToken", "access_token"];

function refuse(sentence: string): never {
  throw new CommandError(sentence, exitCodes.stopped);
}

/** The token in the JSON of a tool, such as `az account get-access-token`. */
function inJson(text: string, what: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse(
      `${what} begins like JSON, but is not valid JSON: give the token alone, or JSON with accessToken.`,
    );
  }
  if (typeof value === "string") return value;
  const found = names
    .map((name) => (value as { [name: string]: unknown } | null)?.[name])
    .find((token) => typeof token === "string" && token.trim() !== "");
  return typeof found === "string"
    ? found
    : refuse(
        `${what} is JSON without accessToken or access_token: give the token alone, or JSON with one of these.`,
      );
}

/**
 * The token in a text; `what` names it in messages, which repeat nothing of it. A token that cannot stand in a header is
 * found out before anything is sent. Throws CommandError.
 */
export function tokenOf(text: string, what: string): string {
  const trimmed = text.replace(/^\uFEFF/, "").trim();
  const alone = /^[{"[]/.test(trimmed) ? inJson(trimmed, what) : trimmed;
  const token = alone
    .trim()
    .replace(/^(?:Authorization:\s*)?Bearer(?:\s+|$)/i, "")
    .trim();
  if (token === "") return refuse(`${what} is empty: sign in, and get a token for Microsoft Graph.`);
  if (/^System\.Security\.SecureString$/.test(token)) {
    return refuse(`${what} is a SecureString that was not turned into text: docs/tokens.md shows how.`);
  }
  if (/\s/.test(token)) {
    return refuse(`${what} is several words or lines, which no token is: print the token and nothing else.`);
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    return refuse(`${what} holds characters that no token has: print the token and nothing else.`);
  }
  return token;
}

/** How long ago a JWT ran out by its own words, milliseconds; null when it did not, or is not one. Only a hint. */
export function expiredMs(token: string, nowMs: number): number | null {
  try {
    const { exp } = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")) as {
      exp?: unknown;
    };
    return typeof exp === "number" && exp * 1000 <= nowMs ? nowMs - exp * 1000 : null;
  } catch {
    return null;
  }
}
