/** The form that means the same as a request, where there is one. */
import { buildChat, type ChatBody, type ChatRequest, type GraphOptions } from "msgraph-chats";
import { type ChatForm, memberRow, permissionRow, requestOf } from "./chat-form.ts";

/** Null where the form has no field for some part of it. The request must have no errors. */
export function formOf(request: ChatRequest, options: GraphOptions): ChatForm | null {
  const body = buildChat(request, options);
  const form = formOfBody(body);
  if (form === null) return null;
  const again = buildChat(requestOf(form) as unknown as ChatRequest, options);
  return JSON.stringify(again) === JSON.stringify(body) ? form : null;
}

function formOfBody({ chatType, topic, members, installedApps }: ChatBody): ChatForm | null {
  const app = installedApps?.[0];
  const permissions = app?.consentedPermissionSet?.resourceSpecificPermissions ?? [];
  try {
    return {
      chatType,
      topic: topic ?? "",
      members: members.map((member) =>
        memberRow({
          user: idIn(member["user@odata.bind"]),
          role: member.roles[0],
          tenantId: member.tenantId ?? "",
          touched: true,
        }),
      ),
      appId: app?.["teamsApp@odata.bind"].split("/").at(-1) ?? "",
      permissions: permissions.map(({ permissionValue, permissionType }) =>
        permissionRow({ value: permissionValue, type: permissionType, touched: true }),
      ),
    };
  } catch {
    return null;
  }
}

/** The id in `…/users('ID')`. */
function idIn(bindUrl: string): string {
  const [, id = ""] = /\/users\('(.*)'\)$/.exec(bindUrl) ?? [];
  return decodeURIComponent(id.replaceAll("''", "'"));
}
