// Bundles the command `msgraph-chats` with its libraries into one file of the package.

import { join } from "node:path";
import { build as bundle } from "esbuild";
import { root } from "../setup.mjs";

/** Its name in the package; `bin` of the manifest points there. */
export const commandFile = "command.js";

/** Some of the libraries are CommonJS and ask for Node's modules by `require`. */
const head = `#!/usr/bin/env node
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);`;

/**
 * Bundles into `folder`, and gives esbuild's metafile. The package itself stays outside: the command imports the entry
 * that lies beside it.
 */
export async function bundleCommand(folder) {
  const { metafile } = await bundle({
    absWorkingDir: root,
    bundle: true,
    minify: true,
    legalComments: "none",
    logLevel: "warning",
    metafile: true,
    platform: "node",
    target: "node20",
    mainFields: ["module", "main"],
    alias: { "string-width": "./scripts/build/string-width.cjs" },
    banner: { js: head },
    entryPoints: [join(root, "src", "js", "command", "main.ts")],
    outfile: join(folder, commandFile),
    format: "esm",
    plugins: [
      {
        name: "msgraph-chats",
        setup(build) {
          build.onResolve({ filter: /^msgraph-chats$/ }, () => ({ path: "./index.js", external: true }));
        },
      },
    ],
  });
  return metafile;
}
