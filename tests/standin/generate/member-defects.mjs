/** Defects of one member, in the form of the table in chat-defects.mjs; `request.members` is an array here. */
import { readUserBind } from "../bind-url.mjs";
import { foreignHostBind, invalidBind, otherVersionBind, userBind } from "./bind-urls.mjs";
import { isWireMember, shortMember, wireMember } from "./chat.mjs";
import { define } from "./chat-defects.mjs";
import {
  dates,
  guid,
  invalidDates,
  invalidGuids,
  invalidIds,
  notStrings,
  oddValues,
  unknownNames,
  unusualId,
  upn,
} from "./values.mjs";

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const blank = ["", " ", "\t\n", "\u00A0"];

/** The member at a random place, as an object: a bare string becomes `{ user }`. */
function someMember({ request, random }) {
  const index = random.below(request.members.length);
  if (typeof request.members[index] === "string") {
    request.members[index] = { user: request.members[index] };
  }
  return { index, member: request.members[index], wire: isWireMember(request.members[index]) };
}

/** Applies to a wire member only, or to a short one only. */
const onWire = (change) => (context) => {
  const { member, wire } = someMember(context);
  return wire ? change(member, context) : false;
};
const onEither = (change) => (context) => {
  const { member, wire } = someMember(context);
  return isObject(member) ? change(member, context, wire) : false;
};

/** The user whom a member names, or null where an earlier defect leaves none. */
function userIn(member, { options }) {
  const user = typeof member === "string" ? member : (member?.user ?? member?.["user@odata.bind"]);
  const id = typeof user === "string" && /^https:/i.test(user) ? readUserBind(user, options.cloud) : user;
  return typeof id === "string" ? id : null;
}

/** Gives the change the user as `context.user`. */

const named = (change) => (member, context, wire) => {
  const user = userIn(member, context);
  return user === null ? false : change(member, { ...context, user }, wire);
};

/** The same user by another spelling, where there is one. */
function respelled(user, random) {
  const spellings = [user, user.toUpperCase(), user.toLowerCase()];
  return random.pick(spellings.filter((spelling) => spelling.toLowerCase() === user.toLowerCase()));
}

function setUser(member, user, { options, random }, wire) {
  if (wire) {
    member["user@odata.bind"] = userBind(user, options, random);
  } else {
    member.user = user;
  }
}

