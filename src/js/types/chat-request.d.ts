// What goes in: members, apps, requests. `undefined` counts as absent everywhere.

/**
 * Role of a member at creation; Graph refuses `"member"` here.
 *
 * @example
 * ```ts
 * const role: MemberRole = "guest";
 * ```
 * @see https://learn.microsoft.com/graph/api/resources/aaduserconversationmember
 */
export type MemberRole = "owner" | "guest";

/**
 * A member in the short form.
 *
 * @example
 * ```ts
 * const guest: Member = { user: "megan_fabrikam.com#EXT#@contoso.com", role: "guest" };
 * ```
 * @see https://learn.microsoft.com/graph/api/chat-post
 */
export interface Member {
  /** Entra object id or userPrincipalName, as the directory shows it: never escaped. At most 1,024 characters. */
  user: string;
  /** Default `"owner"`. A guest of the tenant must be `"guest"`, a user of another tenant `"owner"`. */
  role?: MemberRole | undefined;
  /** Home tenant (GUID) of a user of another tenant. Blank means none. */
  tenantId?: string | undefined;
  /** From when on the member sees the history of the chat: date, time and time zone, e.g. `2026-01-31T09:00:00Z`. Seen to have no effect when a chat is created, only when a member is added. */
  visibleHistoryStartDateTime?: string | undefined;
  /** Belongs to {@link AadUserConversationMember}: one member is written in one form. */
  "@odata.type"?: undefined;
  /** Belongs to {@link AadUserConversationMember}: here it is `role`. */
  roles?: undefined;
  /** Belongs to {@link AadUserConversationMember}: here it is `user`. */
  "user@odata.bind"?: undefined;
}

/**
 * A member exactly as Graph's documentation writes it.
 *
 * @example
 * ```ts
 * const member: AadUserConversationMember = {
 *   "@odata.type": "#microsoft.graph.aadUserConversationMember",
 *   roles: ["owner"],
 *   "user@odata.bind": "https://graph.microsoft.com/v1.0/users('alex@contoso.com')",
 * };
 * ```
 * @see https://learn.microsoft.com/graph/api/resources/aaduserconversationmember
 */
export interface AadUserConversationMember {
  /** The one type of member that *Create chat* takes. */
  "@odata.type": "#microsoft.graph.aadUserConversationMember";
  /** Exactly one role. */
  roles: readonly [MemberRole];
  /** `https://HOST/VERSION/users('ID')`, the ID percent-encoded (`%23EXT%23`) and each `'` doubled. */
  "user@odata.bind": string;
  /** Home tenant (GUID) of a user of another tenant. */
  tenantId?: string | undefined;
  /** From when on the member sees the history of the chat: date, time and time zone, e.g. `2026-01-31T09:00:00Z`. Seen to have no effect when a chat is created, only when a member is added. */
  visibleHistoryStartDateTime?: string | undefined;
}

/**
 * A member in any form; a bare string is an object id or userPrincipalName with the role `"owner"`.
 *
 * @example
 * ```ts
 * const members: MemberInput[] = ["adele@contoso.com", { user: "alex@contoso.com", role: "owner" }];
 * ```
 * @see https://learn.microsoft.com/graph/api/chat-post
 */
export type MemberInput = string | Member | AadUserConversationMember;

/**
 * One permission that an app is granted in the chat.
 *
 * @example
 * ```ts
 * const permission: ResourceSpecificPermission = {
 *   permissionValue: "ChatMessage.Read.Chat",
 *   permissionType: "application",
 * };
 * ```
 * @see https://learn.microsoft.com/graph/api/resources/teamsappresourcespecificpermission
 */
export interface ResourceSpecificPermission {
  /** Name of the permission, as in the manifest of the app. */
  permissionValue: string;
  /** Whether the app uses it by itself or for a signed-in user. */
  permissionType: "application" | "delegated";
}

/**
 * What an app is allowed in the chat (resource-specific consent).
 *
 * @example
 * ```ts
 * const consentedPermissionSet: TeamsAppPermissionSet = {
 *   resourceSpecificPermissions: [
 *     { permissionValue: "ChatMessage.Read.Chat", permissionType: "application" },
 *     { permissionValue: "OnlineMeeting.ReadBasic.Chat", permissionType: "application" },
 *   ],
 * };
 * ```
 * @see https://learn.microsoft.com/graph/api/resources/teamsapppermissionset
 */
