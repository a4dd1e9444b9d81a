// Checking and building: synchronous, without a network.

import type { ChatRequest, MemberRole } from "./chat-request.js";

/**
 * A deployment of Graph; it decides the host of the endpoint and of every bind URL.
 *
 * @example
 * ```ts
 * const cloud: Cloud = "usGovernmentL4"; // graph.microsoft.us
 * ```
 * @see https://learn.microsoft.com/graph/deployments
 */
export type Cloud = "global" | "usGovernmentL4" | "usGovernmentL5" | "china";

/**
 * A version of the Graph API.
 *
 * @example
 * ```ts
 * const apiVersion: ApiVersion = "beta";
 * ```
 * @see https://learn.microsoft.com/graph/versioning-and-support
 */
export type ApiVersion = "v1.0" | "beta";

/**
 * Which Graph a request is for, and who sends it.
 *
 * @example
 * ```ts
 * const options: GraphOptions = { cloud: "china", caller: "adele@contoso.com" };
 * ```
 * @see https://learn.microsoft.com/graph/deployments
 */
export interface GraphOptions {
  /** National cloud; decides the host of the endpoint and of every bind URL. Default `"global"`. */
  cloud?: Cloud | undefined;
  /** Version in the path of the endpoint and of every bind URL. Default `"v1.0"`. */
  apiVersion?: ApiVersion | undefined;
  /** Object id or userPrincipalName of the signed-in user (delegated tokens): the members must include it. */
  caller?: string | undefined;
}

/**
 * Something that is wrong with a request, and where.
 *
 * @example
 * ```ts
 * const lines = validateChat(request).map((issue: ValidationIssue) => `${issue.path}: ${issue.message}`);
 * ```
 * @see https://learn.microsoft.com/graph/api/chat-post
 */
export interface ValidationIssue {
  /** Which rule it is. */
  code: IssueCode;
  /** `"error"`: Graph documents or was seen to refuse it. `"warning"`: suspicious; the request is still sent. */
  severity: "error" | "warning";
  /** JSON Pointer (RFC 6901) into the request, e.g. `"/members/1/roles/0"`; `""` is the whole. */
  path: string;
  /** What is wrong and what to write instead. Never repeats a user id, name, topic or token. */
  message: string;
  /** The page of Graph's documentation that the rule comes from. */
  docsUrl: string;
}

/**
 * Which rule an issue comes from: one code per row of docs/rules.md.
 *
 * @example
 * ```ts
 * const harmless: IssueCode[] = ["groupHasOneMember", "memberUserUnusual"];
 * const serious = validateChat(request).filter(({ code }) => !harmless.includes(code));
 * ```
 * @see https://learn.microsoft.com/graph/api/chat-post
 */
// The union is made of the table in src/rules/issue.rs by `npm run fix`.
// issue codes: start
export type IssueCode =
  | "requestNotObject"
  | "chatTypeMissing"
  | "chatTypeUnknown"
  | "topicNotAllowed"
  | "topicNotString"
  | "topicTooLong"
  | "topicHasColon"
  | "membersMissing"
  | "membersNotArray"
  | "membersEmpty"
  | "oneOnOneNeedsTwoMembers"
  | "groupHasOneMember"
  | "groupTooLarge"
  | "groupOverAddLimit"
  | "callerNotMember"
  | "memberNotObject"
  | "memberTypeMissing"
  | "memberTypeUnsupported"
  | "memberUserInline"
  | "memberUserMissing"
  | "memberUserInvalid"
  | "memberUserUnusual"
  | "memberDuplicate"
  | "memberRolesMissing"
  | "memberRoleUnknown"
  | "memberRolesTooMany"
  | "memberTenantIdInvalid"
  | "memberGuestWithTenantId"
  | "memberDateInvalid"
  | "memberHistoryAtCreation"
  | "bindUrlInvalid"
  | "bindUrlForeignHost"
  | "bindUrlOtherVersion"
  | "installedAppsNotArray"
  | "installedAppsTooMany"
  | "installedAppInvalid"
  | "installedAppUnusual"
  | "consentedPermissionSetInvalid"
  | "propertyUnknown"
  | "propertyReadOnly"
  | "messageNotObject"
  | "messageContentMissing"
  | "messageContentBlank"
  | "messageTooLong"
  | "messageContentTypeUnknown";
// issue codes: end

/**
 * Gives every issue of a request, in document order; an empty array when there is none. It never throws, whatever
 * it is given; options that cannot be used count as absent.
 *
 * @param request - Anything: what comes from a form or a file need not have a type.
 * @param options - Which Graph the request is for.
 * @example
 * ```ts
 * const [issue] = validateChat({ chatType: "group", members: [{ user: "alex@contoso.com", role: "member" }] });
 * console.log(issue?.code, issue?.path); // memberRoleUnknown /members/0/role
 * ```
 * @see https://learn.microsoft.com/graph/api/chat-post
 */
