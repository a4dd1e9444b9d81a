// `npm run build`: wasm-pack builds the module, esbuild makes the entries of the package, and pkg/ holds the result.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { compilerEnvironment } from "./build/rustc.mjs";
import { isMain, main, runQuietly, step } from "./run.mjs";
import { root, setUp } from "./setup.mjs";

const wasmPackOut = join(root, "build", "wasm-pack");

const stampFile = join(root, "build", "stamp");

/** What the package is made of: when none of it changed, neither does the package. */
const inputs = [
  "src",
  "wasm",
  "scripts/build.mjs",
  "scripts/build",
  "Cargo.toml",
  "Cargo.lock",
  "package-lock.json",
  "README.md",
  "docs",
  "LICENSE",
];

/** Builds what is not up to date. */
export async function build() {
  const stamp = hash(inputs.map((path) => join(root, path)));
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp && isComplete()) return;
  const module = await step("Building the WebAssembly module", buildModule);
  const { layOut } = await import("./build/package.mjs");
  await step("Building the package", () => layOut(module));
  writeFileSync(stampFile, stamp);
}

/** The files of the module and of wasm-bindgen's glue for it, and the names between them. */
async function buildModule() {
  const env = compilerEnvironment();
  const flags = ["--target", "web", "--release", "--mode", "no-install", "--no-gitignore", "--no-pack"];
  await runQuietly(
    "wasm-pack",
    ["build", "wasm", ...flags, "--out-dir", relative(join(root, "wasm"), wasmPackOut)],
    { cwd: root, env },
  );
  const { namesFile, optimise } = await import("./build/wasm-opt.mjs");
  mkdirSync(dirname(namesFile), { recursive: true });
  const made = (ending) => join(wasmPackOut, `msgraph_chats_wasm${ending}`);
  const wasm = join(dirname(namesFile), "msgraph-chats.wasm");
  const names = await optimise(made("_bg.wasm"), wasm, { env });
  writeFileSync(namesFile, JSON.stringify(names));
  return { glue: made(".js"), wasm, names };
}

function isComplete() {
  const { files } = JSON.parse(readFileSync(join(root, "pkg", "package.json"), "utf8"));
  return files.every((file) => existsSync(join(root, "pkg", file)));
}

function hash(paths) {
  const digest = createHash("sha256");
  for (const path of paths.flatMap(filesBelow).sort()) {
    digest.update(relative(root, path)).update("\0").update(readFileSync(path)).update("\0");
  }
  return digest.digest("hex");
}

function filesBelow(path) {
  if (!existsSync(path)) return [];
  try {
    return readdirSync(path).flatMap((name) => filesBelow(join(path, name)));
  } catch {
    return [path];
  }
}

if (isMain(import.meta)) {
  await main(async () => {
    await setUp();
    await build();
  });
}
