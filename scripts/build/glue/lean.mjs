// Leaves out of the glue what this package has no use for.

import { replaced, replacedEach, unexpected } from "./replace.mjs";

/**
 * - Closures are not watched by the garbage collector: Rust holds each one until it is done with it, so there is none
 *   that only JavaScript knew.
 * - There is no stand-in for an old TextEncoder: what has the syntax of the scripts has `encodeInto`.
 * - Tasks go on by a promise's `then`: `queueMicrotask` is what test frameworks put a clock of theirs in place of.
 * - `begin` starts a compiled module, and nothing else. As generated it takes whatever may be one, and complains.
 */
export function lean(glue) {
  const unwatched = replacedEach(glue, /^ +CLOSURE_DTORS\.(?:un)?register\(.*\);\n/gm, "");
  const withoutRegistry = replacedEach(unwatched, /^const CLOSURE_DTORS = [\s\S]*?^\}\);\n/gm, "");
  const withoutStandIn = replacedEach(
    withoutRegistry,
    /^if \(!\('encodeInto' in cachedTextEncoder\)\) \{\n[\s\S]*?^\}\n/gm,
    "",
  );
  const byPromise = replaced(withoutStandIn, "const ret = arg0.queueMicrotask;", "const ret = undefined;");
  for (const parts of [
    "function __wbg_finalize_init(instance, module) {",
    "function __wbg_get_imports() {",
  ]) {
    if (!glue.includes(parts)) throw unexpected(parts);
  }
  return `${byPromise}
export const begin = (module) => __wbg_finalize_init(new WebAssembly.Instance(module, __wbg_get_imports()), module);
`;
}
