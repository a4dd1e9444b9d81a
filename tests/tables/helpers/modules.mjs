// The TypeScript that the command and the page share, bundled as for a browser, so that nothing of Node can be in it; and
// other files of the source.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const source = fileURLToPath(new URL("../../../src/js/", import.meta.url));

/** Imports a file below `src/js`; the platform is esbuild's. */
export async function sourceModule(file, platform = "node") {
  const folder = mkdtempSync(join(tmpdir(), "msgraph-chats-source-"));
  const outfile = join(folder, "module.mjs");
  try {
    await build({
      entryPoints: [join(source, file)],
      bundle: true,
      format: "esm",
      platform,
      banner: platform === "node" ? { js: requireInModules } : {},
      mainFields: ["module", "main"],
      logLevel: "error",
      outfile,
    });
    return await import(pathToFileURL(outfile));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Some of the libraries are CommonJS and ask for Node's modules by `require`. */
const requireInModules = `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);`;

export const tables = await sourceModule("tables/index.ts", "browser");
export const runs = await sourceModule("runs/index.ts", "browser");

/** What a list comes to: `{ refused }`, or its lines with their problems, in chunks of `size` bytes or letters. */
export function readAll(input, size = 7) {
  const reader = new tables.ListReader();
  const lines = [];
  try {
    for (let at = 0; at < input.length; at += size) lines.push(...reader.push(input.slice(at, at + size)));
    lines.push(...reader.end());
  } catch (error) {
    if (!(error instanceof tables.ListRefused)) throw error;
    return { refused: error.message };
  }
  return {
    lines,
    notices: reader.notices,
    layout: reader.layout,
    requests: lines.map(({ request }) => request),
  };
}
