// What is accepted as a request, and what is refused. The text after @ts-expect-error stands in the compiler's message.

import {
  buildChat,
  buildChatJson,
  type ChatBody,
  type ChatRequest,
  type GroupChatRequest,
  type MemberInput,
  type MemberRole,
  type OneOnOneChatRequest,
  type TeamsAppInput,
  validateChat,
} from "msgraph-chats";

// ---------------------------------------------------------------- accepted

const two: OneOnOneChatRequest = { chatType: "oneOnOne", members: ["a@contoso.com", "b@contoso.com"] };
const group: GroupChatRequest = { chatType: "group", members: ["a@contoso.com"] };
export const requests: ChatRequest[] = [two, group];

buildChat({ chatType: "oneOnOne", members: ["a@contoso.com", { user: "b@contoso.com" }], topic: null });
buildChat({ chatType: "group", members: [], topic: null });
buildChat({ chatType: "group", members: [{ user: "b@contoso.com", role: "guest" }], topic: "T" });
buildChat({ chatType: "group", members: ["a"], installedApps: ["05F59CEC-A742-4A50-A62E-202A57E478A4"] });
buildChat({ chatType: "group", members: ["a"], installedApps: [{ teamsApp: "05F59CEC-A742-4A50-A62E" }] });
buildChat(two, { cloud: "china", apiVersion: "beta", caller: "a@contoso.com" });

// Undefined is absent, also with exactOptionalPropertyTypes.
buildChat({ chatType: "group", members: ["a"], topic: undefined, installedApps: undefined });
buildChat(two, { cloud: undefined, apiVersion: undefined, caller: undefined });

// Members, and both forms in one request.
const member = (member: MemberInput) => member;
const odata = "#microsoft.graph.aadUserConversationMember";
const bind = "https://graph.microsoft.com/v1.0/users('a')";
member({ "@odata.type": odata, roles: ["owner"], "user@odata.bind": bind });
member({ user: "b", role: undefined, tenantId: undefined });
member({ user: "b", tenantId: "", visibleHistoryStartDateTime: "2026-01-31T09:00:00Z" });
const wire = { "@odata.type": odata, roles: ["owner"], "user@odata.bind": bind } as const;
buildChat({ chatType: "oneOnOne", members: ["a@contoso.com", wire] });

// Frozen and read-only data.
const frozenMembers: readonly MemberInput[] = Object.freeze(["a@contoso.com", { user: "b@contoso.com" }]);
buildChat({ chatType: "group", members: frozenMembers });
const pair = ["a@contoso.com", "b@contoso.com"] as const;
buildChat({ chatType: "oneOnOne", members: pair });
const permission = { permissionValue: "v", permissionType: "application" } as const;
const consentedPermissionSet = { resourceSpecificPermissions: [permission] } as const;
const deep = {
  chatType: "group",
  members: [{ user: "a", role: "guest" }, "b"],
  installedApps: [{ teamsApp: "x", consentedPermissionSet }],
} as const;
buildChat(deep);

// A type that is decided at run time, and members that are computed.
declare const isGroup: boolean;
buildChat({ chatType: isGroup ? "group" : "oneOnOne", members: ["a", "b"] });
declare const users: string[];
buildChat({ chatType: "group", members: users });
buildChat({ chatType: "group", members: users.map((user) => ({ user, role: "owner" }) as const) });

// What is built can be built again.
const body: ChatBody = buildChat(two);
buildChat(body) satisfies ChatRequest;
export const roles: MemberRole[] = body.members.map(({ roles: [role] }) => role);
const [first, second] = body.members;
if (first && second) buildChat({ chatType: "oneOnOne", members: [first, second] });

// A body is of the kind that its request is of.
const groupBody = buildChat({ chatType: "group", members: ["a"], topic: "T" });
groupBody satisfies GroupChatRequest;
buildChat(group) satisfies GroupChatRequest;
buildChat(two) satisfies OneOnOneChatRequest;
buildChat({ chatType: "oneOnOne", members: pair }).members satisfies [unknown, unknown];
const { chatType, ...others } = groupBody;
export const changed: ChatRequest[] = [
  { ...groupBody, topic: "U" },
  { ...groupBody, members: [...groupBody.members, "b"] },
  { chatType, ...others },
];
export const { installedApps = [] } = buildChat(deep);
export const bodyOfAny: ChatBody = ((request: ChatRequest) => buildChat(request))(group);
export const withoutApps = ({ installedApps: _, ...rest }: ChatBody): ChatRequest => rest;
export const bodyOfNone = (made: ReturnType<typeof buildChat>): ChatBody => made;
const json: string = buildChatJson(group);

