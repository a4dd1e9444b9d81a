/**
 * What Graph's pages say about *Create chat* beyond the schema: which declared properties are inputs, and
 * the form of their values. Everything else that the schema declares is set by Graph and ignored.
 *
 * `answer` names the row of answers.mjs that a violation gets.
 */

const guid = "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}";

const annotations = { "@": true };

/** The inputs of each type, with what the pages add to the schema's type. */
export const inputs = {
  chat: {
    chatType: { enum: ["oneOnOne", "group", null], answer: "chatTypeInvalid" },
    topic: {},
    members: {},
    installedApps: { allOf: [{ maxItems: 1, answer: "installedAppsTooMany" }] },
  },
  aadUserConversationMember: {
    roles: {},
    tenantId: { pattern: `^(?:${guid}|\\p{White_Space}*)$` },
    visibleHistoryStartDateTime: {},
    user: {},
  },
  teamsAppInstallation: {
    consentedPermissionSet: {},
  },
};

/** Types that the fragments name but do not hold. */
export const undeclaredTypes = {
  user: {
    type: "object",
    properties: { id: { type: "string" } },
    patternProperties: annotations,
    additionalProperties: false,
  },
  teamsAppPermissionSet: {
    type: "object",
    answer: "permissionSetInvalid",
    required: ["resourceSpecificPermissions"],
    properties: {
      resourceSpecificPermissions: {
        type: "array",
        answer: "permissionSetInvalid",
        items: {
          type: "object",
          answer: "permissionSetInvalid",
          required: ["permissionValue", "permissionType"],
          properties: {
            permissionValue: {
              type: "string",
              format: "well-formed",
              pattern: "\\P{White_Space}",
              answer: "permissionSetInvalid",
            },
            permissionType: { enum: ["application", "delegated"], answer: "permissionSetInvalid" },
          },
          patternProperties: annotations,
          additionalProperties: false,
        },
      },
    },
    patternProperties: annotations,
    additionalProperties: false,
  },
};

/** Without `#` it is the same: seen to be accepted. */
export const memberTypes = [
  "#microsoft.graph.aadUserConversationMember",
  "microsoft.graph.aadUserConversationMember",
];