export const memberDefects = [
  {
    code: "callerNotMember",
    severity: "error",
    apply(context) {
      const { request, random, options } = context;
      const kind = random.pick(["guid", "upn"]);
      for (const [index, member] of request.members.entries()) {
        const user = kind === "guid" ? guid(random) : upn(random);
        const fresh = { user: `${index}${user.slice(1)}`, role: "owner" };
        request.members[index] = isWireMember(member)
          ? wireMember(fresh, options, random)
          : shortMember(fresh, random);
      }
      options.caller = kind === "guid" ? guid(random).replace(/^./, "f") : `caller.${upn(random)}`;
      return request.members.length <= 10;
    },
  },
  {
    code: "memberNotObject",
    severity: "error",
    apply({ request, random }) {
      const index = random.below(request.members.length);
      request.members[index] = random.pick([null, 5, true, [], [request.members[index]]]);
    },
  },
  {
    code: "memberTypeMissing",
    severity: "error",
    apply: onWire((member, { random }) => {
      if (random.chance(0.7)) {
        delete member["@odata.type"];
      } else {
        member["@odata.type"] = null;
      }
    }),
  },
  {
    code: "memberTypeUnsupported",
    severity: "error",
    apply: onWire((member, { random }) => {
      member["@odata.type"] = random.pick([
        "#microsoft.graph.conversationMember",
        "microsoft.graph.conversationMember",
        "#microsoft.graph.anonymousGuestConversationMember",
        "#microsoft.graph.AadUserConversationMember",
        "#Microsoft.Graph.aadUserConversationMember",
        "##microsoft.graph.aadUserConversationMember",
        "#microsoft.graph.aadUserConversationMember ",
        "#microsoft.graph.user",
        "aadUserConversationMember",
        ...["", "#", 5, true, {}, ["#microsoft.graph.aadUserConversationMember"]],
      ]);
    }),
  },
  {
    code: "memberUserInline",
    severity: "warning",
    apply: onWire(
      named((member, { user }) => {
        member.user = { id: user };
        delete member["user@odata.bind"];
      }),
    ),
  },
  {
    code: "memberUserMissing",
    severity: "error",
    apply: onEither((member, { random }, wire) => {
      const key = wire ? "user@odata.bind" : "user";
      const url = member[key];
      delete member[key];
      if (wire) {
        const [name, value] = random.pick([
          ["user@odata.bind", random.pick([...blank, null])],
          ["User@odata.bind", url],
          ["user@odata.Bind", url],
          ["user@Odata.bind", url],
          ["user", {}],
          ["user", { id: random.pick([...blank, null, 5, {}]) }],
          ["user", { ID: "x@contoso.com" }],
          ["@odata.id", "x"],
        ]);
        member[name] = value;
      } else if (random.chance(0.6)) {
        member.user = random.pick([...blank, null, ...notStrings]);
      } else {
        member[random.pick(["User", "USER", "id", "userId"])] = url;
      }
    }),
  },
  {
    code: "memberUserInvalid",
    severity: "error",
    apply: onEither((member, { random, options }, wire) => {
      const user = random.pick(invalidIds);
      if (!wire && options.caller && user.toLowerCase() === "me") {
        return false; // There it stands for the caller.
      }
      if (wire) {
        delete member["user@odata.bind"];
        member.user = { id: user };
      } else {
        member.user = user;
      }
    }),
  },
  {
    code: "memberUserUnusual",
    severity: "warning",
    apply: onEither((member, context, wire) => setUser(member, unusualId(context.random), context, wire)),
  },
  {
    code: "userWithSpaceAround",
    severity: "none",
    apply: onEither(
      named((member, { user, options, random }, wire) => {
        if (wire) {
          member["user@odata.bind"] = userBind(` ${user}\t`, options, random);
        } else {
          member.user = ` ${user}\u00A0\n`;
        }
      }),
    ),
  },
  {
    code: "memberDuplicate",
    severity: "error",
    apply(context) {
      const { request, random, options } = context;
      const [first, second] = random.shuffle([...request.members.keys()]).slice(0, 2);
      const user = second === undefined ? null : userIn(request.members[first], context);
      if (user === null) {
        return false;
      }
      const copy = { user: respelled(user, random), role: "owner" };
      const wire = isWireMember(request.members[second]);
      request.members[second] = wire ? wireMember(copy, options, random) : shortMember(copy, random);
    },
  },
  {
    code: "memberRolesMissing",
    severity: "error",
    apply: onWire((member, { random }) => {
      if (random.chance(0.4)) {
        delete member.roles;
      } else {
        member.roles = random.pick([[], null, "owner", {}, { 0: "owner" }, 5, true, ""]);
      }
    }),
  },
  {
    code: "memberRoleUnknown",
    severity: "error",
    apply: onEither((member, { random }, wire) => {
      const role = random.pick([
        "member",
        "Owner",
        "OWNER",
        "Guest",
        "owner ",
        "",
        "admin",
        5,
        [],
        ["owner"],
      ]);
      if (wire) {
        member.roles = [random.chance(0.1) ? null : role];
      } else {
        member.role = role;
      }
    }),
  },
  {
    code: "memberRolesTooMany",
    severity: "error",
    apply: onWire((member, { random }) => {
      member.roles = random.pick([
        ["owner", "guest"],
        ["owner", "owner"],
        ["guest", "owner", "guest"],
        ["owner", null],
      ]);
    }),
  },
  {
    code: "memberTenantIdInvalid",
    severity: "error",
    apply: onEither((member, { random }) => {
      member.tenantId = random.pick([
        ...invalidGuids(random),
        ` ${guid(random)}`,
        "contoso.com",
        ...notStrings,
      ]);
    }),
  },
  {
    code: "memberGuestWithTenantId",
    severity: "warning",
    apply: onEither((member, { random }, wire) => {
      member.tenantId = guid(random);
      member[wire ? "roles" : "role"] = wire ? ["guest"] : "guest";
    }),
  },
  {
    code: "memberDateInvalid",
    severity: "error",
    apply: onEither((member, { random }) => {
      member.visibleHistoryStartDateTime = random.pick([...invalidDates, ...notStrings]);
    }),
  },
  {
    code: "memberHistoryAtCreation",
    severity: "warning",
    apply: onEither((member, { random }) => {
      member.visibleHistoryStartDateTime = random.pick(dates);
    }),
  },
  {
    code: "bindUrlInvalid",
    severity: "error",
    apply: onWire(
      named((member, { user, options, random }) => {
        member["user@odata.bind"] = invalidBind(user, options, random);
      }),
    ),
  },
  {
    code: "bindUrlForeignHost",
    severity: "error",
    apply: onWire(
      named((member, { user, options, random }) => {
        member["user@odata.bind"] = foreignHostBind(user, options, random);
      }),
    ),
  },
  {
    code: "bindUrlOtherVersion",
    severity: "warning",
    apply: onWire(
      named((member, { user, options, random }) => {
        member["user@odata.bind"] = otherVersionBind(user, options, random);
      }),
    ),
  },
  {
    code: "propertyUnknown",
    severity: "error",
    apply: onEither((member, { random }, wire) => {
      const ofOtherForm = wire ? ["role", "Roles", "ROLES"] : ["Role", "Roles", "teamsApp"];
      const names = [...unknownNames, ...ofOtherForm, "TenantId", "tenantID", "displayname"];
      define(member, random.pick(names), random.pick(oddValues));
    }),
  },
  {
    code: "propertyUnknown",
    severity: "error",
    apply: onWire((member, { random }) => {
      member.user = random.pick([{ id: "x@contoso.com" }, "x@contoso.com", {}, 5]);
    }),
  },
  {
    code: "propertyReadOnly",
    severity: "warning",
    apply: onEither((member, { random }) => {
      member[random.pick(["id", "displayName", "email", "userId"])] = random.pick(oddValues);
    }),
  },
];
