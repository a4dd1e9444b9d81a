// `npm run docs`: writes the reference of the package (TypeDoc) and of the crate (rustdoc) to build/docs; a warning is an error.

import { cpSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { isMain, main, runQuietly, step } from "./run.mjs";
import { root, setUp, toolEnvironment } from "./setup.mjs";

const out = join(root, "build", "docs");

/** The reference of the package; with `emit` "none" it is only checked. Build before. */
export function typeDoc({ emit = "docs" } = {}) {
  const manifest = createRequire(join(root, "tests", "types", "package.json")).resolve(
    "typedoc/package.json",
  );
  const bin = join(dirname(manifest), "bin", "typedoc");
  const options = ["--options", join(root, "scripts", "docs", "typedoc.json"), "--emit", emit];
  return runQuietly(process.execPath, [bin, ...options], { cwd: root });
}

async function rustDoc() {
  const env = { ...toolEnvironment(), RUSTDOCFLAGS: "-D warnings" };
  await runQuietly("cargo", ["doc", "--package", "msgraph-chats", "--no-deps"], { cwd: root, env });
  const target = env.CARGO_TARGET_DIR ?? join(root, "target");
  rmSync(join(out, "rust"), { recursive: true, force: true });
  cpSync(join(target, "doc"), join(out, "rust"), { recursive: true });
}

if (isMain(import.meta)) {
  await main(async () => {
    await setUp();
    await (await import("./build.mjs")).build();
    await step("The reference of the package (TypeDoc)", () => typeDoc());
    await step("The reference of the crate (rustdoc)", rustDoc);
    console.log(`\n${join(out, "js", "index.html")}\n${join(out, "rust", "msgraph_chats", "index.html")}`);
  });
}
