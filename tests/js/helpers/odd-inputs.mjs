// Requests that only JavaScript can make, each with the issues it must get: `[name, make, issues]`.
//
// `issues` is the exact list, each `code path`; it is absent where any answer is right as long as there is one.

import * as makers from "./odd-makers.mjs";
import { oddValues } from "./odd-values.mjs";
import { fails, ids } from "./stubs.mjs";

const { apps, changing, cyclic, elsewhere, group, members, nested } = makers;
const { Plain, sparse, throwing, wire } = makers;

const { one, two } = ids;
const notObject = ["requestNotObject "];
const ofList = (list) => group({ members: list });
const numbered = (count, of) => Array.from({ length: count }, (_, index) => of(index));

// The traps has and getPrototypeOf need not be asked for; an answer is enough then.
const throwingProxies = [
  ...["get", "ownKeys", "getOwnPropertyDescriptor"].map((trap) => [trap, notObject]),
  ...["has", "getPrototypeOf"].map((trap) => [trap]),
].map(([trap, issues]) => [
  `a Proxy whose trap ${trap} throws`,
  () => new Proxy(group(), { [trap]: fails }),
  issues,
]);

const requests = [
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
  ["a getter that gives a right value", () => changing(group(), "topic", ["Plan"]), []],
  ["a symbol as key", () => group({ [Symbol("colour")]: 1 }), []],
  ["a key with half a surrogate pair", () => group({ "\uD800": 1 })],
  ["keys that JavaScript moves", () => group({ b: 1, 1: 1, 0: 1 })],
  ["a key that is not enumerable", () => Object.defineProperty(group(), "topic", { value: 5 })],
  ["inherited keys", () => Object.create(group())],
  ["a toJSON of its own", () => group({ toJSON: () => "x" })],
  ["a toJSON that throws", () => group({ toJSON: fails })],
  ["a cycle", () => cyclic(group(), "self")],
  ["an annotation with a cycle", () => group({ "@odata.note": cyclic({}, "self") })],
  ["an annotation 100,000 deep", () => group({ "@odata.note": nested(100_000) })],
  ["an annotation of lists 100,000 deep", () => group({ "@odata.note": nested(100_000, (x) => [x]) })],
  ["a topic 100,000 deep", () => group({ topic: nested(100_000) }), ["topicNotString /topic"]],
  [
    "a permission set 100,000 deep",
    () => apps({ teamsApp: one, consentedPermissionSet: nested(100_000) }),
    ["consentedPermissionSetInvalid /installedApps/0/consentedPermissionSet"],
  ],
  ["an annotation with 2 ** 30 paths", () => group({ "@odata.note": makers.entangled() })],
  ["a topic of 65 MB", () => group({ topic: "x".repeat(65 * 2 ** 20) })],
  ["300 unknown properties", () => group(Object.fromEntries(numbered(300, (index) => [`p${index}`, index])))],
];

const ofGraph = { "@odata.type": undefined, roles: undefined, "user@odata.bind": undefined };
const withUndefined = [
  ["undefined as every key of Graph's form beside user", () => members({ user: one, ...ofGraph }, two), []],
  ["undefined as role in Graph's form", () => members(wire(one, { role: undefined }), two), []],
  ["undefined as user beside a bind", () => members(wire(one, { user: undefined }), two), []],
];

const notArray = ["membersNotArray /members"];
const withLength = (give) =>
  new Proxy([one], { get: (list, key) => (key === "length" ? give() : list[key]) });

const lists = [
  ["a hole in members", () => ofList(sparse(2, { 1: two })), ["memberNotObject /members/0"]],
  [
    "a hole in installedApps",
    () => group({ installedApps: sparse(1) }),
    ["installedAppInvalid /installedApps/0"],
  ],
  [
    "a hole in roles",
    () => members(wire(one, { roles: sparse(1) }), two),
    ["memberRoleUnknown /members/0/roles/0"],
  ],
  ["members with further properties", () => ofList(Object.assign([one, two], { x: 1 })), []],
  ["members of a subclass of Array", () => ofList(makers.Members.of(one, two)), []],
  ["members of another realm", () => ofList(elsewhere([one, two])), []],
  ["frozen members", () => ofList(Object.freeze([one, two])), []],
  ["an iterator as members", () => ofList([one, two][Symbol.iterator]()), notArray],
  ["a Set as members", () => ofList(new Set([one, two])), notArray],
  ["arguments as members", () => ofList(makers.argumentsOf(one, two)), notArray],
  ["a typed array as members", () => ofList(new Uint8Array(2)), notArray],
  [
    "100,000 members",
    () => ofList(numbered(100_000, (index) => `user${index}@contoso.com`)),
    ["groupTooLarge /members"],
  ],
  ["100,000 times the same member", () => ofList(numbered(100_000, () => one))],
  ["100,000 holes", () => ofList(sparse(100_000))],
  ["a list of 2 ** 32 - 1 holes", () => ofList(sparse(2 ** 32 - 1))],
  ["roles of 2 ** 32 - 1 holes", () => members(wire(one, { roles: sparse(2 ** 32 - 1) }), two)],
  ["members that hold themselves", () => ofList(cyclic([one, two], 2))],
  [
    "a chat that is its own member",
    () => {
      const chat = group();
      chat.members.push(chat);
      return chat;
    },
  ],
  ["members that cannot be read", () => ofList(makers.revoked([]))],
  [
    "a member that cannot be read",
    () => members(one, throwing({ user: two }, "role")),
    ["memberNotObject /members/1"],
  ],
  ["a getter that throws at an index", () => ofList(throwing([one, two], 1))],
  ["members whose length throws", () => ofList(withLength(fails))],
  ["members whose length lies", () => ofList(withLength(() => -1))],
  ["a member of another realm", () => members(elsewhere({ user: one }), two), []],
  [
    "a member of a class",
    () => members(Object.assign(new Plain(), { chatType: undefined, members: undefined, user: one }), two),
    [],
  ],
];

/** `[name, make, issues]`. */
export const oddInputs = [...requests, ...throwingProxies, ...withUndefined, ...lists, ...oddValues];

const three = Object.values(ids);
const ofChatTypes = (...values) => changing(ofList(three), "chatType", values);

/** Requests that change as they are read: `[name, make]`. */
export const changingInputs = [
  ["a chatType", () => ofChatTypes("group", "meeting")],
  ["a chatType that would not fit", () => ofChatTypes("group", "oneOnOne")],
  ["a chatType, later", () => ofChatTypes("group", "group", "meeting")],
  ["a chatType, later yet", () => ofChatTypes("group", "group", "group", "meeting")],
  ["a topic that becomes a BigInt", () => changing(group(), "topic", ["Plan", 1n])],
  ["a topic that becomes a Date", () => changing(group(), "topic", ["Plan", new Date(0)])],
  ["a topic that throws later", () => changing(group(), "topic", ["Plan", fails])],
  ["a topic that is absent later", () => changing(group(), "topic", ["Plan", undefined])],
  ["a topic that becomes a cycle", () => changing(group(), "topic", ["Plan", cyclic({}, "self")])],
  ["members that become a Map", () => changing(group(), "members", [[one, two], new Map()])],
  ["members that grow", () => changing(group(), "members", [[one, two], sparse(2 ** 32 - 1)])],
  ["a user", () => members(changing({}, "user", [one, "me"]), two)],
].map(([name, make]) => [`${name}, changing as it is read`, make]);
