// Nothing of the environment is needed before the module starts, and nothing of it that a test framework replaces.

import { replaced, replacedEach, unexpected } from "./replace.mjs";

/**
 * - Promise: the import never throws. Jest's jsdom and React Native have no TextDecoder, which wasm-bindgen's glue makes
 *   as it is imported. Here `begin` is given both coders, and starts a compiled module.
 * - Promise: every call settles. A test framework's fake clock holds `queueMicrotask` back; tasks go on by a promise's
 *   `then` instead, as they do where there is no `queueMicrotask`.
 * - Size: `globalThis` is everywhere where the package runs; nothing else is looked for.
 */
export function patient(glue) {
  const withoutDecoder = replaced(
    glue,
    "let cachedTextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });\ncachedTextDecoder.decode();\n",
    "let TextDecoder, TextEncoder, cachedTextDecoder, cachedTextEncoder;\n",
  );
  const withoutCoders = replacedEach(
    withoutDecoder,
    /^const cachedTextEncoder = new TextEncoder\(\);\n\nif \(!\('encodeInto' in cachedTextEncoder\)\) \{\n[\s\S]*?^\}\n/gm,
    "",
  );
  const byPromise = replaced(withoutCoders, "const ret = arg0.queueMicrotask;", "const ret = undefined;");
  const byOneName = replacedEach(
    byPromise,
    /const ret = typeof (self|window|global) === 'undefined' \? undefined : \1;\n.*\n/g,
    "return 0;\n",
  );
  for (const part of ["function __wbg_finalize_init(instance, module) {", "function __wbg_get_imports() {"]) {
    if (!glue.includes(part)) throw unexpected(part);
  }
  return `${byOneName}
export const begin = (module, coders) => {
    ({ TextDecoder, TextEncoder } = coders);
    cachedTextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
    cachedTextEncoder = new TextEncoder();
    __wbg_finalize_init(new WebAssembly.Instance(module, __wbg_get_imports()), module);
};
`;
}
