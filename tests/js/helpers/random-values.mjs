// Requests as only JavaScript can make them, drawn by a seed: right ones with something odd put in at any place.

import { createContext, runInContext } from "node:vm";
import { createRandom } from "../../standin/random.mjs";

const realm = createContext({});
const foreign = (source) => runInContext(`(${source})`, realm);

class Person {
  constructor(user) {
    this.user = user;
  }
}

const boom = () => {
  throw new Error("boom");
};

/** What no JSON holds, and what is easily mistaken for something else. */
const oddities = [
  () => undefined,
  () => null,
  () => 10n ** 30n,
  () => Symbol("x"),
  () => () => "a@contoso.com",
  () => Number.NaN,
  () => -0,
  () => 1e308,
  () => new Date(0),
  () => new Date(Number.NaN),
  () => new Map([["user", "a@contoso.com"]]),
  () => new Set(["a@contoso.com"]),
  () => new String("group"),
  () => Promise.resolve("group"),
  () => new Uint8Array(4),
  () => /x/,
  () => new Error("x"),
  () => "\ud83d",
  () => "a\udc00b@contoso.com",
  () => "\0",
  () => "\u200b\ufeff",
  () => "x".repeat(2_000),
  () => "owner",
  () => "__proto__",
  () => new Person("a@contoso.com"),
  () => Object.create(null),
  () => Object.create({ user: "a@contoso.com" }),
  () => foreign(`{ user: "a@contoso.com" }`),
  () => foreign(`["a@contoso.com"]`),
  () => new Proxy({}, { get: boom, ownKeys: boom, has: boom }),
  () => new Proxy([], { get: boom }),
  () => new Proxy({ user: "a@contoso.com" }, {}),
  () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    return proxy;
  },
  () => ({
    get user() {
      return boom();
    },
  }),
  () => ({ toJSON: boom }),
  () => ({ toJSON: () => "a@contoso.com" }),
  () => ({ [Symbol.toPrimitive]: boom, user: "a@contoso.com" }),
  () => ({
    get [Symbol.toStringTag]() {
      return boom();
    },
  }),
  () => Object.assign(["a@contoso.com"], { length: 5 }),
  () => {
    const cycle = { user: "a@contoso.com" };
    cycle["@x"] = cycle;
    return cycle;
  },
  () => {
    const list = [];
    list.push(list);
    return list;
  },
  () => Array.from({ length: 40 }).reduce((inner) => ({ "@x": inner }), 1),
];

const words = [
  "oneOnOne",
  "group",
  "meeting",
  "owner",
  "guest",
  "member",
  "",
  " ",
  "me",
  "a@contoso.com",
  "A@CONTOSO.com",
  "b@contoso.com",
  "8b081ef6-4792-4def-b2c9-c363a1bf41d5",
  "x_y.z#EXT#@contoso.com",
  "o'brien@contoso.com",
  "#microsoft.graph.aadUserConversationMember",
  "https://graph.microsoft.com/v1.0/users('a@contoso.com')",
  "https://graph.microsoft.com/v1.0/users('x%23EXT%23')",
  "https://graph.microsoft.com/beta/users/b",
  "users('a')",
  "2026-01-31T09:00:00Z",
  "ü@contoso.com",
];

const keys = [
  "chatType",
  "topic",
  "members",
  "installedApps",
  "user",
  "role",
  "roles",
  "tenantId",
  "@odata.type",
  "user@odata.bind",
  "odata.type",
  "visibleHistoryStartDateTime",
  "teamsApp",
  "teamsApp@odata.bind",
  "consentedPermissionSet",
  "id",
  "displayName",
  "a/b~c",
  "@note",
  "User",
  "\ud800",
  "__proto__",
  "constructor",
  "length",
];

/** A source of values for a seed. */
export function randomValues(seed) {
  const random = createRandom(seed);
  const pick = (list) => list[random.below(list.length)];
  const chance = (percent) => random.below(100) < percent;

  const any = (depth) => {
    if (chance(35)) return pick(oddities)();
    if (depth > 3 || chance(50)) return pick(words);
    if (chance(40)) return Array.from({ length: random.below(4) }, () => any(depth + 1));
    return Object.fromEntries(Array.from({ length: random.below(4) }, () => [pick(keys), any(depth + 1)]));
  };

  const odd = (value) => (chance(6) ? any(0) : value);

  const member = () => {
    const user = pick(["a", "b", "c", "d", "e"]);
    if (chance(40)) return `${user}@contoso.com`;
    if (chance(50))
      return { user: odd(`${user}@contoso.com`), role: odd(pick(["owner", "guest", undefined])) };
    return {
      "@odata.type": odd("#microsoft.graph.aadUserConversationMember"),
      roles: odd([odd("owner")]),
      "user@odata.bind": odd(`https://graph.microsoft.com/v1.0/users('${user}@contoso.com')`),
      ...(chance(5) && { [pick(keys)]: any(1) }),
    };
  };

  return function request() {
    if (chance(5)) return any(0);
    const chatType = pick(["oneOnOne", "group"]);
    const members = Array.from({ length: chatType === "oneOnOne" ? 2 : 1 + random.below(5) }, () =>
      odd(member()),
    );
    return {
      chatType: odd(chatType),
      ...(chance(30) && { topic: odd(chatType === "group" ? pick(words) : null) }),
      members: odd(members),
      ...(chance(10) && { installedApps: odd([odd("05f59cec-a742-4a50-a62e-202a57e478a4")]) }),
      ...(chance(8) && { [pick(keys)]: any(0) }),
    };
  };
}
