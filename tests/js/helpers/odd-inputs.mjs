// Requests that only JavaScript can make, each with the issues it must get: `[name, make, issues]`.
//
// `issues` is the exact list, each `code path`; `null` where any answer is right as long as there is one.

import {
  argumentsOf,
  changing,
  cyclic,
  elsewhere,
  entangled,
  group,
  Members,
  nested,
  oneOnOne,
  Plain,
  revoked,
  sparse,
  throwing,
  wire,
} from "./odd-makers.mjs";
import { oddValues } from "./odd-values.mjs";
import { fails, ids } from "./stubs.mjs";

const { one, two } = ids;
const notObject = ["requestNotObject "];

const throwingProxies = ["get", "has", "ownKeys", "getOwnPropertyDescriptor", "getPrototypeOf"].map(
  (trap) => [
    `a Proxy whose trap ${trap} throws`,
    () => new Proxy(group(), { [trap]: fails }),
    // The last two need not be asked for; an answer is enough then.
    ["get", "ownKeys", "getOwnPropertyDescriptor"].includes(trap) ? notObject : null,
  ],
);

const requests = [
  ["undefined", () => undefined, notObject],
  ["a class", () => class {}, notObject],
  ["-0", () => -0, notObject],
  ["a RegExp", () => /x/, notObject],
  ["a Set", () => new Set([1]), notObject],
  ["a typed array", () => new Uint8Array(3), notObject],
  ["a Buffer", () => Buffer.from("x"), notObject],
  ["a Promise", () => Promise.resolve(group()), notObject],
  ["an Error", () => Object.assign(new Error("x"), group()), notObject],
  ["a plain array tagged Object", () => Object.assign([], { [Symbol.toStringTag]: "Object" }), notObject],
  ["an object of another realm", () => elsewhere(group()), []],
  ["an object without a prototype", () => Object.assign(Object.create(null), group()), []],
  ["a frozen object", () => Object.freeze(group()), []],
  ["an instance of a class", () => new Plain(), []],
  ["a Proxy that only forwards", () => new Proxy(group(), {}), []],
  ["a getter that throws", () => throwing(group(), "topic"), notObject],
  [
    "a getter that gives a right value",
    () => ({
      ...group(),
      get topic() {
        return "Plan";
      },
    }),
    [],
  ],
  ["a symbol as key", () => group({ [Symbol("colour")]: 1 }), []],
  ["a key with half a surrogate pair", () => group({ "\uD800": 1 }), null],
  ["keys that JavaScript moves", () => group({ b: 1, 1: 1, 0: 1 }), null],
  [
    "a key that is not enumerable",
    () => Object.defineProperty(group(), "topic", { value: 5, enumerable: false }),
    null,
  ],
  ["inherited keys", () => Object.create(group()), null],
  ["a toJSON of its own", () => group({ toJSON: () => "x" }), null],
  ["a toJSON that throws", () => group({ toJSON: fails }), null],
  ["a cycle", () => cyclic(group(), "self"), null],
  ["an annotation with a cycle", () => group({ "@odata.note": cyclic({}, "self") }), null],
  ["an annotation 100,000 deep", () => group({ "@odata.note": nested(100_000) }), null],
  ["an annotation of lists 100,000 deep", () => group({ "@odata.note": nested(100_000, (x) => [x]) }), null],
  ["a topic 100,000 deep", () => group({ topic: nested(100_000) }), ["topicNotString /topic"]],
  [
    "a permission set 100,000 deep",
    () => group({ installedApps: [{ teamsApp: one, consentedPermissionSet: nested(100_000) }] }),
    ["consentedPermissionSetInvalid /installedApps/0/consentedPermissionSet"],
  ],
  ["an annotation with 2 ** 30 paths", () => group({ "@odata.note": entangled() }), null],
  ["a topic of 65 MB", () => group({ topic: "x".repeat(65 * 2 ** 20) }), null],
  [
    "300 unknown properties",
    () => group(Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`p${i}`, i]))),
    null,
  ],
];

const withUndefined = [
  ["chatType", () => group({ chatType: undefined }), ["chatTypeMissing /chatType"]],
  ["members", () => group({ members: undefined }), ["membersMissing /members"]],
  ["topic, of a oneOnOne", () => oneOnOne({ topic: undefined }), []],
  ["installedApps", () => group({ installedApps: undefined }), []],
  ["an unknown property", () => group({ colour: undefined }), []],
  ["a property that Graph sets", () => group({ webUrl: undefined }), []],
  ["role", () => group({ members: [{ user: one, role: undefined }, two] }), []],
  ["tenantId", () => group({ members: [{ user: one, tenantId: undefined }, two] }), []],
  [
    "visibleHistoryStartDateTime",
    () => group({ members: [{ user: one, visibleHistoryStartDateTime: undefined }, two] }),
    [],
  ],
  [
    "consentedPermissionSet",
    () => group({ installedApps: [{ teamsApp: one, consentedPermissionSet: undefined }] }),
    [],
  ],
  [
    "every key of Graph's form beside user",
    () =>
      group({
        members: [
          { user: one, "@odata.type": undefined, roles: undefined, "user@odata.bind": undefined },
          two,
        ],
      }),
    [],
  ],
  ["role in Graph's form", () => group({ members: [wire(one, { role: undefined }), two] }), []],
  ["user beside a bind", () => group({ members: [wire(one, { user: undefined }), two] }), []],
  ["a member", () => group({ members: [undefined, two] }), ["memberNotObject /members/0"]],
  ["an app", () => group({ installedApps: [undefined] }), ["installedAppInvalid /installedApps/0"]],
  [
    "an entry of roles",
    () => group({ members: [wire(one, { roles: [undefined] }), two] }),
    ["memberRoleUnknown /members/0/roles/0"],
  ],
].map(([name, ...rest]) => [`undefined as ${name}`, ...rest]);

