// Lays out pkg/: the entries, their types, README and licence.

import { copyFileSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build as bundle } from "esbuild";
import { root } from "../setup.mjs";

const entries = join(root, "src", "js", "entries");
const pkg = join(root, "pkg");

/** Makes the package of what wasm-pack made. */
export async function layOut(wasmPackOut) {
  const wasm = readFileSync(join(wasmPackOut, "msgraph_chats_wasm_bg.wasm"));
  const shared = {
    bundle: true,
    minify: true,
    legalComments: "none",
    platform: "neutral",
    target: "es2022",
    plugins: [modulePlugin(wasmPackOut, wasm)],
  };
  for (const [format, outfile] of [
    ["esm", "index.js"],
    ["cjs", "index.cjs"],
  ]) {
    await bundle({
      ...shared,
      format,
      entryPoints: [join(entries, "index.js")],
      outfile: join(pkg, outfile),
    });
  }
  copyFileSync(join(root, "src", "js", "types.d.ts"), join(pkg, "index.d.ts"));
  copyFileSync(join(root, "src", "js", "types.d.ts"), join(pkg, "index.d.cts"));
  for (const name of ["README.md", "LICENSE"]) copyFileSync(join(root, name), join(pkg, name));
  for (const stray of ["index.mjs"]) rmSync(join(pkg, stray), { force: true });
}

/** What entries import under `msgraph-chats:`, and one copy of each JavaScript part for glue and entries alike. */
function modulePlugin(wasmPackOut, wasm) {
  return {
    name: "msgraph-chats",
    setup(build) {
      build.onResolve({ filter: /^msgraph-chats:/ }, ({ path }) =>
        path === "msgraph-chats:glue"
          ? { path: join(wasmPackOut, "msgraph_chats_wasm.js"), sideEffects: false }
          : { path, namespace: "wasm" },
      );
      build.onResolve({ filter: /\/snippets\/[^/]+\/src\/js\// }, ({ path }) => ({
        path: join(root, "src", "js", path.split("/src/js/")[1]),
      }));
      build.onLoad({ filter: /.*/, namespace: "wasm" }, () => ({ contents: inlined(wasm), loader: "js" }));
    },
  };
}

function inlined(wasm) {
  return `const text = ${JSON.stringify(wasm.toString("base64"))};
export default () => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));`;
}
