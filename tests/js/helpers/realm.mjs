// The package's own copy in a realm of its own, as test frameworks load it: fetch and the rest come from outside.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { project } from "./packed.mjs";

const source = readFileSync(join(project(), "node_modules", "msgraph-chats", "index.cjs"), "utf8");

/** What a realm does not have by itself; frameworks lend it. */
const lent = { setTimeout, clearTimeout, queueMicrotask, TextEncoder, TextDecoder, atob };

/** The exports of a copy in a new realm with these globals, after `code` has run there; and that realm, as `context`. */
export function inNewRealm(globals = {}, code = "") {
  const module = { exports: {} };
  const own = { module, exports: module.exports, Headers, AbortController };
  const context = createContext({ ...own, ...lent, ...globals });
  runInContext(source, context);
  runInContext(code, context);
  return { ...context.module.exports, context };
}