const lists = [
  ["a hole in members", () => group({ members: sparse(2, { 1: two }) }), ["memberNotObject /members/0"]],
  [
    "a hole in installedApps",
    () => group({ installedApps: sparse(1) }),
    ["installedAppInvalid /installedApps/0"],
  ],
  [
    "a hole in roles",
    () => group({ members: [wire(one, { roles: sparse(1) }), two] }),
    ["memberRoleUnknown /members/0/roles/0"],
  ],
  ["members with further properties", () => group({ members: Object.assign([one, two], { x: 1 }) }), []],
  ["members of a subclass of Array", () => group({ members: Members.of(one, two) }), []],
  ["members of another realm", () => group({ members: elsewhere([one, two]) }), []],
  ["frozen members", () => group({ members: Object.freeze([one, two]) }), []],
  [
    "an iterator as members",
    () => group({ members: [one, two][Symbol.iterator]() }),
    ["membersNotArray /members"],
  ],
  ["a Set as members", () => group({ members: new Set([one, two]) }), ["membersNotArray /members"]],
  ["arguments as members", () => group({ members: argumentsOf(one, two) }), ["membersNotArray /members"]],
  ["a typed array as members", () => group({ members: new Uint8Array(2) }), ["membersNotArray /members"]],
  [
    "100,000 members",
    () => group({ members: Array.from({ length: 100_000 }, (_, i) => `user${i}@contoso.com`) }),
    ["groupTooLarge /members"],
  ],
  [
    "100,000 times the same member",
    () => group({ members: Array.from({ length: 100_000 }, () => one) }),
    null,
  ],
  ["100,000 holes", () => group({ members: sparse(100_000) }), null],
  ["a list of 2 ** 32 - 1 holes", () => group({ members: sparse(2 ** 32 - 1) }), null],
  [
    "roles of 2 ** 32 - 1 holes",
    () => group({ members: [wire(one, { roles: sparse(2 ** 32 - 1) }), two] }),
    null,
  ],
  ["members that hold themselves", () => group({ members: cyclic([one, two], 2) }), null],
  [
    "a chat that is its own member",
    () => {
      const chat = group();
      chat.members.push(chat);
      return chat;
    },
    null,
  ],
  ["members that cannot be read", () => group({ members: revoked([]) }), null],
  [
    "a member that cannot be read",
    () => group({ members: [one, throwing({ user: two }, "role")] }),
    ["memberNotObject /members/1"],
  ],
  ["a getter that throws at an index", () => group({ members: throwing([one, two], 1) }), null],
  [
    "members whose length throws",
    () =>
      group({ members: new Proxy([one], { get: (list, key) => (key === "length" ? fails() : list[key]) }) }),
    null,
  ],
  [
    "members whose length lies",
    () => group({ members: new Proxy([one], { get: (list, key) => (key === "length" ? -1 : list[key]) }) }),
    null,
  ],
  ["a member of another realm", () => group({ members: [elsewhere({ user: one }), two] }), []],
  [
    "a member of a class",
    () =>
      group({
        members: [Object.assign(new Plain(), { chatType: undefined, members: undefined, user: one }), two],
      }),
    [],
  ],
];

const changingRequests = [
  ["a chatType", () => changing(group(), "chatType", ["group", "meeting"])],
  ["a topic that becomes a BigInt", () => changing(group(), "topic", ["Plan", 1n])],
  ["a topic that becomes a Date", () => changing(group(), "topic", ["Plan", new Date(0)])],
  ["a topic that throws later", () => changing(group(), "topic", ["Plan", fails])],
  ["a topic that is absent later", () => changing(group(), "topic", ["Plan", undefined])],
  ["a topic that becomes a cycle", () => changing(group(), "topic", ["Plan", cyclic({}, "self")])],
  ["members that become a Map", () => changing(group(), "members", [[one, two], new Map()])],
  ["members that grow", () => changing(group(), "members", [[one, two], sparse(2 ** 32 - 1)])],
  ["a user", () => group({ members: [changing({}, "user", [one, "me"]), two] })],
].map(([name, make]) => [`${name}, changing as it is read`, make, null]);

/** `[name, make, issues]`. */
export const oddInputs = [
  ...requests,
  ...throwingProxies,
  ...withUndefined,
  ...lists,
  ...changingRequests,
  ...oddValues,
];
