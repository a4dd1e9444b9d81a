/**
 * Every refusal of the local Graph: status, code and message.
 */

const payload = (error) => `Provided payload is invalid. Errors - \nKey - '' , Error - '${error}'`;

const listed = (values) => values.join(", ");

/** The claims that continuous access evaluation asks for, as the token library wants them. */
export const challengedClaims = '{"access_token":{"acrs":{"essential":true,"value":"cp1"}}}';

const claimsChallenge = [
  'Bearer realm=""',
  'authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
  'error="insufficient_claims"',
  `claims="${Buffer.from(challengedClaims).toString("base64")}"`,
].join(", ");

/** A row, by its words, or by what makes them of details; `more` are headers, or a message inside. */
const row =
  (status, code) =>
  (message, more = {}) => ({
    status,
    code,
    message: typeof message === "string" ? () => message : message,
    ...more,
  });
const badRequest = row(400, "BadRequest");
const unauthenticated = row(401, "InvalidAuthenticationToken");
const unauthorized = row(401, "Unauthorized");
const forbidden = row(403, "Forbidden");
const notFound = row(404, "NotFound");
const tooLarge = row(413, "RequestEntityTooLarge");
const failed = row(500, "InternalServerError");

/** Those that users of Graph reported. */
const seen = {
  annotationWithoutAt: badRequest(({ name }) =>
    payload(
      `An unexpected instance annotation name '${name}' was found when reading from the JSON reader, In OData, Instance annotation name must start with @.`,
    ),
  ),
  undeclaredWithAnnotations: badRequest(({ name }) =>
    payload(
      `An undeclared property '${name}' which only has property annotations in the payload but no property value was found in the payload. In OData, only declared navigation properties and declared named streams can be represented as properties without values.`,
    ),
  ),
  typeNotValid: badRequest(
    ({ type }) =>
      `The provided '${type ?? "#microsoft.graph.aadUserConversationMember"}' for 'odata.type' is not valid for this operation.`,
  ),
  memberTypeNotSpecified: badRequest(payload("'odata.type' must be specified for a member.")),
  graphSvcType: badRequest(
    'Invalid OData type specified: "Microsoft.Teams.GraphSvc.aadUserConversationMember"',
  ),
  topicNotAllowed: badRequest("Setting topic is not allowed for 1-on-1 chats."),
  membersNull: badRequest("Chat members cannot be null. (Parameter 'Members')"),
  rolesMissing: badRequest(
    "Each chat member must have at least one role specified. Supported roles are 'owner' and 'guest'.",
  ),
  roleNotSupported: badRequest(({ role = "member" }) => `The passed-in role '${role}' is not supported.`),
  bindMissing: badRequest("'user@odata.bind' field is missing in the request."),
  upnNotFound: notFound(
    ({ users = ["nobody@contoso.com"] }) =>
      `Failed to find users with user principal name ${listed(users.map((user) => `'${user}'`))}`,
  ),
  rosterFailed: forbidden("One or more members cannot be added to the thread roster (OperationFailed)"),
  aclCheckFailed: forbidden("Forbidden", {
    innerMessage: "AclCheckFailed-The policy of a tenant does not allow it.",
  }),
  callerNotMember: badRequest("The caller must be one of the members specified in request body."),
  duplicateMembers: badRequest("Duplicate chat members is specified in the request body."),
  oneOnOneNeedsTwo: badRequest("Creation of 'OneOnOne' chat requires 2 members."),
  targetOfInvocation: badRequest("Exception has been thrown by the target of an invocation."),
  wrongAudience: unauthenticated("Access token validation failure. Invalid audience."),
  unknownError: unauthorized("UnknownError"),
  missingScope: forbidden(
    ({ required = ["Chat.Create", "Chat.ReadWrite"], granted = ["User.Read"] }) =>
      `Missing scope permissions on the request. API requires one of '${listed(required)}'. Scopes on the request '${listed(granted)}'.`,
  ),
  missingRole: forbidden(
    ({ required = ["Chat.Create"], granted = ["User.Read.All"] }) =>
      `Missing role permissions on the request. API requires one of '${listed(required)}'. Roles on the request '${listed(granted)}'.`,
  ),
  noLicence: forbidden(
    "Failed to get license information for the user. Ensure user has a valid Office365 license assigned to them.",
  ),
  applicationOnly: row(
    412,
    "PreconditionFailed",
  )("Requested API is not supported in application-only context"),
  importOnly: unauthorized(
    "Message POST is allowed in application-only context only for import purposes. Refer to https://docs.microsoft.com/microsoftteams/platform/graph-api/import-messages/import-external-messages-to-teams for more details.",
  ),
  newMemberWithoutRole: badRequest("Must specify a role for the new member."),
  rosterFixed: forbidden("InsufficientPrivileges", {
    innerMessage: "The roster of a one-on-one chat cannot be changed.",
  }),
  memberAddBlocked: badRequest("RosterAddMemberBlocked"),
  pathNotSupported: notFound("Requested API is not supported. Please check the path."),
  methodNotAllowed: row(405, "MethodNotAllowed")("Method Not Allowed"),
  skypeBackend: failed("Failed to execute Skype backend request CreateThreadS2SRequest."),
  backendFailed: row(502, "UnknownError")("Failed to execute backend request."),
  failedToExecute: failed("Failed to execute request."),
  tooManyRequests: row(429, "TooManyRequests")("Please retry again later.", {
    headers: { "Retry-After": "10" },
  }),
  batchContentTypeMissing: badRequest(
    ({ id }) => `Write request with id '${id}' does not contain a Content-Type header.`,
  ),
};

