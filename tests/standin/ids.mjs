/** Identifiers that look like Graph's and are the same in every run: hashes of what they stand for. */
import { createHash } from "node:crypto";

const guidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** 32 lower-case hexadecimal digits, decided by the parts alone. */
export function hex32(...parts) {
  return createHash("sha256").update(parts.join("\u0000")).digest("hex").slice(0, 32);
}

/** A GUID (version 4 in form), decided by the parts alone. */
export function guidOf(...parts) {
  const hex = hex32(...parts);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

export function isGuid(text) {
  return typeof text === "string" && guidForm.test(text);
}

/** Labels of a domain; those of other scripts are not looked into. */
const upnForm = /^[^@\s]+@[-\w\u0080-\u{10FFFF}]+(?:\.[-\w\u0080-\u{10FFFF}]+)+$/u;

/** Whether the text is shaped like a userPrincipalName. */
export function isUpn(text) {
  return typeof text === "string" && upnForm.test(text);
}
