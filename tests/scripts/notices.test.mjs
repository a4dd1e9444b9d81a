// The notices of what the package contains of others: who is named, with which text, and what may not be in it.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { bundleCommand } from "../../scripts/build/command.mjs";
import {
  crateComponents,
  npmComponents,
  standardLibraryComponents,
} from "../../scripts/build/notices/components.mjs";
import { chosenLicences } from "../../scripts/build/notices/licences.mjs";
import { noticesText } from "../../scripts/build/notices.mjs";
import { root } from "../../scripts/setup/paths.mjs";

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
const metafile = (inputs) => ({
  outputs: {
    "pkg/index.js": {
      inputs: Object.fromEntries(
        Object.entries(inputs).map(([path, bytesInOutput]) => [path, { bytesInOutput }]),
      ),
    },
  },
});

test("the command's notices name the npm packages that its metafile names, in their versions", async (t) => {
  const bundled = await bundleCommand(folderOf(t, {}));
  const expected = new Set();
  for (const path of Object.keys(bundled.inputs).filter((input) => input.includes("node_modules/"))) {
    const parts = path.split("/");
    const folder = parts.slice(0, parts.lastIndexOf("node_modules") + 2).join("/");
    const { name, version } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    expected.add(`${name} ${version}`);
  }
  for (const name of ["commander", "csv-parse", "cli-progress", "string-width"]) {
    assert.ok(
      [...expected].some((component) => component.startsWith(`${name} `)),
      name,
    );
  }
  const named = npmComponents([bundled]).map(({ name, version }) => `${name} ${version}`);
  assert.deepEqual(named.sort(), [...expected].sort());
});

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
  const version = "1.2.3";
  const byName = (a, b) => (a.name < b.name ? -1 : 1);
  assert.deepEqual(npmComponents([metafile(inputs), metafile(inputs)], base).sort(byName), [
    { name: "@scope/part", version, licence: "ISC", texts: ["Text of part"] },
    { name: "inner", version, licence: "MIT", texts: ["Text of inner"] },
    { name: "used", version, licence: "MIT", texts: ["Text of used\r\n"] },
  ]);
});

test("a component without the text of its licence is refused by name", (t) => {
  const base = folderOf(t, {
    "node_modules/bare/package.json": npmManifest("bare"),
    "node_modules/bare/LICENSE-APACHE": "Text of another licence",
  });
  assert.throws(
    () => npmComponents([metafile({ "node_modules/bare/index.js": 5 })], base),
    /^Error: bare 1\.2\.3 has no file with the text of MIT: give it one in scripts\/build\/notices\/texts\.mjs\.$/,
  );
});

/** What `cargo metadata` says of crates: `{ name: { kind, needs: { crate: kind of dependency }, license } }`. */
function cargoMetadata(folder, crates) {
  const names = Object.keys(crates);
  return {
    workspace_members: ["own"],
    packages: names.map((name) => ({
      id: name,
      name,
      version: "1.0.0",
      license: crates[name].license ?? "MIT OR Apache-2.0",
      manifest_path: join(folder, name, "Cargo.toml"),
      targets: [{ kind: [crates[name].kind ?? "lib"] }],
    })),
    resolve: {
      root: "own",
      nodes: names.map((name) => ({
        id: name,
        deps: Object.entries(crates[name].needs ?? {}).map(([pkg, kind]) => ({ pkg, dep_kinds: [{ kind }] })),
      })),
    },
  };
}

test("crates are named that the module is linked with, not those of macros, build scripts and tests", (t) => {
  const folder = folderOf(t, {
    "direct/LICENSE-APACHE": "Apache's text",
    "direct/LICENSE-MIT": "MIT's text",
    "indirect/LICENSE-MIT": "MIT's text",
    "indirect/LICENSE-UNICODE": "Unicode's text",
    "indirect/NOTICE": "A notice",
  });
  const metadata = cargoMetadata(folder, {
    own: { needs: { direct: null, macros: null, builder: "build", tester: "dev" } },
    direct: { needs: { indirect: null } },
    indirect: { license: "(MIT OR Apache-2.0) AND Unicode-3.0" },
    macros: { kind: "proc-macro", needs: { parser: null } },
    parser: {},
    builder: {},
    tester: {},
  });
  assert.deepEqual(
    crateComponents(metadata).map(({ name, texts }) => [name, texts]),
    [
      ["direct", ["MIT's text"]],
      ["indirect", ["MIT's text", "Unicode's text", "A notice"]],
    ],
  );
});

