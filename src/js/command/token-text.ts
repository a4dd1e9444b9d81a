// What people give as a token: the token itself, with "Bearer" in front, or the JSON that tools print.

import type { Cloud } from "msgraph-chats";
import { hosts, otherAudience } from "./advice.ts";
import { CommandError, exitCodes } from "./command-error.ts";
import { duration } from "./output.ts";

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
    return refuse(`${what} is several words or lines, which no token is: give the token alone.`);
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    return refuse(`${what} holds characters that no token has: give the token alone.`);
  }
  return token;
}

/** What a JWT says of itself: nothing for any other text. It is not verified, and only a hint. */
function claimsOf(token: string): { readonly exp?: unknown; readonly aud?: unknown } {
  try {
    return Object(JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")));
  } catch {
    return {};
  }
}

/** How long ago a token ran out by its own words, milliseconds; null when it did not, or does not say it. */
export function expiredMs(token: string, nowMs: number): number | null {
  const { exp } = claimsOf(token);
  return typeof exp === "number" && exp * 1000 <= nowMs ? nowMs - exp * 1000 : null;
}

/** The same in all clouds. */
const graphAppId = "00000003-0000-0000-c000-000000000000";

/** What a token says against itself, before anything is sent with it; null for nothing. */
export function doubtOf(token: string, cloud: Cloud): string | null {
  const expired = expiredMs(token, Date.now());
  if (expired !== null) {
    return `The token ran out ${duration(expired)} ago, by its own expiry time and the clock of this computer: if Graph refuses it, get a new one first.`;
  }
  const { aud } = claimsOf(token);
  const graph = hosts[cloud];
  return typeof aud !== "string" || [graph, `${graph}/`, graphAppId].includes(aud)
    ? null
    : `${otherAudience(cloud)}, if Graph refuses it.`;
}
