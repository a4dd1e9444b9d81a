// Bundles the command `msgraph-chats` with its libraries into one file of the package.

import { appendFileSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build as bundle } from "esbuild";
import { root } from "../setup.mjs";

/** Its name in the package; `bin` of the manifest points there. */
export const commandFile = "command.js";

/** Some of the libraries are CommonJS and ask for Node's modules by `require`. */
const head = `#!/usr/bin/env node
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);`;

/** Bundles into `folder`. The package itself stays outside: the command imports the entry that lies beside it. */
export async function bundleCommand(folder) {
  const outfile = join(folder, commandFile);
  const { metafile } = await bundle({
    bundle: true,
    minify: true,
    legalComments: "none",
    logLevel: "warning",
    metafile: true,
    platform: "node",
    target: "node20",
    mainFields: ["module", "main"],
    banner: { js: head },
    entryPoints: [join(root, "src", "js", "command", "main.js")],
    outfile,
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
  appendFileSync(outfile, licencesOf(Object.keys(metafile.inputs)));
}

/** What the licences of the libraries ask for: their text goes where their code goes. */
function licencesOf(files) {
  const folders = files.map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]).filter(Boolean);
  const texts = [...new Set(folders)].sort().map((folder) => {
    const path = join(root, folder);
    const { name, version } = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
    const file = readdirSync(path).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined) throw new Error(`${name} has no licence file.`);
    return `${name} ${version}\n\n${readFileSync(join(path, file), "utf8").trim()}`;
  });
  return `/*\n${texts.join("\n\n----\n\n").replaceAll("*/", "* /")}\n*/\n`;
}
