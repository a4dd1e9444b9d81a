// The package as a whole: what is packed, that the tools which judge packages find nothing, and that entries agree.

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir, tmpdir } from "node:os";
import { join, relative } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { noticesFile, thirdPartyNotices } from "../../scripts/build/notices.mjs";
import { builtFiles, metafilesFile } from "../../scripts/build/package.mjs";
import { filesBelow } from "../../scripts/build/stamps.mjs";
import { home } from "../../scripts/consumers/folders.mjs";
import { lockedVersion } from "../../scripts/setup/paths.mjs";
import { root, toolEnvironment } from "../../scripts/setup.mjs";
import { run } from "./tools.mjs";

const pkg = join(root, "pkg");
const manifest = JSON.parse(readFileSync(join(pkg, "package.json"), "utf8"));
const tarball = join(home, `msgraph-chats-${manifest.version}.tgz`);

const importFile = (name) => import(pathToFileURL(join(pkg, name)).href);
const namesOf = (module) =>
  Object.keys(module)
    .filter((name) => name !== "default" && name !== "module.exports")
    .sort();

test("the tarball holds what the layout makes, and nothing else", async () => {
  const listed = await run("tar", ["-tzf", tarball], { cwd: root });
  const packed = listed
    .trim()
    .split("\n")
    .map((path) => path.replace(/^package\//, ""));
  const built = builtFiles.flatMap((name) =>
    statSync(join(pkg, name)).isDirectory()
      ? filesBelow(join(pkg, name)).map((path) => relative(pkg, path).replaceAll("\\", "/"))
      : [name],
  );
  assert.deepEqual(packed.sort(), ["package.json", ...built].sort());
  const unlisted = ["README.md", "LICENSE"];
  assert.deepEqual([...manifest.files, ...unlisted].sort(), [...builtFiles].sort());
  const readme = readFileSync(join(pkg, "README.md"), "utf8");
  const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path]) => path);
  assert.deepEqual(
    links.filter((path) => !packed.includes(path)),
    [],
    "the README leads to what is not there",
  );
});

test("no file names a path of the machine that built it, nor where crates come from", () => {
  for (const path of filesBelow(pkg)) {
    const text = readFileSync(path, "latin1");
    for (const name of [root, homedir(), "registry/src"].filter((name) => name.length > 1)) {
      assert.ok(!text.includes(name), `${relative(pkg, path)} holds ${name}`);
    }
  }
});

test("it installs into an empty project alone: no dependencies, no scripts", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "msgraph-chats-empty-"));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  await run("npm", ["install", "--offline", tarball], { cwd: folder });
  const installed = readdirSync(join(folder, "node_modules")).filter((name) => !name.startsWith("."));
  assert.deepEqual(installed, ["msgraph-chats"]);
  assert.equal(manifest.scripts, undefined);
});

test("version, description and licence are Cargo's", () => {
  const cargo = readFileSync(join(root, "Cargo.toml"), "utf8");
  const [workspace] = cargo.split("[workspace.package]")[1].split("\n[");
  const value = (key) => new RegExp(`^${key} = "(.*)"$`, "m").exec(workspace)[1];
  const { version, description, license } = manifest;
  assert.deepEqual(
    { version, description, license },
    { version: value("version"), description: value("description"), license: value("license") },
  );
  assert.equal(lockedVersion("msgraph-chats"), version);
});

test("the notices name what is in the scripts and in the module, and nothing else", async () => {
  const metafiles = JSON.parse(readFileSync(metafilesFile, "utf8"));
  const bundled = metafiles
    .flatMap(({ inputs }) => Object.keys(inputs))
    .filter((path) => path.includes("node_modules/"))
    .map((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)[0]);
  for (const name of ["commander", "cli-progress"]) assert.ok(bundled.includes(`node_modules/${name}`), name);
  const kinds = ["--edges", "normal,no-proc-macro", "--target", "wasm32-unknown-unknown"];
  const args = [
    "tree",
    "--package",
    "msgraph-chats-wasm",
    ...kinds,
    "--prefix",
    "none",
    "--locked",
    "--quiet",
  ];
  const tree = await run("cargo", args, { cwd: root, env: toolEnvironment() });
  const crates = tree.matchAll(/^(\S+) v(\S+)(?: \(\*\))?$/gm);
  const expected = [
    ...[...new Set(bundled)].map((folder) => {
      const { name, version } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
      return `${name} ${version}`;
    }),
    ...new Set([...crates].map(([, name, version]) => `${name} ${version}`)),
  ];
  const text = readFileSync(join(pkg, noticesFile), "utf8");
  const named = [...text.matchAll(/^(\S+ \d\S*): [\w(].*$/gm)].map(([, component]) => component);
  const ofStandardLibrary = /^hashbrown /;
  assert.deepEqual(named.filter((component) => !ofStandardLibrary.test(component)).sort(), expected.sort());
  assert.match(text, /^hashbrown (?:of Rust )?\d+\.\d+\.\d+: /m);
  assert.match(text, /^Rust's standard library \d+\.\d+\.\d+: /m);
  assert.equal(await thirdPartyNotices(metafiles, readFileSync(join(pkg, "msgraph-chats.wasm"))), text);
});

test("publint finds nothing, not even a suggestion", async () => {
  const { messages, pkg: judged } = await publint({ pkgDir: pkg, strict: true, pack: "npm" });
  assert.deepEqual(
    messages.map((message) => formatMessage(message, judged)),
    [],
  );
});

test("the types fit each entry, for every way of resolving", async () => {
  const { bin } = createRequire(import.meta.url)("@arethetypeswrong/cli/package.json");
  const attw = join(root, "node_modules", "@arethetypeswrong", "cli", bin.attw ?? bin);
  // It judges modules with types; the .wasm file is none.
  const args = [attw, tarball, "--exclude-entrypoints", "msgraph-chats.wasm", "--format", "json"];
  const { analysis } = JSON.parse(await run(process.execPath, args, { cwd: root }));
  assert.deepEqual(analysis.problems, []);
  assert.deepEqual(Object.keys(analysis.entrypoints).sort(), [".", "./package.json", "./slim"]);
});

test("every entry exports the same", async () => {
  const names = namesOf(await importFile("index.js"));
  assert.deepEqual(namesOf(createRequire(import.meta.url)(join(pkg, "index.cjs"))), names);
  assert.deepEqual(namesOf(await importFile("slim.js")), [...names, "init"].sort());
  assert.deepEqual(namesOf(createRequire(import.meta.url)(join(pkg, "slim.cjs"))), [...names, "init"].sort());
  for (const platform of ["workerd.js", "edge-light.js"]) {
    const [, list] = /export\{([^}]*)\};?\s*$/.exec(readFileSync(join(pkg, platform), "utf8"));
    assert.deepEqual(
      list
        .split(",")
        .map((pair) => pair.split(" as ").at(-1).trim())
        .sort(),
      names,
      platform,
    );
  }
});

test("classes and functions keep their names although they are minified", async () => {
  for (const entry of ["index.js", "slim.js"]) {
    for (const [name, value] of Object.entries(await importFile(entry))) {
      if (name !== "init") assert.equal(value.name, name, entry);
    }
  }
});

test("no file tells of the machine that built it", () => {
  const folders = [root, process.env.HOME, process.env.CARGO_HOME].filter((folder) => folder?.length > 1);
  for (const file of filesBelow(pkg).filter((path) => !path.endsWith(".md"))) {
    const text = readFileSync(file, "latin1");
    for (const folder of folders) assert.ok(!text.includes(`${folder}/`), `${file} names ${folder}`);
  }
});
