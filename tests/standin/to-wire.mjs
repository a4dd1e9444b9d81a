/** Writes a request in the short form out in Graph's, right or wrong, for the local Graph to judge. */
import { hostOfCloud } from "./bind-url.mjs";

const memberType = "#microsoft.graph.aadUserConversationMember";

/** What encodeURIComponent escapes and Graph's own escaping leaves alone: `$&+,;=:@`. */
const kept = /%(24|26|2B|2C|3B|3D|3A|40)/g;

/** As documented: percent-encoded, and quotes doubled afterwards. Text that is no Unicode stays as it is. */
function encodedKey(id) {
  const encoded = id.isWellFormed() ? encodeURIComponent(id).replace(kept, decodeURIComponent) : id;
  return encoded.replaceAll("'", "''");
}

const plainBind = (id, { cloud, apiVersion }) =>
  `https://${hostOfCloud[cloud]}/${apiVersion}/users('${encodedKey(id)}')`;

const plainAppBind = (id, { cloud, apiVersion }) =>
  `https://${hostOfCloud[cloud]}/${apiVersion}/appCatalogs/teamsApps/${id}`;

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const isBlank = (text) => text.trim() === "";

const isWireMember = (member) =>
  isObject(member) && ["@odata.type", "roles", "user@odata.bind"].some((name) => Object.hasOwn(member, name));

/** In the short form the caller may be called "me". */
const userOrCaller = (user, { caller }) =>
  user.toLowerCase() === "me" && caller !== undefined && !isBlank(caller) ? caller.trim() : user;

function memberToWire(member, options) {
  if (typeof member === "string") return memberToWire({ user: member }, options);
  if (!isObject(member) || isWireMember(member)) return member;
  const { user, role, ...rest } = member;
  const bind =
    typeof user === "string" && !isBlank(user)
      ? { "user@odata.bind": plainBind(userOrCaller(user.trim(), options), options) }
      : {};
  return { "@odata.type": memberType, roles: [role ?? "owner"], ...bind, ...rest };
}

function appToWire(app, options) {
  if (typeof app === "string") return appToWire({ teamsApp: app }, options);
  if (!isObject(app) || Object.hasOwn(app, "teamsApp@odata.bind")) return app;
  const { teamsApp, ...rest } = app;
  return typeof teamsApp === "string"
    ? { "teamsApp@odata.bind": plainAppBind(encodedKey(teamsApp.trim()), options), ...rest }
    : app;
}

/** The request with every part of the short form written out, right or wrong, for Graph to judge. */
export function toWire(request, options) {
  if (!isObject(request)) return request;
  const written = { ...request };
  if (Array.isArray(request.members))
    written.members = request.members.map((member) => memberToWire(member, options));
  if (Array.isArray(request.installedApps))
    written.installedApps = request.installedApps.map((app) => appToWire(app, options));
  return written;
}