test("a crate that carries no text has a fixed one, but its licence is judged all the same", (t) => {
  const folder = folderOf(t, { "gloo-net/Cargo.toml": "" });
  const of = (license) =>
    crateComponents(cargoMetadata(folder, { own: { needs: { "gloo-net": null } }, "gloo-net": { license } }));
  assert.match(of("MIT OR Apache-2.0")[0].texts[0], /^Copyright \(c\) 2021 Muhammad Hamza\n/);
  assert.throws(() => of("MPL-2.0"), /gloo-net 1\.0\.0 is under MPL-2\.0/);
});

test("a crate in Rust's standard library that is not known is refused by name", () => {
  const named = (path) =>
    standardLibraryComponents(Buffer.from(`\0${path}\0`), "1.95.0").map(
      ({ name, version }) => `${name} ${version}`,
    );
  assert.deepEqual(named("/rust/library/core/src/str.rs"), [
    "Rust's standard library 1.95.0",
    "hashbrown of Rust 1.95.0",
  ]);
  assert.deepEqual(named("/rust/deps/hashbrown-0.16.1/src/lib.rs"), [
    "Rust's standard library 1.95.0",
    "hashbrown 0.16.1",
  ]);
  assert.throws(
    () => named("/rust/deps/rustc-demangle-0.1.27/src/lib.rs"),
    /library has rustc-demangle in it/,
  );
});

test("the gate lets these licences through, and of a choice takes one of them", () => {
  const cases = {
    MIT: ["MIT"],
    "MIT/Apache-2.0": ["MIT"],
    "Apache-2.0 OR MIT": ["MIT"],
    "GPL-3.0-only OR Apache-2.0": ["Apache-2.0"],
    "(MIT OR Apache-2.0) AND Unicode-3.0": ["MIT", "Unicode-3.0"],
    "MIT AND (MIT OR Apache-2.0)": ["MIT"],
    "BSD-3-Clause": ["BSD-3-Clause"],
    ISC: ["ISC"],
    Zlib: ["Zlib"],
    "0BSD": ["0BSD"],
    "BlueOak-1.0.0": ["BlueOak-1.0.0"],
  };
  const chosen = Object.keys(cases).map((licence) => [
    licence,
    chosenLicences({ name: "a", version: "1", licence }),
  ]);
  assert.deepEqual(Object.fromEntries(chosen), cases);
});

test("the gate lets nothing else through, and says why", () => {
  const cases = {
    "GPL-3.0-only": /^Error: a 1 is under GPL-3\.0-only, which may not be in the package; these may: MIT, /,
    "MIT AND GPL-2.0-or-later": /a 1 is under MIT AND GPL-2\.0-or-later, which may not/,
    "Apache-2.0 WITH LLVM-exception": /a 1 is under Apache-2\.0 WITH LLVM-exception, which may not/,
    "MPL-2.0 OR CC-BY-4.0": /a 1 is under MPL-2\.0 OR CC-BY-4\.0, which may not/,
    UNLICENSED: /a 1 states the licence "UNLICENSED", which is no SPDX expression/,
    "SEE LICENSE IN LICENSE": /a 1 states the licence "SEE LICENSE IN LICENSE", which is no SPDX expression/,
  };
  for (const [licence, message] of Object.entries(cases)) {
    assert.throws(() => chosenLicences({ name: "a", version: "1", licence }), message, licence);
  }
  assert.throws(() => chosenLicences({ name: "a", version: "1" }), /^Error: a 1 states no licence\.$/);
});

test("the text is the same in whatever order the components come, and gives equal texts once", () => {
  const component = (name, ...texts) => ({ name, version: "1.0.0", licence: "MIT", texts });
  const npm = [component("b", "One\r\ntext\n"), component("c", "Another text"), component("a", "One text")];
  const rust = [component("e", "One text"), component("d", "First", "Second")];
  const text = noticesText({ npm, rust });
  assert.equal(noticesText({ npm: npm.toReversed(), rust: rust.toReversed() }), text);
  const [scripts, module] = text.split("In the WebAssembly module");
  assert.match(
    scripts,
    /\na 1\.0\.0: MIT\nb 1\.0\.0: MIT\n\nOne\ntext\n\n-+\n\nc 1\.0\.0: MIT\n\nAnother text\n/,
  );
  assert.match(module, /\nd 1\.0\.0: MIT\n\nFirst\n\nSecond\n\n-+\n\ne 1\.0\.0: MIT\n\nOne text\n/);
  assert.ok(!text.includes("\r"));
});
