/** The users of the tenant: anyone whose name is well formed, but for those configured not to exist. */
import { refusal } from "./answers.mjs";
import { guidOf, isGuid, isUpn } from "./ids.mjs";

/** `settings.users` are known under both names; every other name is a user of its own. */
export function createDirectory(settings) {
  const folded = (name) => name.toLowerCase();
  const known = (name) =>
    settings.users.find(({ id, upn }) => [id, upn].some((own) => own && folded(own) === folded(name)));

  return {
    /** The same text for every name of one user. */
    keyOf: (name) => folded(known(name)?.id ?? name),

    /** The object id: the name itself where it is one. */
    idOf: (name) => folded(known(name)?.id ?? (isGuid(name) ? name : guidOf("user", folded(name)))),

    emailOf: (name) => known(name)?.upn ?? (isUpn(name) ? name : null),

    displayNameOf: (name) => known(name)?.displayName ?? (isUpn(name) ? name.split("@")[0] : "Someone"),

    /** Graph's answer about users that it cannot find or cannot add, else null. */
    check(names) {
      const missing = names.filter((name) =>
        settings.unknownUsers.some((other) => folded(other) === folded(name)),
      );
      if (missing.length > 0) {
        return refusal("upnNotFound", { users: missing });
      }
      return names.some((name) => /^\d+$/.test(name)) ? refusal("rosterFailed") : null;
    },
  };
}
