// By what lines are equal: the kind of chat, its topic, its users. Order, letter case, escaping, form, names, roles,
// tenantId and app do not count. A key names nobody, and its parts can be compared on their own.

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

const digest = (text: string) => bytesToHex(sha256(utf8ToBytes(text)).subarray(0, 12));

/** The user of a bind URL, unescaped: `…/users('ID')` or `…/users/ID`. */
function userOfBind(url: string): string {
  const [, quoted, bare] = /\/users(?:\(\s*'(.*)'\s*\)|\/([^/?#]*))\s*$/is.exec(url) ?? [];
  const escaped = quoted?.replaceAll("''", "'") ?? bare ?? url;
  try {
    return decodeURIComponent(escaped);
  } catch {
    return escaped;
  }
}

function userOf(member: unknown, caller: string | undefined): string {
  if (typeof member === "string") return named(member, caller);
  if (member === null || typeof member !== "object") return "";
  const { user, "user@odata.bind": bind } = member as Record<string, unknown>;
  if (typeof bind === "string") return named(userOfBind(bind), undefined);
  if (typeof user === "string") return named(user, caller);
  const { id } = (user ?? {}) as Record<string, unknown>;
  return typeof id === "string" ? named(id, undefined) : "";
}

/** `me` stands for the caller. */
function named(user: string, caller: string | undefined): string {
  const name = user.trim().toLowerCase();
  return name === "me" && caller !== undefined ? caller.trim().toLowerCase() : name;
}

/** The key of a request that has no errors; `caller` is the option of the package. */
export function keyOf(request: unknown, { caller }: { caller?: string | undefined } = {}): string {
  const { chatType, topic, members } = request as Record<string, unknown>;
  const users = (Array.isArray(members) ? members : []).map((member) => userOf(member, caller)).sort();
  const people = digest(JSON.stringify(users));
  if (chatType !== "group") return `oneOnOne.${people}`;
  const name = typeof topic === "string" ? topic.trim().normalize("NFC") : "";
  return `group.${people}.${name === "" ? "none" : digest(name)}`;
}

/** The digest of a message that has no errors: text, or an object. */
export const messageDigestOf = (message: unknown): string =>
  digest(JSON.stringify(typeof message === "string" ? { content: message } : message));

export const isGroupKey = (key: string): boolean => key.startsWith("group.");

/** What a group has in common with one that was corrected: its members, and its topic if it has one. */
export function partsOf(key: string): string[] {
  const [, people = "", topic = "none"] = key.split(".");
  return topic === "none" ? [`members ${people}`] : [`members ${people}`, `topic ${topic}`];
}
