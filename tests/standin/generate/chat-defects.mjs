/**
 * Defects of a chat as a whole. Each entry of the table: the rule's code, "error" or "warning" as the rules table
 * says, and what does it to a request; `apply` returns false where the request gives no occasion.
 */
import { appBind, invalidAppBind, otherVersionAppBind } from "./bind-urls.mjs";
import { isWireMember, shortMember, wireMember } from "./chat.mjs";
import { colonTopic, guid, longTopic, notStrings, oddValues, unknownNames } from "./values.mjs";

/** A member that nobody else is, in the form that the request has already. */
export function anotherMember({ request, options, random, form }) {
  const member = { user: guid(random), role: "owner" };
  const wire = form === "wire" || request.members.some(isWireMember);
  return wire ? wireMember(member, options, random) : shortMember(member, random);
}

function setApps(context, apps) {
  context.request.installedApps = apps;
}

function freshApp({ options, random, form }) {
  const id = guid(random);
  return form === "short"
    ? { teamsApp: id }
    : { "teamsApp@odata.bind": otherVersionAppBind(id, options, random) };
}

const permission = { permissionValue: "ChatMessage.Read.Chat", permissionType: "application" };

const invalidPermissionSets = [
  5,
  "x",
  true,
  [],
  [permission],
  {},
  { resourceSpecificPermissions: null },
  { resourceSpecificPermissions: permission },
  { resourceSpecificPermissions: [null] },
  { resourceSpecificPermissions: ["ChatMessage.Read.Chat"] },
  { resourceSpecificPermissions: [{ permissionValue: "x" }] },
  { resourceSpecificPermissions: [{ permissionType: "application" }] },
  { resourceSpecificPermissions: [{ ...permission, permissionType: "Application" }] },
  { resourceSpecificPermissions: [{ ...permission, permissionType: null }] },
  { resourceSpecificPermissions: [{ ...permission, permissionValue: 5 }] },
  { resourceSpecificPermissions: [{ ...permission, permissionValue: " " }] },
  { resourceSpecificPermissions: [{ ...permission, extra: 1 }] },
  { resourceSpecificPermissions: [permission, [permission]] },
  { resourceSpecificPermissions: [permission], extra: 1 },
  { ResourceSpecificPermissions: [permission] },
];

/** Declared by every cloud and version, and set by Graph. */
const readOnlyNames = [
  "id",
  "createdDateTime",
  "lastUpdatedDateTime",
  "webUrl",
  "tenantId",
  "viewpoint",
  "messages",
];

