/** Draws a valid chat, and writes it in Graph's form or in the short form. */
import { appBind, encodedKey, plainAppBind, plainBind, userBind } from "./bind-urls.mjs";
import { dates, guid, topic, upn } from "./values.mjs";

const memberType = "#microsoft.graph.aadUserConversationMember";

/** A key in other letters than one seen already. */
function freshUser(random, taken, kind) {
  for (;;) {
    const user = kind === "guid" ? guid(random) : upn(random);
    const key = user.toLowerCase();
    if (!taken.has(key)) {
      taken.add(key);
      return user;
    }
  }
}

function drawMember(random, taken, kinds) {
  const role = random.chance(0.15) ? "guest" : "owner";
  const member = { user: freshUser(random, taken, random.pick(kinds)), role };
  if (role === "owner" && random.chance(0.1)) {
    member.tenantId = guid(random);
  } else if (random.chance(0.06)) {
    member.tenantId = random.pick(["", " \t", null]);
  }
  if (random.chance(0.1)) {
    member.visibleHistoryStartDateTime = random.pick([...dates, null]);
  }
  return member;
}

function drawApp(random) {
  const app = { id: guid(random) };
  if (random.chance(0.5)) {
    const permissions = Array.from({ length: random.between(0, 3) }, () => ({
      permissionValue: random.pick(["ChatMessage.Read.Chat", "OnlineMeeting.ReadBasic.Chat", "x"]),
      permissionType: random.pick(["application", "delegated"]),
    }));
    app.consentedPermissionSet = random.chance(0.1) ? null : { resourceSpecificPermissions: permissions };
  }
  return app;
}

/** A chat that nothing is wrong with: `{ chatType, topic?, members, apps? }`. */
export function drawChat(random) {
  const chatType = random.chance(0.5) ? "oneOnOne" : "group";
  const count = chatType === "oneOnOne" ? 2 : random.chance(0.02) ? 60 : random.between(2, 6);
  const kinds = random.pick([["guid"], ["upn"], ["guid", "upn"]]);
  const taken = new Set();
  const chat = { chatType, members: Array.from({ length: count }, () => drawMember(random, taken, kinds)) };
  if (chatType === "group" && random.chance(0.7)) {
    chat.topic = random.chance(0.1) ? null : topic(random);
  } else if (random.chance(0.1)) {
    chat.topic = null;
  }
  if (random.chance(0.25)) {
    chat.apps = random.chance(0.15) ? random.pick([null, []]) : [drawApp(random)];
  }
  return chat;
}

const annotations = [
  ["@odata.id", "x"],
  ["roles@odata.type", "#Collection(String)"],
  ["@odata.context", "https://graph.microsoft.com/v1.0/$metadata#chats/$entity"],
  ["topic@odata.type", null],
  ["@microsoft.graph.tips", { a: [1, "é", null] }],
];

/** The object with, seldom, an annotation, and its keys in another order. */
function dressed(object, random) {
  const entries = Object.entries(object);
  if (random.chance(0.04)) {
    entries.push(random.pick(annotations));
  }
  return Object.fromEntries(random.chance(0.15) ? random.shuffle(entries) : entries);
}

const optional = ({ tenantId, visibleHistoryStartDateTime }) => ({
  ...(tenantId !== undefined && { tenantId }),
  ...(visibleHistoryStartDateTime !== undefined && { visibleHistoryStartDateTime }),
});

export function wireMember(member, options, random) {
  const written = {
    "@odata.type": random.chance(0.05) ? memberType.slice(1) : memberType,
    roles: [member.role],
    "user@odata.bind": userBind(member.user, options, random),
    ...optional(member),
  };
  return dressed(written, random);
}

export function shortMember(member, random) {
  const bare = member.role === "owner" && Object.keys(optional(member)).length === 0;
  if (bare && random.chance(0.6)) {
    return member.user;
  }
  const role = member.role === "owner" && random.chance(0.5) ? {} : { role: member.role };
  return dressed({ user: member.user, ...role, ...optional(member) }, random);
}

const permissionsOf = ({ consentedPermissionSet }) =>
  consentedPermissionSet === undefined ? {} : { consentedPermissionSet };

export const wireApp = (app, options, random) =>
  dressed({ "teamsApp@odata.bind": appBind(app.id, options, random), ...permissionsOf(app) }, random);

export const shortApp = (app, random) =>
  app.consentedPermissionSet === undefined && random.chance(0.5)
    ? app.id
    : dressed({ teamsApp: app.id, ...permissionsOf(app) }, random);

/** The chat as a request of the form "wire", "short" or "mixed" (each member and app in one of the two). */
export function writeChat(chat, form, options, random) {
  const isWire = () => form === "wire" || (form === "mixed" && random.chance(0.5));
  const { chatType, topic: title, members, apps } = chat;
  const written = {
    chatType,
    ...(title !== undefined && { topic: title }),
    members: members.map((member) =>
      isWire() ? wireMember(member, options, random) : shortMember(member, random),
    ),
    ...(apps !== undefined && {
      installedApps:
        apps?.map((app) => (isWire() ? wireApp(app, options, random) : shortApp(app, random))) ?? null,
    }),
  };
  return dressed(written, random);
}

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const isBlank = (text) => text.trim() === "";

export const isWireMember = (member) =>
  isObject(member) && ["@odata.type", "roles", "user@odata.bind"].some((name) => Object.hasOwn(member, name));

function memberToWire(member, options) {
  if (typeof member === "string") {
    return memberToWire({ user: member }, options);
  }
  if (!isObject(member) || isWireMember(member)) {
    return member;
  }
  const { user: given, role, ...rest } = member;
  const user = /^\s*me\s*$/i.test(given) && options.caller ? options.caller : given;
  const bind =
    typeof user === "string" && !isBlank(user) ? { "user@odata.bind": plainBind(user.trim(), options) } : {};
  return { "@odata.type": memberType, roles: [role ?? "owner"], ...bind, ...rest };
}

function appToWire(app, options) {
  if (typeof app === "string") {
    return appToWire({ teamsApp: app }, options);
  }
  if (!isObject(app) || Object.hasOwn(app, "teamsApp@odata.bind")) {
    return app;
  }
  const { teamsApp, ...rest } = app;
  return typeof teamsApp === "string"
    ? { "teamsApp@odata.bind": plainAppBind(encodedKey(teamsApp.trim()), options), ...rest }
    : app;
}

/** The request with every part of the short form written out, right or wrong, for Graph to judge. */
export function toWire(request, options) {
  if (!isObject(request)) {
    return request;
  }
  const written = { ...request };
  if (Array.isArray(request.members)) {
    written.members = request.members.map((member) => memberToWire(member, options));
  }
  if (Array.isArray(request.installedApps)) {
    written.installedApps = request.installedApps.map((app) => appToWire(app, options));
  }
  return written;
}
