// The notices of what the package contains of others: what may not be in it is refused, and so is what has no text.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { npmComponents, standardLibraryComponents } from "../../scripts/build/notices/components.mjs";
import { chosenLicences } from "../../scripts/build/notices/licences.mjs";
import { noticesText } from "../../scripts/build/notices.mjs";

/** A folder of these files, gone after the test. */
function folderOf(t, files) {
  const folder = mkdtempSync(join(tmpdir(), "msgraph-chats-notices-"));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

const npmManifest = (name, license = "MIT") => JSON.stringify({ name, version: "1.2.3", license });
const metafile = (inputs) => {
  const entries = Object.entries(inputs).map(([path, bytesInOutput]) => [path, { bytesInOutput }]);
  return { outputs: { "pkg/index.js": { inputs: Object.fromEntries(entries) } } };
};

test("a package counts when its code is in a bundle, scoped and nested ones too, and each once", (t) => {
  const base = folderOf(t, {
    "node_modules/used/package.json": npmManifest("used"),
    "node_modules/used/LICENSE": "Text of used\r\n",
    "node_modules/@scope/part/package.json": npmManifest("@scope/part", "ISC"),
    "node_modules/@scope/part/license.md": "Text of part",
    "node_modules/used/node_modules/inner/package.json": npmManifest("inner"),
    "node_modules/used/node_modules/inner/LICENSE-MIT.txt": "Text of inner",
  });
  const inputs = {
    "src/js/index.js": 10,
    "node_modules/used/a.js": 10,
    "node_modules/used/b.js": 10,
    "node_modules/@scope/part/lib/index.js": 1,
    "node_modules/used/node_modules/inner/index.js": 1,
    "node_modules/shaken-off/index.js": 0,
  };
  const found = npmComponents([metafile(inputs), metafile(inputs)], base);
  assert.deepEqual(found.map(({ name, licence, texts }) => [name, licence, ...texts]).sort(), [
    ["@scope/part", "ISC", "Text of part"],
    ["inner", "MIT", "Text of inner"],
    ["used", "MIT", "Text of used\r\n"],
  ]);
});

test("a component without the text of its licence is refused by name, as is an unknown one in Rust's library", (t) => {
  const base = folderOf(t, {
    "node_modules/bare/package.json": npmManifest("bare"),
    "node_modules/bare/LICENSE-APACHE": "Text of another licence",
  });
  const bare = metafile({ "node_modules/bare/index.js": 5 });
  assert.throws(() => npmComponents([bare], base), /^Error: bare 1\.2\.3 has no file with the text of MIT/);
  const named = Buffer.from("\0/rust/deps/rustc-demangle-0.1.27/src/lib.rs\0");
  assert.throws(() => standardLibraryComponents(named, "1.95.0"), /library has rustc-demangle in it/);
});

test("of a choice of licences a permitted one is taken, and nothing else is let through", () => {
  const taken = (licence) => chosenLicences({ name: "a", version: "1", licence });
  assert.deepEqual(taken("GPL-3.0-only OR Apache-2.0"), ["Apache-2.0"]);
  assert.deepEqual(taken("MIT/Apache-2.0"), ["MIT"]);
  assert.deepEqual(taken("(MIT OR Apache-2.0) AND Unicode-3.0"), ["MIT", "Unicode-3.0"]);
  for (const licence of [
    "GPL-3.0-only",
    "MIT AND GPL-2.0-or-later",
    "Apache-2.0 WITH LLVM-exception",
    "MPL-2.0 OR CC-BY-4.0",
  ]) {
    assert.throws(() => taken(licence), /which may not be in the package/, licence);
  }
  assert.throws(() => taken("SEE LICENSE IN LICENSE"), /which is no SPDX expression/);
  assert.throws(() => taken(undefined), /^Error: a 1 states no licence\.$/);
});

test("equal texts are given once, in an order of their own", () => {
  const component = (name, ...texts) => ({ name, version: "1.0.0", licence: "MIT", texts });
  const npm = [component("b", "One\r\ntext\n"), component("c", "Another text"), component("a", "One text")];
  const text = noticesText({ npm, rust: [] });
  assert.equal(noticesText({ npm: npm.toReversed(), rust: [] }), text);
  assert.match(
    text,
    /\na 1\.0\.0: MIT\nb 1\.0\.0: MIT\n\nOne\ntext\n\n-+\n\nc 1\.0\.0: MIT\n\nAnother text\n/,
  );
});
