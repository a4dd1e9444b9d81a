// Lays out pkg/: the entries, their types, the module, README, changelog, docs, licence and notices.

import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build as bundle } from "esbuild";
import { root } from "../setup.mjs";
import { bundleCommand, commandFile } from "./command.mjs";
import { adapted, glueObject } from "./glue.mjs";
import { inlined } from "./inline.mjs";
import { noticesFile, thirdPartyNotices } from "./notices.mjs";
import { declarationText } from "./types.mjs";

const source = join(root, "src", "js");
const pkg = join(root, "pkg");

/** The one file of the module, for the entries that do not inline it. */
const moduleFile = "msgraph-chats.wasm";

/** Each built script: which entry it is made of, and for which kind of module. */
const scripts = {
  "index.js": { entry: "index.ts", format: "esm" },
  "index.cjs": { entry: "index.ts", format: "cjs" },
  "workerd.js": { entry: "workerd.ts", format: "esm" },
  "edge-light.js": { entry: "edge-light.ts", format: "esm" },
  "slim.js": { entry: "slim.ts", format: "esm" },
  "slim.cjs": { entry: "slim.ts", format: "cjs" },
};

/** The declarations of both kinds of module; `slim` has those of the root and its own. */
const declarations = {
  "index.d.ts": { from: "types.d.ts" },
  "index.d.cts": { from: "types.d.ts" },
  "slim.d.ts": { from: "slim.d.ts", types: "./index.js" },
  "slim.d.cts": { from: "slim.d.ts", types: "./index.cjs" },
};

const copies = ["README.md", "CHANGELOG.md", "LICENSE", "docs"];

/** Everything in the package beside its manifest. */
export const builtFiles = [
  ...Object.keys(scripts),
  ...Object.keys(declarations),
  moduleFile,
  commandFile,
  noticesFile,
  ...copies,
];

/** What esbuild said of each script: which files it is made of. */
export const metafilesFile = join(root, "build", "metafiles.json");

/** Makes all of the package but its documents of the module: its file, that of its glue, and the names between them. */
export async function makeScripts({ wasm: wasmFile, glue, names }) {
  const wasm = readFileSync(wasmFile);
  const { source: bytes, lastLine } = inlined(wasm);
  const metafiles = [];
  for (const [name, { entry, format }] of Object.entries(scripts)) {
    const { metafile } = await bundle({
      absWorkingDir: root,
      bundle: true,
      minify: true,
      // So that what Node prints of an uncaught error is the line that threw it, and not the whole file: some lines become
      // three times as long as this, and none may be over 500.
      lineLimit: 140,
      legalComments: "none",
      logLevel: "warning",
      metafile: true,
      // What the glue has of its own to load the module is left out.
      logOverride: { "empty-import-meta": "silent" },
      platform: "neutral",
      target: "es2022",
      mainFields: ["module", "main"],
      external: [`./${moduleFile}`, `./${moduleFile}?module`],
      entryPoints: [join(source, "entries", entry)],
      outfile: join(pkg, name),
      format,
      footer: { js: entry === "index.ts" ? lastLine : "" },
      plugins: [
        partsPlugin({ glue: glueObject(glue), inlined: bytes, beside: beside[format] }),
        gluePlugin(glue, names),
      ],
    });
    metafiles.push(metafile);
  }
  metafiles.push(await bundleCommand(pkg));
  writeFileSync(metafilesFile, JSON.stringify(metafiles));
  for (const [name, { from, types }] of Object.entries(declarations)) {
    const text = declarationText(join(source, from));
    writeFileSync(join(pkg, name), types ? text.replaceAll('"./types.js"', `"${types}"`) : text);
  }
  writeFileSync(join(pkg, moduleFile), wasm);
  writeFileSync(join(pkg, noticesFile), await thirdPartyNotices(metafiles, wasm));
  removeOthers();
}

/** What is in the package as it is here. */
export function copyDocuments() {
  for (const name of copies) {
    rmSync(join(pkg, name), { recursive: true, force: true });
    cpSync(join(root, name), join(pkg, name), { recursive: true });
  }
}

/** Whether everything is there that `makeScripts` makes. */
export const isComplete = () =>
  builtFiles.every((name) => copies.includes(name) || existsSync(join(pkg, name)));

/** Where `slim` finds the module's file: bundlers know the first form, and copy the file. */
const beside = {
  esm: `export default () => new URL("./${moduleFile}", import.meta.url);`,
  cjs: `export default () =>
  globalThis.process?.getBuiltinModule?.("node:url").pathToFileURL(\`\${__dirname}/${moduleFile}\`);`,
};

/** What entries import under `msgraph-chats:`, and one copy of each JavaScript part for glue and entries alike. */
function partsPlugin(virtual) {
  return {
    name: "msgraph-chats",
    setup(build) {
      build.onResolve({ filter: /^msgraph-chats:imports$/ }, () => ({ path: join(source, "imports.ts") }));
      build.onResolve({ filter: /^msgraph-chats:/ }, ({ path }) => ({
        path: path.slice("msgraph-chats:".length),
        namespace: "msgraph-chats",
      }));
      build.onLoad({ filter: /.*/, namespace: "msgraph-chats" }, ({ path }) => ({
        contents: virtual[path],
        loader: "js",
        resolveDir: root,
      }));
    },
  };
}

/** The glue in place of what wasm-bindgen made. */
function gluePlugin(file, names) {
  return {
    name: "msgraph-chats-glue",
    setup(build) {
      build.onLoad({ filter: /[\\/]msgraph_chats_wasm\.js$/ }, () => ({
        contents: adapted(readFileSync(file, "utf8"), names),
        loader: "js",
      }));
    },
  };
}

/** What an earlier layout left behind. */
function removeOthers() {
  for (const name of readdirSync(pkg)) {
    if (name !== "package.json" && !builtFiles.includes(name)) rmSync(join(pkg, name), { recursive: true });
  }
}
