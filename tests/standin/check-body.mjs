/**
 * Judges a *Create chat* body as Graph does, by means of its own: the schema first, then what Graph checks
 * after reading, in the order seen: roles, users, caller, duplicates, number.
 */
import { refusal } from "./answers.mjs";
import { namesMe, readAppBind, readUserBind, readUserId } from "./bind-url.mjs";
import { refusedUsers } from "./directory.mjs";
import { isGuid, isUpn } from "./ids.mjs";
import { bodyValidator } from "./schema.mjs";

const roles = ["owner", "guest"];

/** Names the row of answers.mjs for what Ajv found first. */
function schemaRefusal({ keyword, params, parentSchema, data, instancePath }) {
  if (keyword === "additionalProperties") {
    const name = params.additionalProperty;
    return refusal(name.startsWith("odata.") ? "annotationWithoutAt" : "undeclaredProperty", { name });
  }
  if (parentSchema.answer === "memberType") return memberTypeRefusal(data);
  if (parentSchema.answer) return refusal(parentSchema.answer);
  return refusal("payloadInvalid", { error: `The value at '${instancePath}' is not of the declared type.` });
}

/** A member that is not said to be an aadUserConversationMember is read as the abstract base type. */
function memberTypeRefusal(member) {
  if (Object.hasOwn(member, "odata.type")) return refusal("annotationWithoutAt", { name: "odata.type" });
  const type = member["@odata.type"];
  if (type === undefined || type === null || /^#?microsoft\.graph\.conversationMember$/.test(type))
    return refusal("undeclaredWithAnnotations", { name: "user" });
  return refusal("typeNotValid", { type });
}

/** The refusals of members as one, or null: the message is repeated once for each. */
function joined(ofMembers) {
  const refusals = ofMembers.filter((refused) => refused !== null);
  if (refusals.length === 0) return null;
  return { ...refusals[0], message: refusals.map(({ message }) => message).join(", ") };
}

function checkRoles({ roles: given }) {
  if (!given?.length) return refusal("rolesMissing");
  const unknown = given.find((role) => !roles.includes(role));
  if (unknown !== undefined) return refusal("roleNotSupported", { role: unknown });
  return given.length > 1 ? refusal("rolesTooMany") : null;
}

/** The user a member names, or null. */
function userOf(member, cloud) {
  const bind = member["user@odata.bind"];
  return bind === undefined || bind === null ? readUserId(member.user?.id) : readUserBind(bind, cloud);
}

function checkUsers(members, users, { cloud, caller, unknownUsers }) {
  const checkUser = (user, index) => {
    if (user !== null) return null;
    const asMe = caller && namesMe(members[index]["user@odata.bind"], cloud);
    return refusal(asMe ? "callerNotMember" : "bindMissing");
  };
  return joined(users.map(checkUser)) ?? (unknownUsers ? refusedUsers(users, unknownUsers) : null);
}

const folded = (text) => text.toLowerCase();

/** The names a caller goes by, each with its kind: "guid", "upn", or neither. */
function namesOf(caller) {
  const names = typeof caller === "string" ? [caller] : [caller?.oid, caller?.upn];
  return names.filter((name) => typeof name === "string" && name.trim() !== "").map((name) => name.trim());
}

const kindOf = (name) => (isGuid(name) ? "guid" : isUpn(name) ? "upn" : null);

/** Only a member named by another kind of id than the caller's could still be the caller. */
function isCallerAbsent(users, caller) {
  const names = namesOf(caller);
  const kinds = names.map(kindOf);
  if (names.length === 0 || kinds.includes(null)) return false;
  const keys = new Set(names.map(folded));
  return users.every((user) => kinds.includes(kindOf(user)) && !keys.has(folded(user)));
}

const hasDuplicates = (users) => new Set(users.map(folded)).size < users.length;

/**
 * Judges a parsed body. Returns null when Graph would make the chat, else `{ key, status, code, message }`.
 *
 * @param {unknown} body
 * @param {{ version?: string, cloud?: string, caller?: string | { oid?: string, upn?: string }, unknownUsers?: string[] }} [options]
 *   `caller` is the signed-in user; `unknownUsers` are those that the directory does not find; without it all names are found.
 */
export function checkBody(body, { version = "v1.0", cloud = "global", caller, unknownUsers } = {}) {
  const validate = bodyValidator({ version, cloud });
  if (!validate(body)) return schemaRefusal(validate.errors[0]);
  const { chatType, topic, members, installedApps } = body;
  if (chatType === undefined || chatType === null) return refusal("chatTypeInvalid");
  if (!members?.length) return refusal("membersNull");
  if (chatType === "oneOnOne" && topic !== undefined && topic !== null) return refusal("topicNotAllowed");
  const users = members.map((member) => userOf(member, cloud));
  return (
    joined(members.map(checkRoles)) ??
    checkUsers(members, users, { cloud, caller, unknownUsers }) ??
    (caller && isCallerAbsent(users, caller) ? refusal("callerNotMember") : null) ??
    (hasDuplicates(users) ? refusal("duplicateMembers") : null) ??
    (chatType === "oneOnOne" && members.length !== 2 ? refusal("oneOnOneNeedsTwo") : null) ??
    checkApps(installedApps ?? [], cloud)
  );
}

/** Judges a member that is to be added: `{ user }`, or `{ refused }`. */
export function checkMember(body, { version = "v1.0", cloud = "global", unknownUsers } = {}) {
  const validate = bodyValidator({ version, cloud, alone: true });
  if (!validate(body)) return { refused: schemaRefusal(validate.errors[0]) };
  if (!body.roles?.length) return { refused: refusal("newMemberWithoutRole") };
  const user = userOf(body, cloud);
  const refused = checkRoles(body) ?? checkUsers([body], [user], { cloud, unknownUsers });
  return refused ? { refused } : { user };
}

function checkApps(apps, cloud) {
  const valid = apps.every((app) => readAppBind(app["teamsApp@odata.bind"], cloud) !== null);
  return valid ? null : refusal("installedAppInvalid");
}

/** The users of a body that passed, in the order of its members. */
export function usersOf(body, { cloud = "global" } = {}) {
  return body.members.map((member) => userOf(member, cloud));
}