export const chatDefects = [
  {
    code: "requestNotObject",
    severity: "error",
    apply(context) {
      context.request = context.random.pick([
        null,
        5,
        "x",
        true,
        [],
        [context.request],
        JSON.stringify(context.request),
      ]);
    },
  },
  {
    code: "chatTypeMissing",
    severity: "error",
    apply({ request, random }) {
      if (random.chance(0.5)) {
        delete request.chatType;
      } else {
        request.chatType = null;
      }
    },
  },
  {
    code: "chatTypeUnknown",
    severity: "error",
    apply({ request, random }) {
      const { chatType } = request;
      request.chatType = random.pick([
        ...["meeting", "unknownFutureValue", "OneOnOne", "Group", "GROUP", "oneonone", "one-on-one", ""],
        ...[` ${chatType}`, [chatType], { value: chatType }, 0, 1, true],
      ]);
    },
  },
  {
    code: "topicNotAllowed",
    severity: "error",
    apply({ request, random }) {
      if (request.chatType !== "oneOnOne") {
        return false;
      }
      request.topic = random.pick(["", " ", "Plan", ...notStrings]);
    },
  },
  {
    code: "topicNotString",
    severity: "error",
    apply({ request, random }) {
      if (request.chatType !== "group") {
        return false;
      }
      request.topic = random.pick([...notStrings, "\uD800", "a\uDC00b"]);
    },
  },
  {
    code: "topicTooLong",
    severity: "warning",
    apply({ request, random }) {
      if (request.chatType !== "group") {
        return false;
      }
      request.topic = longTopic(random);
    },
  },
  {
    code: "topicHasColon",
    severity: "warning",
    apply({ request, random }) {
      if (request.chatType !== "group") {
        return false;
      }
      request.topic = colonTopic(random);
    },
  },
  {
    code: "membersMissing",
    severity: "error",
    apply({ request, random }) {
      if (random.chance(0.5)) {
        delete request.members;
      } else {
        request.members = null;
      }
    },
  },
  {
    code: "membersNotArray",
    severity: "error",
    apply({ request, random }) {
      request.members = random.pick(["", "a@contoso.com", 2, true, {}, { 0: "a@contoso.com" }]);
    },
  },
  {
    code: "membersEmpty",
    severity: "error",
    apply({ request }) {
      request.members = [];
    },
  },
  {
    code: "oneOnOneNeedsTwoMembers",
    severity: "error",
    needsMembers: true,
    apply(context) {
      const { request, random } = context;
      if (request.chatType !== "oneOnOne") {
        return false;
      }
      if (random.chance(0.5)) {
        request.members.splice(random.below(2), 1);
      } else {
        request.members.push(anotherMember(context));
      }
    },
  },
  {
    code: "groupHasOneMember",
    severity: "warning",
    needsMembers: true,
    apply({ request, options }) {
      if (request.chatType !== "group") {
        return false;
      }
      delete options.caller;
      request.members = request.members.slice(0, 1);
    },
  },
  {
    code: "groupTooLarge",
    severity: "warning",
    needsMembers: true,
    apply(context) {
      const { request, random } = context;
      if (request.chatType !== "group" || random.chance(0.8)) {
        return false;
      }
      while (request.members.length <= 250) {
        request.members.push(anotherMember(context));
      }
    },
  },
  {
    code: "groupOverAddLimit",
    severity: "warning",
    needsMembers: true,
    apply(context) {
      const { request, options, random } = context;
      if (request.chatType !== "group" || options.cloud.startsWith("usGovernment") || random.chance(0.8)) {
        return false;
      }
      while (request.members.length <= 200) {
        request.members.push(anotherMember(context));
      }
    },
  },
  {
    code: "installedAppsNotArray",
    severity: "error",
    apply({ request, random }) {
      request.installedApps = random.pick([{}, "", "x", 5, true, { 0: {} }]);
    },
  },
  {
    code: "installedAppsTooMany",
    severity: "error",
    apply(context) {
      setApps(
        context,
        Array.from({ length: context.random.between(2, 3) }, () => freshApp(context)),
      );
    },
  },
  {
    code: "installedAppInvalid",
    severity: "error",
    apply(context) {
      const { random, options, form } = context;
      const id = guid(random);
      const short = [
        `{${id}}`,
        `urn:uuid:${id}`,
        ...["", "..", "_", "com.example app"],
        null,
        5,
        { teamsApp: null },
        { teamsApp: 5 },
        { teamsApp: "x y" },
      ];
      const wire = [null, 5, [], {}, { teamsApp: { id } }, { "TeamsApp@odata.bind": `https://x/${id}` }];
      const bind = { "teamsApp@odata.bind": invalidAppBind(id, options, random) };
      setApps(context, [
        form === "short" ? random.pick(short) : random.chance(0.3) ? random.pick(wire) : bind,
      ]);
    },
  },
  {
    code: "installedAppUnusual",
    severity: "warning",
    apply(context) {
      const { random, options, form } = context;
      const id = random.pick(["com.microsoft.teamspace.tab.vsts", "x", "a_b-c.d", guid(random).slice(1)]);
      const app =
        form === "short" ? { teamsApp: id } : { "teamsApp@odata.bind": appBind(id, options, random) };
      setApps(context, [app]);
    },
  },
  {
    code: "consentedPermissionSetInvalid",
    severity: "error",
    apply(context) {
      const set = context.random.pick(invalidPermissionSets);
      setApps(context, [{ ...freshApp(context), consentedPermissionSet: set }]);
    },
  },
  {
    code: "propertyUnknown",
    severity: "error",
    apply(context) {
      const { request, random } = context;
      const names = [...unknownNames, "ChatType", "Topic", "TOPIC", "Members", "InstalledApps", "createdBy2"];
      const target = random.chance(0.7) ? request : { ...freshApp(context) };
      if (target !== request) {
        setApps(context, [target]);
      }
      define(target, random.pick(names), random.pick(oddValues));
    },
  },
  {
    code: "propertyReadOnly",
    severity: "warning",
    apply({ request, random }) {
      request[random.pick(readOnlyNames)] = random.pick(oddValues);
    },
  },
];

/** As JSON.parse would: `__proto__` is a property like any other. */
export function define(object, name, value) {
  if (object === null || typeof object !== "object") {
    return;
  }
  Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
}
