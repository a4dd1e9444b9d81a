// What wasm-opt makes of the module, for the package and for `npm run size` alike.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runQuietly, ScriptError } from "../run.mjs";
import { root } from "../setup/paths.mjs";

/** Where the compiled modules are, one folder a profile, and the names of the one in pkg/: what `optimise` gave. */
export const moduleFolder = join(root, "build", "module");
export const namesFile = join(moduleFolder, "names.json");

/** What Rust's compiler uses of WebAssembly; the module's own note of it is stripped before. */
const features = [
  "bulk-memory",
  "nontrapping-float-to-int",
  "sign-ext",
  "mutable-globals",
  "reference-types",
  "multivalue",
].map((name) => `--enable-${name}`);

/** What is alike stands near, which brotli makes more of. */
const byName = "--reorder-functions-by-name";

/**
 * Smaller by more than one percent than `-Oz` alone, however often. (`--converge` would repeat the renaming, too.) That
 * the first 1,024 bytes are unused holds because they are the far end of the stack.
 */
const rebuilt = ["--flatten", "--rereloop", "--generate-global-effects", "-Oz"];
const passes = ["--low-memory-unused", "-Oz", ...rebuilt, ...rebuilt, "-Oz", byName];

const strips = ["--strip-debug", "--strip-producers", "--strip-target-features"];

/**
 * Optimises a module and gives its imports and exports names of a letter or two: those of wasm-bindgen are long, and
 * their digits do not compress. Gives these names: `imports` is a list of `[module, name, short]`, all of which come from
 * the one `module` now, and `exports` a list of `[name, short]`. With `quick` only the names are changed.
 */
export async function optimise(input, output, { keepNames = false, quick = false, ...options } = {}) {
  const rest = keepNames ? ["--debuginfo"] : strips;
  const printed = await runQuietly(
    "wasm-opt",
    [
      input,
      ...features,
      ...(quick ? [] : passes),
      "--minify-imports-and-exports-and-modules",
      ...rest,
      "-o",
      output,
    ],
    options,
  );
  // Warnings may stand before it.
  const names = JSON.parse(printed.slice(printed.indexOf("{")));
  const now = WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(output)));
  const modules = new Set(now.map(({ module }) => module));
  if (modules.size !== 1 || now.length !== names.imports.length) {
    throw new ScriptError("wasm-opt did not bring the module's imports together.");
  }
  return { module: [...modules][0], ...names };
}
