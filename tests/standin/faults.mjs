/**
 * Faults on demand: which request they hit, and what happens to it instead of, or on top of, the normal answer.
 * README.md beside this file lists the fields.
 */
import { STATUS_CODES } from "node:http";
import { answers, errorBody, refusal } from "./answers.mjs";

const fields =
  "match skip times after status headers body kind answer details redirect drop cut hold delayMs".split(" ");
const matchFields = ["method", "path", "pathPattern", "chatType", "inner", "id", "token"];
const cuts = ["beforeAnswer", "afterCreate", "midBody", "midBodyUndone"];

const html =
  "<!DOCTYPE html><html><head><title>Service Unavailable</title></head><body>Gateway</body></html>";

/** Bodies that are no Graph error, by name. */
const kinds = {
  empty: () => ({ body: "" }),
  html: () => ({ body: html, headers: { "Content-Type": "text/html; charset=utf-8" } }),
  garbage: () => ({ body: "\u0000not json", headers: { "Content-Type": "application/json" } }),
  cutJson: (error) => ({
    body: JSON.stringify(error).slice(0, 40),
    headers: { "Content-Type": "application/json" },
  }),
};

const codes = {
  429: "TooManyRequests",
  500: "InternalServerError",
  501: "NotImplemented",
  502: "BadGateway",
  503: "ServiceUnavailable",
  504: "GatewayTimeout",
};

function checkFields(spec) {
  const unknown = [
    ...Object.keys(spec).filter((name) => !fields.includes(name)),
    ...(typeof spec.match === "object" ? Object.keys(spec.match) : []).filter(
      (name) => !matchFields.includes(name),
    ),
  ];
  if (unknown.length > 0) throw new TypeError(`A fault has no field '${unknown[0]}'.`);
  if (spec.cut !== undefined && !cuts.includes(spec.cut))
    throw new TypeError(`A fault's cut is one of: ${cuts.join(", ")}.`);
  if (spec.kind !== undefined && !Object.hasOwn(kinds, spec.kind))
    throw new TypeError(`A fault's kind is one of: ${Object.keys(kinds).join(", ")}.`);
  if (spec.answer !== undefined && !Object.hasOwn(answers, spec.answer))
    throw new TypeError(`There is no answer '${spec.answer}'.`);
}

function matcher(match = {}) {
  if (typeof match === "function") return match;
  const pattern = match.pathPattern === undefined ? null : new RegExp(match.pathPattern);
  return (entry) =>
    entry.method !== "OPTIONS" &&
    (match.inner === "any" || Boolean(match.inner) === (entry.batch !== undefined)) &&
    (match.method === undefined || match.method === entry.method) &&
    (match.path === undefined || match.path === entry.path) &&
    (pattern === null || pattern.test(entry.path)) &&
    (match.chatType === undefined || match.chatType === entry.body?.chatType) &&
    (match.id === undefined || match.id === entry.id) &&
    (match.token === undefined || entry.headers.authorization === `Bearer ${match.token}`);
}

/** Whether the fault answers by itself, or only touches the normal answer. */
const hasAnswer = (spec) =>
  ["status", "body", "kind", "answer", "redirect"].some((name) => spec[name] !== undefined);

/** The fault's own answer. `normal` is what would have been answered, where the work was done. */
export function faultAnswer(spec, normal, trace) {
  const row = spec.answer === undefined ? null : refusal(spec.answer, spec.details);
  const status = spec.status ?? row?.status ?? (spec.redirect === undefined ? (normal?.status ?? 500) : 302);
  const error = errorBody(
    row ?? { status, code: codes[status] ?? "UnknownError", message: STATUS_CODES[status] ?? "" },
    trace,
  );
  const own = spec.kind === undefined ? {} : kinds[spec.kind](error);
  let body = spec.body ?? own.body;
  if (body === undefined) {
    const keepsNormal = normal !== null && status < 300;
    body = keepsNormal ? normal.body : row || status >= 400 ? error : "";
  }
  const location = spec.redirect === undefined ? {} : { Location: spec.redirect };
  const kept = normal !== null && status < 300 ? normal.headers : {};
  return { status, headers: withHeaders(kept, row?.headers, own.headers, location, spec.headers), body };
}

/** Later headers win, whatever their letter case. Null stands for "not to be sent", whatever an earlier layer says. */
export function withHeaders(...layers) {
  const headers = new Map();
  for (const [name, value] of layers.flatMap((layer) => Object.entries(layer ?? {}))) {
    headers.delete([...headers.keys()].find((other) => other.toLowerCase() === name.toLowerCase()));
    headers.set(name, value);
  }
  return Object.fromEntries(headers);
}

/** The headers that go out. */
export const sentHeaders = (...layers) =>
  Object.fromEntries(Object.entries(withHeaders(...layers)).filter(([, value]) => value !== null));

export function createFaults() {
  const faults = [];
  const released = new Set();
  const holds = new Map();

  /** The two sides of a hold: `held` resolves when a request waits there, `released` when it may go on. */
  function hold(name) {
    if (!holds.has(name)) {
      const sides = {};
      sides.held = new Promise((resolve) => {
        sides.markHeld = resolve;
      });
      sides.released = new Promise((resolve) => {
        sides.release = resolve;
      });
      holds.set(name, sides);
    }
    return holds.get(name);
  }

  function add(spec, source = null) {
    checkFields(spec);
    const fault = {
      spec,
      source,
      matches: matcher(spec.match),
      seen: 0,
      hits: 0,
      left: spec.times === "always" ? Infinity : (spec.times ?? 1),
    };
    faults.push(fault);
    return {
      get hits() {
        return fault.hits;
      },
      remove: () => faults.splice(0, faults.length, ...faults.filter((other) => other !== fault)),
    };
  }

  return {
    add: (spec) => add(spec),

    /** Queues these in place of those that came from the same source before. */
    replace(source, specs) {
      for (const spec of specs) checkFields(spec);
      faults.splice(0, faults.length, ...faults.filter((other) => other.source !== source));
      for (const spec of specs) add(spec, source);
    },

    /** The first fault in the queue that this request is due for, used up by one; or null. */
    take(entry) {
      for (const fault of faults) {
        if (fault.left > 0 && fault.matches(entry)) {
          fault.seen += 1;
          if (fault.seen > (fault.spec.skip ?? 0)) {
            fault.left -= 1;
            fault.hits += 1;
            return { ...fault.spec, replaces: hasAnswer(fault.spec) };
          }
        }
      }
      return null;
    },

    /** Waits as the fault says: until released, then its delay. */
    async wait({ hold: name, delayMs }) {
      if (name !== undefined && !released.has(name)) {
        hold(name).markHeld();
        await hold(name).released;
      }
      if (delayMs) {
        await new Promise((resolve) => setTimeout(resolve, delayMs));
      }
    },

    held: (name) => hold(name).held,

    /** Lets the requests held under a name go on, and those that come later. */
    release(name) {
      released.add(name);
      hold(name).release();
    },

    reset() {
      faults.length = 0;
      for (const { release } of holds.values()) {
        release();
      }
      holds.clear();
      released.clear();
    },
  };
}
