/** The users of the tenant: anyone whose name is well formed, but for those configured not to exist. */
import { refusal } from "./answers.mjs";
import { guidOf, isGuid, isUpn } from "./ids.mjs";

const folded = (name) => name.toLowerCase();

/** The object id: the name itself where it is one. */
export const idOf = (name) => folded(isGuid(name) ? name : guidOf("user", folded(name)));

export const emailOf = (name) => (isUpn(name) ? name : null);

export const displayNameOf = (name) => (isUpn(name) ? name.split("@")[0] : "Someone");

/** Graph's answer about users that it cannot find or cannot add, else null. */
export function refusedUsers(names, unknownUsers) {
  const missing = names.filter((name) => unknownUsers.includes(folded(name)));
  if (missing.length > 0) return refusal("upnNotFound", { users: missing });
  return names.some((name) => /^\d+$/.test(name)) ? refusal("rosterFailed") : null;
}
