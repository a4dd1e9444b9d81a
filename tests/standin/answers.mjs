/**
 * Every refusal of the local Graph: status, code and message.
 *
 * `seen` tells the messages that users of Graph reported from those that had to be worded here because
 * no public source shows them. Nothing may depend on the wording of the latter.
 */

const payload = (error) => `Provided payload is invalid. Errors - \nKey - '' , Error - '${error}'`;

const listed = (values) => values.join(", ");

/** The claims that continuous access evaluation asks for, as the token library wants them. */
export const challengedClaims = '{"access_token":{"acrs":{"essential":true,"value":"cp1"}}}';

const claimsChallengeHeader = [
  'Bearer realm=""',
  'authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
  'error="insufficient_claims"',
  `claims="${Buffer.from(challengedClaims).toString("base64")}"`,
].join(", ");

export const answers = {
  // ---- the body, as the OData reader sees it
  notJson: {
    status: 400,
    code: "BadRequest",
    message: () =>
      "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
  },
  payloadInvalid: { status: 400, code: "BadRequest", message: ({ error }) => payload(error) },
  annotationWithoutAt: {
    status: 400,
    code: "BadRequest",
    seen: true,
    message: ({ name }) =>
      payload(
        `An unexpected instance annotation name '${name}' was found when reading from the JSON reader, In OData, Instance annotation name must start with @.`,
      ),
  },
  undeclaredWithAnnotations: {
    status: 400,
    code: "BadRequest",
    seen: true,
    message: ({ name }) =>
      payload(
        `An undeclared property '${name}' which only has property annotations in the payload but no property value was found in the payload. In OData, only declared navigation properties and declared named streams can be represented as properties without values.`,
      ),
  },
  undeclaredProperty: {
    status: 400,
    code: "BadRequest",
    message: ({ name }) => payload(`An undeclared property '${name}' was found in the payload.`),
  },
  typeNotValid: {
    status: 400,
    code: "BadRequest",
    seen: true,
    message: ({ type }) =>
      `The provided '${type ?? "#microsoft.graph.aadUserConversationMember"}' for 'odata.type' is not valid for this operation.`,
  },

  memberTypeNotSpecified: {
    status: 400,
    code: "BadRequest",
    seen: true,
    message: () => payload("'odata.type' must be specified for a member."),
  },
  graphSvcType: {
    status: 400,
    code: "BadRequest",
    seen: true,
    message: () => 'Invalid OData type specified: "Microsoft.Teams.GraphSvc.aadUserConversationMember"',
  },

  // ---- the chat
  chatTypeInvalid: {
    status: 400,
    code: "BadRequest",
    message: () => "Invalid value specified for property 'chatType' of resource 'Chat'.",
  },
  topicNotAllowed: {
    status: 400,
    code: "BadRequest",
    seen: true,
    message: () => "Setting topic is not allowed for 1-on-1 chats.",
  },
  membersNull: {
    status: 400,
    code: "BadRequest",
    seen: true,
    message: () => "Chat members cannot be null. (Parameter 'Members')",
  },
  rolesMissing: {
    status: 400,
    code: "BadRequest",
    seen: true,
    message: () =>
      "Each chat member must have at least one role specified. Supported roles are 'owner' and 'guest'.",
  },
  roleNotSupported: {
    status: 400,
    code: "BadRequest",
    seen: true,
    message: ({ role = "member" }) => `The passed-in role '${role}' is not supported.`,
  },
  rolesTooMany: {
    status: 400,
    code: "BadRequest",
    message: () => "Each chat member can have only one role specified.",
  },
  bindMissing: {
    status: 400,
    code: "BadRequest",
    seen: true,
    message: () => "'user@odata.bind' field is missing in the request.",
  },
  upnNotFound: {
    status: 404,
    code: "NotFound",
    seen: true,
    message: ({ users = ["nobody@contoso.com"] }) =>
      `Failed to find users with user principal name ${listed(users.map((user) => `'${user}'`))}`,
  },
  rosterFailed: {
    status: 403,
    code: "Forbidden",
    seen: true,
    message: () => "One or more members cannot be added to the thread roster (OperationFailed)",
  },
  aclCheckFailed: {
    status: 403,
    code: "Forbidden",
    seen: true,
    message: () => "Forbidden",
    innerMessage: "AclCheckFailed-The policy of a tenant does not allow it.",
  },
  callerNotMember: {
    status: 400,
    code: "BadRequest",
    seen: true,
    message: () => "The caller must be one of the members specified in request body.",
  },
  duplicateMembers: {
    status: 400,
    code: "BadRequest",
    seen: true,
    message: () => "Duplicate chat members is specified in the request body.",
  },
  oneOnOneNeedsTwo: {
    status: 400,
    code: "BadRequest",
    seen: true,
    message: () => "Creation of 'OneOnOne' chat requires 2 members.",
  },
  installedAppsTooMany: {
    status: 400,
    code: "BadRequest",
    message: () => "Only one app can be installed while a chat is created.",
  },
  installedAppInvalid: {
    status: 400,
    code: "BadRequest",
    message: () => "'teamsApp@odata.bind' field is missing in the request.",
  },
  permissionSetInvalid: {
    status: 400,
    code: "BadRequest",
    message: () =>
      "Invalid value specified for property 'consentedPermissionSet' of resource 'TeamsAppInstallation'.",
  },
  targetOfInvocation: {
    status: 400,
    code: "BadRequest",
    seen: true,
    message: () => "Exception has been thrown by the target of an invocation.",
  },

  // ---- who asks
  tokenMissing: {
    status: 401,
    code: "InvalidAuthenticationToken",
    message: () => "Access token is empty.",
  },
  wrongAudience: {
    status: 401,
    code: "InvalidAuthenticationToken",
    seen: true,
    message: () => "Access token validation failure. Invalid audience.",
  },
  unknownError: {
    status: 401,
    code: "Unauthorized",
    seen: true,
    message: () => "UnknownError",
  },
  tokenExpired: {
    status: 401,
    code: "InvalidAuthenticationToken",
    message: () => "Lifetime validation failed, the token is expired.",
  },
  claimsChallenge: {
    status: 401,
    code: "InvalidAuthenticationToken",
    headers: { "WWW-Authenticate": claimsChallengeHeader },
    message: () => "Continuous access evaluation resulted in challenge.",
  },
  missingScope: {
    status: 403,
    code: "Forbidden",
    seen: true,
    message: ({ required = ["Chat.Create", "Chat.ReadWrite"], granted = ["User.Read"] }) =>
      `Missing scope permissions on the request. API requires one of '${listed(required)}'. Scopes on the request '${listed(granted)}'.`,
  },
  missingRole: {
    status: 403,
    code: "Forbidden",
    seen: true,
    message: ({ required = ["Chat.Create"], granted = ["User.Read.All"] }) =>
      `Missing role permissions on the request. API requires one of '${listed(required)}'. Roles on the request '${listed(granted)}'.`,
  },
  noLicence: {
    status: 403,
    code: "Forbidden",
    seen: true,
    message: () =>
      "Failed to get license information for the user. Ensure user has a valid Office365 license assigned to them.",
  },
  applicationOnly: {
    status: 412,
    code: "PreconditionFailed",
    seen: true,
    message: () => "Requested API is not supported in application-only context",
  },
  importOnly: {
    status: 401,
    code: "Unauthorized",
    seen: true,
    message: () =>
      "Message POST is allowed in application-only context only for import purposes. Refer to https://docs.microsoft.com/microsoftteams/platform/graph-api/import-messages/import-external-messages-to-teams for more details.",
  },
  meNeedsUser: {
    status: 400,
    code: "BadRequest",
    message: () => "/me request is only valid with delegated authentication flow.",
  },
  otherUsersChats: { status: 403, code: "Forbidden", message: () => "Forbidden" },

  // ---- a chat that is there
  newMemberWithoutRole: {
    status: 400,
    code: "BadRequest",
    seen: true,
    message: () => "Must specify a role for the new member.",
  },
  rosterFixed: {
    status: 403,
    code: "Forbidden",
    seen: true,
    message: () => "InsufficientPrivileges",
    innerMessage: "The roster of a one-on-one chat cannot be changed.",
  },
  memberAddBlocked: {
    status: 400,
    code: "BadRequest",
    seen: true,
    message: () => "RosterAddMemberBlocked",
  },
  memberExists: { status: 409, code: "Conflict", message: () => "The user is a member of the chat already." },
  chatIsFull: { status: 400, code: "BadRequest", message: () => "The chat has as many members as it may." },
  messageInvalid: {
    status: 400,
    code: "BadRequest",
    message: () => "Invalid value specified for property 'body' of resource 'ChatMessage'.",
  },
  messageTooLarge: {
    status: 413,
    code: "RequestEntityTooLarge",
    message: () => "Message body is too large.",
  },

  // ---- the path
  pathNotSupported: {
    status: 404,
    code: "NotFound",
    seen: true,
    message: () => "Requested API is not supported. Please check the path.",
  },
  methodNotAllowed: {
    status: 405,
    code: "MethodNotAllowed",
    seen: true,
    message: () => "Method Not Allowed",
  },
  chatNotFound: { status: 404, code: "NotFound", message: () => "NotFound" },
  queryNotSupported: {
    status: 400,
    code: "BadRequest",
    message: ({ option }) => `Query option '${option}' is not allowed.`,
  },
  tooLarge: { status: 413, code: "RequestEntityTooLarge", message: () => "Request Entity Too Large" },

  // ---- Graph's side
  skypeBackend: {
    status: 500,
    code: "InternalServerError",
    seen: true,
    message: () => "Failed to execute Skype backend request CreateThreadS2SRequest.",
  },
  backendFailed: {
    status: 502,
    code: "UnknownError",
    seen: true,
    message: () => "Failed to execute backend request.",
  },
  failedToExecute: {
    status: 500,
    code: "InternalServerError",
    seen: true,
    message: () => "Failed to execute request.",
  },
  tooManyRequests: {
    status: 429,
    code: "TooManyRequests",
    seen: true,
    headers: { "Retry-After": "10" },
    message: () => "Please retry again later.",
  },

  // ---- $batch
  batchInvalid: { status: 400, code: "BadRequest", message: () => "Invalid batch payload format." },
  batchTooLong: {
    status: 400,
    code: "BadRequest",
    message: () => "Number of requests inside batch exceeds the limit.",
  },
  batchIdNotUnique: {
    status: 400,
    code: "BadRequest",
    message: ({ id }) => `Request Id ${id} has to be unique in a batch.`,
  },
  batchContentTypeMissing: {
    status: 400,
    code: "BadRequest",
    seen: true,
    message: ({ id }) => `Write request with id '${id}' does not contain a Content-Type header.`,
  },
  batchVersionInUrl: {
    status: 400,
    code: "BadRequest",
    message: ({ version }) => `Resource not found for the segment '${version}'.`,
  },
  batchDependencyFailed: { status: 424, code: "FailedDependency", message: () => "Failed Dependency" },
};

/** What a check hands back: `{ key, status, code, message }` of one row, and its headers where it has any. */
export function refusal(key, details = {}) {
  const { status, code, message, innerMessage, headers } = answers[key];
  return {
    ...{ key, status, code, message: message(details) },
    ...(innerMessage && { innerMessage }),
    ...(headers && { headers }),
  };
}

/** Graph's error body for a refusal. `trace` holds date, requestId and clientRequestId. */
export function errorBody({ status, code, message, innerMessage }, trace) {
  const innerError = {
    ...(innerMessage && { message: innerMessage }),
    date: trace.date,
    "request-id": trace.requestId,
    "client-request-id": trace.clientRequestId,
  };
  if (status === 429) {
    return {
      error: {
        code,
        message,
        innerError: {
          code: "429",
          date: trace.date,
          message: "Please retry after",
          "request-id": trace.requestId,
          status: "429",
        },
      },
    };
  }
  return { error: { code, message, innerError } };
}