// Checking takes anything.
for (const anything of [json, null, undefined, 7, {}, [], () => 7, Symbol.iterator]) validateChat(anything);
validateChat(JSON.parse("{}"), {});
export const apps: [TeamsAppInput] = ["05F59CEC-A742-4A50-A62E-202A57E478A4"];

// ---------------------------------------------------------------- refused

// @ts-expect-error Type 'string' is not assignable to type 'null | undefined'
buildChat({ chatType: "oneOnOne", members: ["a", "b"], topic: "T" });
// @ts-expect-error Type '"ownr"' is not assignable to type 'MemberRole | undefined'
buildChat({ chatType: "group", members: [{ user: "a", role: "ownr" }] });
// @ts-expect-error Type '"member"' is not assignable to type 'MemberRole | undefined'
buildChat({ chatType: "group", members: [{ user: "a", role: "member" }] });
// @ts-expect-error Type '[string]' is not assignable to type 'readonly [MemberInput, MemberInput]'
buildChat({ chatType: "oneOnOne", members: ["a"] });
// @ts-expect-error Type '[string, string, string]' is not assignable to type 'readonly [MemberInput, MemberInput]'
buildChat({ chatType: "oneOnOne", members: ["a", "b", "c"] });
// @ts-expect-error Type 'string[]' is not assignable to type 'readonly [MemberInput, MemberInput]'
buildChat({ chatType: "oneOnOne", members: users });
// @ts-expect-error Property 'chatType' is missing
buildChat({ members: ["a", "b"] });
// @ts-expect-error Type '"meeting"' is not assignable to type
buildChat({ chatType: "meeting", members: ["a", "b"] });
// @ts-expect-error Property 'members' is missing
buildChat({ chatType: "group" });
// @ts-expect-error does not satisfy the expected type 'OneOnOneChatRequest'
buildChat({ chatType: "group", members: ["a"] }) satisfies OneOnOneChatRequest;
// @ts-expect-error 'colour' does not exist in type
buildChat({ chatType: "group", members: ["a"], colour: "red" });
// @ts-expect-error 'rol' does not exist in type
buildChat({ chatType: "group", members: [{ user: "a", rol: "owner" }] });
// @ts-expect-error 'user' does not exist in type 'AadUserConversationMember'
buildChat({ chatType: "group", members: [{ user: "a", roles: ["owner"] }] });
// @ts-expect-error Property 'user' is missing
buildChat({ chatType: "group", members: [{ role: "owner" }] });
// @ts-expect-error Type 'string' is not assignable to type 'undefined'
buildChat({ chatType: "group", members: ["a"], installedApps: ["x", "y"] });
// @ts-expect-error Type '[]' is not assignable to type 'readonly [TeamsAppInput]'
buildChat({ chatType: "group", members: ["a"], installedApps: [] });
// @ts-expect-error 'name' does not exist in type
buildChat({ chatType: "group", members: ["a"], installedApps: [{ teamsApp: "x", name: "y" }] });
// @ts-expect-error Type '"mars"' is not assignable to type 'Cloud | undefined'
buildChat(two, { cloud: "mars" });
// @ts-expect-error Type '"v2.0"' is not assignable to type 'ApiVersion | undefined'
buildChat(two, { apiVersion: "v2.0" });
// @ts-expect-error 'baseURL' does not exist in type 'GraphOptions'
buildChat(two, { baseURL: "https://proxy.example" });

const app = (app: TeamsAppInput) => app;
// @ts-expect-error 'teamsApp' does not exist in type 'TeamsAppInstallation'
app({ teamsApp: "x", "teamsApp@odata.bind": "y" });

// @ts-expect-error is not assignable to type
member({ "@odata.type": "#microsoft.graph.conversationMember", roles: ["owner"], "user@odata.bind": bind });
// @ts-expect-error Type '"member"' is not assignable to type 'MemberRole'
member({ "@odata.type": odata, roles: ["member"], "user@odata.bind": bind });
// @ts-expect-error Source has 0 element(s) but target requires 1
member({ "@odata.type": odata, roles: [], "user@odata.bind": bind });
// @ts-expect-error Source has 2 element(s) but target allows only 1
member({ "@odata.type": odata, roles: ["owner", "guest"], "user@odata.bind": bind });
// @ts-expect-error Property 'roles' is missing
member({ "@odata.type": odata, "user@odata.bind": bind });
// @ts-expect-error 'user' does not exist in type 'AadUserConversationMember'
member({ "@odata.type": odata, roles: ["owner"], "user@odata.bind": bind, user: "a" });
// @ts-expect-error 'user' does not exist in type 'AadUserConversationMember'
member({ user: "a", "user@odata.bind": bind });
