// The TypeScript that the command and the page share, bundled as for a browser, so that nothing of Node can be in it.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const source = fileURLToPath(new URL("../../../src/js/", import.meta.url));

async function bundled(name) {
  const folder = mkdtempSync(join(tmpdir(), "msgraph-chats-shared-"));
  const outfile = join(folder, `${name}.mjs`);
  try {
    await build({
      entryPoints: [join(source, name, "index.ts")],
      bundle: true,
      format: "esm",
      platform: "browser",
      logLevel: "error",
      outfile,
    });
    return await import(pathToFileURL(outfile));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const tables = await bundled("tables");
export const runs = await bundled("runs");

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
