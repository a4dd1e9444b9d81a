/** Whom a member of a request is, as it was written: of any form, and of what is none. */

export function userOfMember(member: unknown): string {
  if (typeof member === "string") return member.trim();
  const bind = partOf(member, "user@odata.bind");
  if (typeof bind === "string") return bind.replace(/^.*\/users\/?\(?'?|'?\)?$/g, "");
  return textOf(partOf(member, "user") ?? member);
}

export const partOf = (value: unknown, name: string): unknown =>
  (value as Record<string, unknown> | null | undefined)?.[name];

export const textOf = (value: unknown): string =>
  typeof value === "string" ? value : value === undefined || value === null ? "" : JSON.stringify(value);
