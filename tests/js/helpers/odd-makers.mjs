// Makers of requests and of the odd things that stand in them.

import { createContext, runInContext } from "node:vm";
import { fails, ids } from "./stubs.mjs";

const { one, two } = ids;
export const group = (more = {}) => ({ chatType: "group", members: [one, two], ...more });
export const oneOnOne = (more = {}) => ({ chatType: "oneOnOne", members: [one, two], ...more });
export const members = (...list) => group({ members: list });
export const apps = (...list) => group({ installedApps: list });
export const bind = (id) => `https://graph.microsoft.com/v1.0/users('${id}')`;
export const wire = (id, more = {}) => ({
  "@odata.type": "#microsoft.graph.aadUserConversationMember",
  roles: ["owner"],
  "user@odata.bind": bind(id),
  ...more,
});

export const throwing = (object, key) => Object.defineProperty(object, key, { get: fails, enumerable: true });

export function revoked(target) {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

const realm = createContext({});

/** The same value, made of objects of another realm. */
export const elsewhere = (value) => runInContext(`(${JSON.stringify(value)})`, realm);

export class Plain {
  constructor() {
    Object.assign(this, group());
  }
}

export class Tagged extends Plain {
  get [Symbol.toStringTag]() {
    return "Tagged";
  }
}

export class Members extends Array {}

export function nested(depth, wrap = (inner) => ({ inner })) {
  let value = {};
  for (let level = 0; level < depth; level += 1) value = wrap(value);
  return value;
}

/** Few objects, but more paths through them than anyone can walk. */
export function entangled() {
  let value = {};
  for (let level = 0; level < 30; level += 1) value = { a: value, b: value };
  return value;
}

export function cyclic(object, key) {
  object[key] = object;
  return object;
}

export function argumentsOf() {
  // biome-ignore lint/complexity/noArguments: what is asked for
  return arguments;
}

/** Lists with holes. */
export const sparse = (length, entries = {}) => Object.assign([], entries, { length });

/** A getter that gives another value each time it is read. */
export function changing(object, key, values) {
  let reads = 0;
  return Object.defineProperty(object, key, {
    enumerable: true,
    get: () => {
      const value = values[Math.min(reads, values.length - 1)];
      reads += 1;
      return typeof value === "function" ? value() : value;
    },
  });
}