export function validateChat(request: unknown, options?: GraphOptions): ValidationIssue[];

/**
 * Builds the body of `POST /chats` as Graph documents it, of the kind that the request is of; nothing is sent.
 *
 * @param request - In the short form, in Graph's own, or mixed.
 * @param options - Which Graph the body is for.
 * @throws {@link ChatError} of kind `"validation"` when any issue is an error (`issues` has them all, warnings too),
 * of kind `"usage"` when an option cannot be used.
 * @example
 * ```ts
 * const body = buildChat({ chatType: "oneOnOne", members: ["adele@contoso.com", "alex@contoso.com"] });
 * console.log(body.members[1]?.["user@odata.bind"]); // https://graph.microsoft.com/v1.0/users('alex@contoso.com')
 * ```
 * @see https://learn.microsoft.com/graph/api/chat-post
 */
export function buildChat<T extends ChatRequest["chatType"]>(
  request: ChatRequest & Record<"chatType", T>,
  options?: GraphOptions,
): Extract<ChatBody, Record<"chatType", T>>;

/**
 * The same as {@link buildChat} as JSON text ready to send; faster than `JSON.stringify(buildChat(request))`.
 *
 * @param request - In the short form, in Graph's own, or mixed.
 * @param options - Which Graph the body is for.
 * @throws {@link ChatError} of kind `"validation"` or `"usage"`, as {@link buildChat} does.
 * @example
 * ```ts
 * const text = buildChatJson({ chatType: "group", members: ["adele@contoso.com", "alex@contoso.com"] });
 * ```
 * @see https://learn.microsoft.com/graph/api/chat-post
 */
export function buildChatJson(request: ChatRequest, options?: GraphOptions): string;

/**
 * The body of `POST /chats`, its keys in the order of Graph's examples. It is a {@link ChatRequest}, too: whole, spread or
 * without one of its parts. Put together from single parts TypeScript does not know which kind it is of.
 *
 * @example
 * ```ts
 * const body: ChatBody = buildChat(request);
 * console.log(body.chatType, body.members.length);
 * ```
 * @see https://learn.microsoft.com/graph/api/chat-post
 */
export type ChatBody =
  | {
      /** Two people. */
      chatType: "oneOnOne";
      /** Left out unless the request gives it. */
      topic?: null;
      /** Each in Graph's form. */
      members: [ChatBodyMember, ChatBodyMember];
      /** Left out unless the request has one. */
      installedApps?: [ChatBodyApp];
    }
  | {
      /** Any number of people. */
      chatType: "group";
      /** Left out unless the request gives it. */
      topic?: string | null;
      /** Each in Graph's form. */
      members: ChatBodyMember[];
      /** Left out unless the request has one. */
      installedApps?: [ChatBodyApp];
    };

/**
 * A member of a {@link ChatBody}.
 *
 * @example
 * ```ts
 * const binds = (body: ChatBody) => body.members.map((member: ChatBodyMember) => member["user@odata.bind"]);
 * ```
 * @see https://learn.microsoft.com/graph/api/resources/aaduserconversationmember
 */
export interface ChatBodyMember {
  /** Tells the kinds of member apart. */
  "@odata.type": "#microsoft.graph.aadUserConversationMember";
  /** Exactly one. */
  roles: [MemberRole];
  /** `https://HOST/VERSION/users('ID')`. */
  "user@odata.bind": string;
  /** Home tenant (GUID) of a user of another tenant. */
  tenantId?: string;
  /** From when on the member sees the history of the chat: an RFC 3339 date-time. */
  visibleHistoryStartDateTime?: string;
}

/**
 * An app of a {@link ChatBody}.
 *
 * @example
 * ```ts
 * const apps = (body: ChatBody) => body.installedApps?.map((app: ChatBodyApp) => app["teamsApp@odata.bind"]) ?? [];
 * ```
 * @see https://learn.microsoft.com/graph/api/resources/teamsappinstallation
 */
export interface ChatBodyApp {
  /** `https://HOST/VERSION/appCatalogs/teamsApps/ID`. */
  "teamsApp@odata.bind": string;
  /** The permissions that are consented to. */
  consentedPermissionSet?: {
    /** Each of them. */
    resourceSpecificPermissions: {
      /** Name of the permission, as in the manifest of the app. */
      permissionValue: string;
      /** Whether the app uses it by itself or for a signed-in user. */
      permissionType: "application" | "delegated";
    }[];
  };
}
