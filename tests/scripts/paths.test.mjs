// Where commands are looked for, and which versions of Node and Rust are too old.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { test } from "node:test";
import {
  root,
  toolEnvironment,
  toolFolder,
  wasmBindgenVersion,
  wasmPackVersion,
} from "../../scripts/setup/paths.mjs";
import { isOlder } from "../../scripts/setup/rust.mjs";
import { chromiumPath, requireNode } from "../../scripts/setup.mjs";

test("the tools of the right version come first, cargo's own folder last", () => {
  const env = { PATH: ["/usr/bin", "/bin"].join(delimiter), XDG_CACHE_HOME: "/cache", CARGO_HOME: "/cargo" };
  assert.deepEqual(toolEnvironment(env).PATH.split(delimiter), [
    `/cache/msgraph-chats/tools/wasm-pack-${wasmPackVersion}/bin`,
    `/cache/msgraph-chats/tools/wasm-bindgen-cli-${wasmBindgenVersion()}/bin`,
    join(root, "node_modules", ".bin"),
    "/usr/bin",
    "/bin",
    "/cargo/bin",
  ]);
  assert.equal(toolEnvironment(env).CARGO_HOME, "/cargo");
});

test("a version of Node or Rust that is too old is known", () => {
  assert.throws(() => requireNode("v18.20.4"), {
    message: /^Node v18\.20\.4 is too old: install Node 20 or newer/,
  });
  requireNode("v20.0.0");
  requireNode("v26.1.0");
  const versions = ["1.9.0", "1.94.1", "1.95.0", "1.100.0", "2.0.0"];
  assert.deepEqual(
    versions.map((version) => isOlder(version, "1.95")),
    [true, true, false, false, false],
  );
});

test("without XDG_CACHE_HOME the cache is in the home folder", () => {
  assert.match(toolFolder("wasm-pack", "1.2.3", {}), /\.cache\/msgraph-chats\/tools\/wasm-pack-1\.2\.3$/);
});

test("Chromium: CHROMIUM_PATH before PATH, a wrong one refused, none is null", async () => {
  const folder = await mkdtemp(join(tmpdir(), "msgraph-chats-"));
  try {
    assert.equal(chromiumPath({ PATH: folder }), null);
    await writeFile(join(folder, "chromium"), "", { mode: 0o644 });
    assert.equal(chromiumPath({ PATH: folder }), null, "a file that cannot be run is no browser");
    await writeFile(join(folder, "google-chrome"), "", { mode: 0o755 });
    assert.equal(chromiumPath({ PATH: folder }), join(folder, "google-chrome"));
    await writeFile(join(folder, "mine"), "", { mode: 0o755 });
    const chosen = join(folder, "mine");
    assert.equal(chromiumPath({ PATH: folder, CHROMIUM_PATH: chosen }), chosen);
    assert.throws(() => chromiumPath({ PATH: folder, CHROMIUM_PATH: join(folder, "absent") }), {
      message: /CHROMIUM_PATH does not name a program/,
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
