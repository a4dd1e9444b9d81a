// `npm run build`: wasm-pack builds the module, esbuild makes the entries of the package, and pkg/ holds the result.
// With `-- --dev` a change of the Rust is in pkg/ within seconds; the module is then several times as large, and slower.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { compilerEnvironment } from "./build/rustc.mjs";
import { hashOf, isFresh, markFresh } from "./build/stamps.mjs";
import { moduleFolder, namesFile, optimise } from "./build/wasm-opt.mjs";
import { isMain, main, runQuietly, ScriptError, step } from "./run.mjs";
import { root, setUp } from "./setup.mjs";

/** What the module is compiled of. */
const moduleInputs = [
  "src",
  "wasm",
  "Cargo.toml",
  "Cargo.lock",
  "scripts/build/rustc.mjs",
  "scripts/build/wasm-opt.mjs",
];

/** What the scripts and declarations are made of, beside the module. */
const scriptInputs = ["src/js", "scripts/build", "package-lock.json", "Cargo.lock"];

/**
 * Makes what is not up to date. With `dev` the module is compiled quickly; with `anyModule` one of either kind will do,
 * as long as it is of the Rust as it is now. Gives the profile that the module is of: "release" or "dev".
 */
export async function build({ dev = false, anyModule = false } = {}) {
  const profiles = anyModule ? ["release", "dev"] : [dev ? "dev" : "release"];
  const compiled = hashOf(moduleInputs, ["src/js"]);
  const profile = profiles.find((name) => isFresh(`module-${name}`, compiled)) ?? profiles.at(-1);
  const files = moduleFiles(profile);
  if (!isFresh(`module-${profile}`, compiled) || !existsSync(files.wasm)) {
    await step(`Building the WebAssembly module${profile === "dev" ? " for development" : ""}`, () =>
      buildModule(profile, files),
    );
    markFresh(`module-${profile}`, compiled);
  }

  const { copyDocuments, isComplete, makeScripts } = await import("./build/package.mjs");
  const made = hashOf([...scriptInputs, ...[files.wasm, files.glue].map((path) => relative(root, path))]);
  if (!isFresh("scripts", made) || !isComplete()) {
    const names = JSON.parse(readFileSync(files.names, "utf8"));
    // Tests of the glue read it, too.
    writeFileSync(namesFile, JSON.stringify(names));
    await step("Building the package", () => makeScripts({ ...files, names }));
    markFresh("scripts", made);
  }
  copyDocuments();
  return profile;
}

function moduleFiles(profile) {
  const folder = join(moduleFolder, profile);
  return {
    folder,
    glue: join(folder, "msgraph_chats_wasm.js"),
    wasm: join(folder, "msgraph-chats.wasm"),
    names: join(folder, "names.json"),
  };
}

/** The module and wasm-bindgen's glue for it, and the names between them. */
async function buildModule(profile, { folder, wasm, names }) {
  const env = await compilerEnvironment();
  mkdirSync(folder, { recursive: true });
  const flags = ["--target", "web", "--mode", "no-install", "--no-opt", "--no-gitignore", "--no-pack"];
  const kind = profile === "dev" ? ["--profile", "quick"] : ["--release"];
  const out = ["--out-dir", relative(join(root, "wasm"), folder)];
  await runQuietly("wasm-pack", ["build", "wasm", ...flags, ...kind, ...out], { cwd: root, env });
  const made = join(folder, "msgraph_chats_wasm_bg.wasm");
  writeFileSync(names, JSON.stringify(await optimise(made, wasm, { quick: profile === "dev", env })));
}

if (isMain(import.meta)) {
  await main(async () => {
    const args = process.argv.slice(2);
    const unknown = args.find((arg) => arg !== "--dev");
    if (unknown !== undefined) throw new ScriptError(`${unknown} is not known; there is --dev.`);
    await setUp();
    await build({ dev: args.includes("--dev") });
  });
}
