// What the bytes of the WebAssembly module are: it is optimised once more with its names, and read by twiggy.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { compilerEnvironment } from "../build/rustc.mjs";
import { optimise } from "../build/wasm-opt.mjs";
import { runQuietly } from "../run.mjs";
import { root, toolFolder } from "../setup/paths.mjs";
import { installCargoTool } from "../setup/rust.mjs";

const twiggyVersion = "0.8.0";
const target = "wasm32-unknown-unknown";
const folder = join(root, "build", "size");
const name = "msgraph_chats_wasm";

/** twiggy, compiled once for this machine. */
export async function installTwiggy() {
  await installCargoTool("twiggy", twiggyVersion);
}

const twiggy = () => join(toolFolder("twiggy", twiggyVersion), "bin", "twiggy");

/** The module as it is published, with the names of its functions. Gives its path. */
export async function buildWithNames() {
  mkdirSync(folder, { recursive: true });
  const env = await compilerEnvironment();
  const crate = ["--package", "msgraph-chats-wasm", "--target", target];
  await runQuietly("cargo", ["build", ...crate, "--release"], { cwd: root, env });
  const built = join(await targetFolder(env), target, "release", `${name}.wasm`);
  await runQuietly("wasm-bindgen", ["--target", "web", "--no-typescript", "--out-dir", folder, built], {
    env,
  });
  const module = join(folder, `${name}.wasm`);
  await optimise(join(folder, `${name}_bg.wasm`), module, { keepNames: true, env });
  return module;
}

async function targetFolder(env) {
  const output = await runQuietly("cargo", ["metadata", "--no-deps", "--format-version", "1"], {
    cwd: root,
    env,
  });
  return JSON.parse(output.slice(output.indexOf("{"))).target_directory;
}

/** Every function, segment and section: `{ name, bytes }`, the largest first. The names themselves do not count. */
export async function itemsOf(module) {
  const output = await runQuietly(twiggy(), ["top", "-n", "1000000", "-f", "json", module]);
  return JSON.parse(output)
    .map((item) => ({ name: item.name, bytes: item.shallow_size }))
    .filter((item) => !/^custom section 'name'|^"function names" subsection/.test(item.name))
    .filter((item) => item.bytes > 0);
}

/** Sums of items by where they come from: our own code by its module, other code by its crate. */
export function byOrigin(items) {
  const sums = new Map();
  for (const { name, bytes } of items) {
    const origin = originOf(name);
    const sum = sums.get(origin) ?? { origin, bytes: 0, count: 0 };
    sums.set(origin, { origin, bytes: sum.bytes + bytes, count: sum.count + 1 });
  }
  return [...sums.values()].sort((one, other) => other.bytes - one.bytes);
}

const own = /msgraph_chats(?:_wasm)?::(\w+)/;
const kinds = [
  [/^data(?:\[| segment)/, "data: texts and tables"],
  [/^(?:elem|table)/, "tables of functions"],
  [
    /^(?:type\[|import |export |global|memory|custom section|wasm magic|\w+ section|code section)/,
    "sections",
  ],
];

/** Generic code of other crates counts to our module that it was made for, when its name tells. */
function originOf(name) {
  const [, kind] = kinds.find(([pattern]) => pattern.test(name)) ?? [];
  if (kind !== undefined) return kind;
  const [, module] = own.exec(name) ?? [];
  if (module !== undefined) return `msgraph_chats::${module}`;
  const [, crate] = /^[<&([]*(?:mut )?(?:dyn )?([a-z_][\w]*)(?:\[[0-9a-f]+\])?::/.exec(name) ?? [];
  return crate ?? "glue, and names that tell nothing";
}
