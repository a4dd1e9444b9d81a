// Options that are none, or hold what is none: `[name, make]`.

import { cyclic, revoked, throwing } from "./odd-makers.mjs";
import { ids } from "./stubs.mjs";

export const oddOptions = [
  ["null", () => null],
  ["a number", () => 5],
  ["a string", () => "beta"],
  ["a list", () => ["beta"]],
  ["a function", () => () => {}],
  ["a symbol", () => Symbol("x")],
  ["a BigInt", () => 1n],
  ["a Date", () => new Date(0)],
  ["a Map", () => new Map([["cloud", "china"]])],
  ["a revoked Proxy", () => revoked({})],
  ["a getter that throws", () => throwing({}, "cloud")],
  ["a cloud that is a cycle", () => ({ cloud: cyclic({}, "self") })],
  ["a cloud that is none", () => ({ cloud: "mars" })],
  ["a cloud that every object has", () => ({ cloud: "toString" })],
  ["a version that is none", () => ({ apiVersion: "v2.0" })],
  ["a version of the wrong kind", () => ({ apiVersion: 1 })],
  ["a caller with half a surrogate pair", () => ({ caller: "\uD800@contoso.com" })],
  ["a caller that is a String object", () => ({ caller: new String(ids.one) })],
  ["a caller that is a symbol", () => ({ caller: Symbol("x") })],
];
