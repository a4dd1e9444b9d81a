/** Which field of the form an issue stands beside, told by its JSON Pointer. */
import type { ValidationIssue } from "msgraph-chats";
import type { ChatForm } from "./chat-form.ts";

/** The id of a field's element. */
export type FieldId = string;

export const memberField = (index: number, name: "user" | "role" | "tenantId"): FieldId =>
  `member-${index}-${name}`;

export const permissionField = (index: number): FieldId => `permission-${index}`;

/** More telling pointers before more general ones. */
const places: readonly [RegExp, (index: number) => FieldId, (index: number) => string][] = [
  [/^\/chatType$/, () => "chat-type", () => "Chat type"],
  [/^\/topic$/, () => "topic", () => "Topic"],
  [/^\/members$/, () => "members", () => "Members"],
  [/^\/members\/(\d+)\/role$/, (i) => memberField(i, "role"), (i) => `Member ${i + 1}, role`],
  [/^\/members\/(\d+)\/tenantId$/, (i) => memberField(i, "tenantId"), (i) => `Member ${i + 1}, tenant`],
  [/^\/members\/(\d+)(\/.*)?$/, (i) => memberField(i, "user"), (i) => `Member ${i + 1}`],
  [/^\/installedApps\/0\/consentedPermissionSet/, () => "permissions", () => "Consented permissions"],
  [/^\/installedApps/, () => "app", () => "Installed app"],
];

/** The field's id and name; null where an issue has no field of its own. */
export function placeOf({ path }: Pick<ValidationIssue, "path">): { field: FieldId; label: string } | null {
  for (const [pattern, field, label] of places) {
    const found = pattern.exec(path);
    if (found) {
      const index = Number(found[1] ?? 0);
      return { field: field(index), label: label(index) };
    }
  }
  return null;
}

/** Words of the form in place of pointers. */
export function messageInForm({ message }: Pick<ValidationIssue, "message">): string {
  return message.replace(/\/members\/(\d+)/g, (_pointer, index) => `member ${Number(index) + 1}`);
}

/** The issues of each field, and under "" those that have none. */
export function issuesByField(
  issues: readonly ValidationIssue[],
): ReadonlyMap<FieldId, readonly ValidationIssue[]> {
  return Map.groupBy(issues, (issue) => placeOf(issue)?.field ?? "");
}

/** An empty field that nobody has written into yet is no mistake. */
export function isJustNotFilledIn(
  { code, path }: ValidationIssue,
  { members, permissions }: ChatForm,
): boolean {
  if (code === "memberUserMissing") {
    return members[Number(path.split("/")[2])]?.touched === false;
  }
  return code === "consentedPermissionSetInvalid" && permissions.some(({ touched }) => !touched);
}
