/** What is in the form, and the request that it means. */
import type { MemberRole } from "msgraph-chats";

export interface MemberRow {
  /** The same for as long as the row is there, whatever its position. */
  key: number;
  user: string;
  role: MemberRole;
  tenantId: string;
  /** Somebody has written something into it. */
  touched: boolean;
}

export type PermissionType = "application" | "delegated";

export interface PermissionRow {
  key: number;
  value: string;
  type: PermissionType;
  touched: boolean;
}

export interface ChatForm {
  chatType: "oneOnOne" | "group";
  /** Kept while the chat is one-on-one, but not sent. */
  topic: string;
  members: readonly MemberRow[];
  appId: string;
  permissions: readonly PermissionRow[];
}

let lastKey = 0;

export function memberRow(content: Partial<MemberRow> = {}): MemberRow {
  lastKey += 1;
  return { user: "", role: "owner", tenantId: "", touched: false, ...content, key: lastKey };
}

export function permissionRow(content: Partial<PermissionRow> = {}): PermissionRow {
  lastKey += 1;
  return { value: "", type: "application", touched: false, ...content, key: lastKey };
}

export function emptyForm(): ChatForm {
  const members = [memberRow(), memberRow()];
  return { chatType: "oneOnOne", topic: "", members, appId: "", permissions: [] };
}

/** What the form can say. */
export interface ShortRequest {
  chatType: "oneOnOne" | "group";
  topic?: string;
  members: { user: string; role: MemberRole; tenantId?: string }[];
  installedApps?: (string | { teamsApp: string; consentedPermissionSet: ShortPermissions })[];
}

interface ShortPermissions {
  resourceSpecificPermissions: { permissionValue: string; permissionType: PermissionType }[];
}

/** The request in the package's short form, as far as it goes: it may still have issues. */
export function requestOf({ chatType, topic, members, appId, permissions }: ChatForm): ShortRequest {
  return {
    chatType,
    ...(chatType === "group" && topic !== "" && { topic }),
    members: members.map(({ user, role, tenantId }) => ({
      user,
      role,
      ...(tenantId.trim() !== "" && { tenantId }),
    })),
    ...installedAppsOf(appId.trim(), permissions),
  };
}

function installedAppsOf(teamsApp: string, permissions: readonly PermissionRow[]) {
  if (permissions.length > 0) {
    const resourceSpecificPermissions = permissions.map(({ value, type }) => ({
      permissionValue: value,
      permissionType: type,
    }));
    return { installedApps: [{ teamsApp, consentedPermissionSet: { resourceSpecificPermissions } }] };
  }
  return teamsApp === "" ? {} : { installedApps: [teamsApp] };
}

/** The form of a request that `requestOf` made, or one like it; rows keep their key by position. */
export function formFrom(request: ShortRequest, before: ChatForm): ChatForm {
  const [app] = request.installedApps ?? [];
  const permissions = typeof app === "object" ? app.consentedPermissionSet.resourceSpecificPermissions : [];
  return {
    chatType: request.chatType,
    topic: request.topic ?? "",
    members: request.members.map(({ user, role, tenantId = "" }, index) => {
      const { key = memberRow().key } = before.members[index] ?? {};
      return { key, user, role, tenantId, touched: user !== "" || (before.members[index]?.touched ?? false) };
    }),
    appId: typeof app === "object" ? app.teamsApp : (app ?? ""),
    permissions: permissions.map(({ permissionValue, permissionType }) =>
      permissionRow({ value: permissionValue, type: permissionType, touched: true }),
    ),
  };
}

/** The list with one row changed. */
export function changed<Row extends { key: number; touched: boolean }>(
  rows: readonly Row[],
  key: number,
  change: Partial<Row>,
): Row[] {
  return rows.map((row) => (row.key === key ? { ...row, ...change, touched: true } : row));
}