/** Those that had to be worded here, because no public source shows them: nothing may depend on their words. */
const worded = {
  notJson: badRequest(
    "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
  ),
  payloadInvalid: badRequest(({ error }) => payload(error)),
  undeclaredProperty: badRequest(({ name }) =>
    payload(`An undeclared property '${name}' was found in the payload.`),
  ),
  chatTypeInvalid: badRequest("Invalid value specified for property 'chatType' of resource 'Chat'."),
  rolesTooMany: badRequest("Each chat member can have only one role specified."),
  installedAppsTooMany: badRequest("Only one app can be installed while a chat is created."),
  installedAppInvalid: badRequest("'teamsApp@odata.bind' field is missing in the request."),
  permissionSetInvalid: badRequest(
    "Invalid value specified for property 'consentedPermissionSet' of resource 'TeamsAppInstallation'.",
  ),
  tokenMissing: unauthenticated("Access token is empty."),
  tokenExpired: unauthenticated("Lifetime validation failed, the token is expired."),
  claimsChallenge: unauthenticated("Continuous access evaluation resulted in challenge.", {
    headers: { "WWW-Authenticate": claimsChallenge },
  }),
  meNeedsUser: badRequest("/me request is only valid with delegated authentication flow."),
  otherUsersChats: forbidden("Forbidden"),
  memberExists: row(409, "Conflict")("The user is a member of the chat already."),
  chatIsFull: badRequest("The chat has as many members as it may."),
  messageInvalid: badRequest("Invalid value specified for property 'body' of resource 'ChatMessage'."),
  messageTooLarge: tooLarge("Message body is too large."),
  chatNotFound: notFound("NotFound"),
  queryNotSupported: badRequest(({ option }) => `Query option '${option}' is not allowed.`),
  tooLarge: tooLarge("Request Entity Too Large"),
  batchInvalid: badRequest("Invalid batch payload format."),
  batchTooLong: badRequest("Number of requests inside batch exceeds the limit."),
  batchIdNotUnique: badRequest(({ id }) => `Request Id ${id} has to be unique in a batch.`),
  batchVersionInUrl: badRequest(({ version }) => `Resource not found for the segment '${version}'.`),
};

/** Each with `seen`. */
export const answers = Object.fromEntries(
  [seen, worded].flatMap((rows) =>
    Object.entries(rows).map(([key, answer]) => [key, { ...answer, seen: rows === seen }]),
  ),
);

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
  const { date, requestId, clientRequestId } = trace;
  const innerError =
    status === 429
      ? { code: "429", date, message: "Please retry after", "request-id": requestId, status: "429" }
      : {
          ...(innerMessage && { message: innerMessage }),
          ...{ date, "request-id": requestId, "client-request-id": clientRequestId },
        };
  return { error: { code, message, innerError } };
}