export interface TeamsAppPermissionSet {
  /** Every permission that is consented to. */
  resourceSpecificPermissions: readonly ResourceSpecificPermission[];
}

/**
 * An app to install, in the short form.
 *
 * @example
 * ```ts
 * const app: InstalledApp = { teamsApp: "05F59CEC-A742-4A50-A62E-202A57E478A4" };
 * ```
 * @see https://learn.microsoft.com/graph/api/chat-post
 */
export interface InstalledApp {
  /** Id of the app in the catalogue (GUID), which is not the id in its manifest. */
  teamsApp: string;
  /** The permissions to consent to, where the app asks for any. */
  consentedPermissionSet?: TeamsAppPermissionSet | undefined;
  /** Belongs to {@link TeamsAppInstallation}: one app is written in one form. */
  "teamsApp@odata.bind"?: undefined;
}

/**
 * An app to install, as Graph's documentation writes it.
 *
 * @example
 * ```ts
 * const app: TeamsAppInstallation = {
 *   "teamsApp@odata.bind":
 *     "https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/05F59CEC-A742-4A50-A62E-202A57E478A4",
 * };
 * ```
 * @see https://learn.microsoft.com/graph/api/resources/teamsappinstallation
 */
export interface TeamsAppInstallation {
  /** `https://HOST/VERSION/appCatalogs/teamsApps/ID` or `…/teamsApps('ID')`. */
  "teamsApp@odata.bind": string;
  /** The permissions to consent to, where the app asks for any. */
  consentedPermissionSet?: TeamsAppPermissionSet | undefined;
}

/**
 * An app to install, in any form; a bare string is its id in the catalogue.
 *
 * @example
 * ```ts
 * const installedApps: [TeamsAppInput] = ["05F59CEC-A742-4A50-A62E-202A57E478A4"];
 * ```
 * @see https://learn.microsoft.com/graph/api/chat-post
 */
export type TeamsAppInput = string | InstalledApp | TeamsAppInstallation;

/**
 * A chat between two people: exactly two members, the signed-in user among them, and no topic. Where the two have
 * such a chat already, Graph returns that one, so creating it again is safe.
 *
 * @example
 * ```ts
 * const request: OneOnOneChatRequest = {
 *   chatType: "oneOnOne",
 *   members: ["adele@contoso.com", "alex@contoso.com"],
 * };
 * ```
 * @see https://learn.microsoft.com/graph/api/chat-post
 */
export interface OneOnOneChatRequest {
  /** Tells the two kinds of request apart. */
  chatType: "oneOnOne";
  /** Exactly two. */
  members: readonly [MemberInput, MemberInput];
  /** Only group chats have a topic. */
  topic?: null | undefined;
  /** One app at most; Graph then answers 202 and the result is `"accepted"`. */
  installedApps?: readonly [TeamsAppInput] | undefined;
}

/**
 * A group chat. Each creation makes a new chat, also with the same members and topic.
 *
 * @example
 * ```ts
 * const request: GroupChatRequest = {
 *   chatType: "group",
 *   topic: "Release 2.0",
 *   members: ["adele@contoso.com", "alex@contoso.com", { user: "megan@contoso.com", role: "owner" }],
 * };
 * ```
 * @see https://learn.microsoft.com/graph/api/chat-post
 */
export interface GroupChatRequest {
  /** Tells the two kinds of request apart. */
  chatType: "group";
  /** Everyone who takes part, the signed-in user too. Teams documents at most 250 (100 in US government clouds). */
  members: readonly MemberInput[];
  /** At most 250 characters and no colon are documented. */
  topic?: string | null | undefined;
  /** One app at most; Graph then answers 202 and the result is `"accepted"`. */
  installedApps?: readonly [TeamsAppInput] | undefined;
}

/**
 * A chat to create. The short form and Graph's own JSON are both accepted, also mixed member by member.
 *
 * @example
 * ```ts
 * const request: ChatRequest = {
 *   chatType: "group",
 *   members: [
 *     "adele@contoso.com",
 *     {
 *       "@odata.type": "#microsoft.graph.aadUserConversationMember",
 *       roles: ["guest"],
 *       "user@odata.bind": "https://graph.microsoft.com/v1.0/users('82af01c5-f7cc-4a2e-a728-3a5df21afd9d')",
 *     },
 *   ],
 * };
 * ```
 * @see https://learn.microsoft.com/graph/api/chat-post
 */
export type ChatRequest = OneOnOneChatRequest | GroupChatRequest;
