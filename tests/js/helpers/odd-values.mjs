// Values that no JSON holds, in every place of a request: `[name, make, issues]` as in odd-inputs.mjs.

import { apps, group, members, oneOnOne, revoked, Tagged, wire } from "./odd-makers.mjs";
import { ids } from "./stubs.mjs";

const { one, two } = ids;
const twice = (issue) => [issue, issue];

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

/** The places, what is wrong with such a value there, and with undefined. */
const places = [
  ["the request", (value) => value, "requestNotObject ", "requestNotObject "],
  ["chatType", (chatType) => group({ chatType }), "chatTypeUnknown /chatType", "chatTypeMissing /chatType"],
  ["topic of a group", (topic) => group({ topic }), "topicNotString /topic"],
  ["topic of a oneOnOne", (topic) => oneOnOne({ topic }), "topicNotAllowed /topic"],
  ["members", (list) => group({ members: list }), "membersNotArray /members", "membersMissing /members"],
  ["a member", (value) => members(one, value), ...twice("memberNotObject /members/1")],
  ["user", (user) => members({ user }, two), ...twice("memberUserMissing /members/0")],
  [
    "user@odata.bind",
    (bind) => members(wire(one, { "user@odata.bind": bind }), two),
    "bindUrlInvalid /members/0/user@odata.bind",
    "memberUserMissing /members/0",
  ],
  ["role", (role) => members({ user: one, role }, two), "memberRoleUnknown /members/0/role"],
  [
    "an entry of roles",
    (role) => members(wire(one, { roles: [role] }), two),
    ...twice("memberRoleUnknown /members/0/roles/0"),
  ],
  [
    "tenantId",
    (tenantId) => members({ user: one, tenantId }, two),
    "memberTenantIdInvalid /members/0/tenantId",
  ],
  [
    "visibleHistoryStartDateTime",
    (visibleHistoryStartDateTime) => members({ user: one, visibleHistoryStartDateTime }, two),
    "memberDateInvalid /members/0/visibleHistoryStartDateTime",
  ],
  ["installedApps", (list) => group({ installedApps: list }), "installedAppsNotArray /installedApps"],
  ["an app", (value) => apps(value), ...twice("installedAppInvalid /installedApps/0")],
  [
    "consentedPermissionSet",
    (consentedPermissionSet) => apps({ teamsApp: one, consentedPermissionSet }),
    "consentedPermissionSetInvalid /installedApps/0/consentedPermissionSet",
  ],
  ["an unknown property", (colour) => group({ colour }), "propertyUnknown /colour"],
  ["a property that Graph sets", (webUrl) => group({ webUrl }), "propertyReadOnly /webUrl"],
];

const listOf = (issue) => (issue === undefined ? [] : [issue]);

export const oddValues = [
  ...Object.entries(oddities).flatMap(([name, value]) => [
    ...places.map(([place, make, issue]) => [`${name} as ${place}`, () => make(value()), [issue]]),
    [`${name} as an annotation`, () => group({ "@odata.note": value() })],
  ]),
  ...places.map(([place, make, , issue]) => [`undefined as ${place}`, () => make(undefined), listOf(issue)]),
];
