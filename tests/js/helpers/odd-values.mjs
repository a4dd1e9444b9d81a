// Values that no JSON holds, in every place of a request: `[name, make, issues]` as in odd-inputs.mjs.

import { group, oneOnOne, revoked, Tagged, wire } from "./odd-makers.mjs";
import { ids } from "./stubs.mjs";

const { one, two } = ids;

/** Values that are no string, list or plain object, whatever is asked for. */
const oddities = {
  "a BigInt": () => 1n,
  "a symbol": () => Symbol("x"),
  "a function": () => () => {},
  NaN: () => Number.NaN,
  Infinity: () => Number.POSITIVE_INFINITY,
  "a Date": () => new Date(0),
  "a Map": () => new Map([["a", 1]]),
  "a String object": () => new String(one),
  "a revoked Proxy": () => revoked({}),
  "an object of a tagged class": () => new Tagged(),
};

/** The same value in every place of a request, and what is wrong with it there. */
const everywhere = (name, value) => [
  [`${name} as the request`, value, ["requestNotObject "]],
  [`${name} as chatType`, () => group({ chatType: value() }), ["chatTypeUnknown /chatType"]],
  [`${name} as topic of a group`, () => group({ topic: value() }), ["topicNotString /topic"]],
  [`${name} as topic of a oneOnOne`, () => oneOnOne({ topic: value() }), ["topicNotAllowed /topic"]],
  [`${name} as members`, () => group({ members: value() }), ["membersNotArray /members"]],
  [`${name} as a member`, () => group({ members: [one, value()] }), ["memberNotObject /members/1"]],
  [`${name} as user`, () => group({ members: [{ user: value() }, two] }), ["memberUserMissing /members/0"]],
  [
    `${name} as user@odata.bind`,
    () => group({ members: [wire(one, { "user@odata.bind": value() }), two] }),
    ["bindUrlInvalid /members/0/user@odata.bind"],
  ],
  [
    `${name} as role`,
    () => group({ members: [{ user: one, role: value() }, two] }),
    ["memberRoleUnknown /members/0/role"],
  ],
  [
    `${name} as an entry of roles`,
    () => group({ members: [wire(one, { roles: [value()] }), two] }),
    ["memberRoleUnknown /members/0/roles/0"],
  ],
  [
    `${name} as tenantId`,
    () => group({ members: [{ user: one, tenantId: value() }, two] }),
    ["memberTenantIdInvalid /members/0/tenantId"],
  ],
  [
    `${name} as visibleHistoryStartDateTime`,
    () => group({ members: [{ user: one, visibleHistoryStartDateTime: value() }, two] }),
    ["memberDateInvalid /members/0/visibleHistoryStartDateTime"],
  ],
  [
    `${name} as installedApps`,
    () => group({ installedApps: value() }),
    ["installedAppsNotArray /installedApps"],
  ],
  [`${name} as an app`, () => group({ installedApps: [value()] }), ["installedAppInvalid /installedApps/0"]],
  [
    `${name} as consentedPermissionSet`,
    () => group({ installedApps: [{ teamsApp: one, consentedPermissionSet: value() }] }),
    ["consentedPermissionSetInvalid /installedApps/0/consentedPermissionSet"],
  ],
  [`${name} as an annotation`, () => group({ "@odata.note": value() }), null],
  [`${name} as an unknown property`, () => group({ colour: value() }), ["propertyUnknown /colour"]],
  [`${name} as a property that Graph sets`, () => group({ webUrl: value() }), ["propertyReadOnly /webUrl"]],
];

export const oddValues = Object.entries(oddities).flatMap(([name, value]) => everywhere(name, value));
