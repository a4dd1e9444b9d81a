// Finds the components whose code is in the package: each with name, version, the licence it states and its texts.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ScriptError } from "../../run.mjs";
import { root } from "../../setup/paths.mjs";
import { chosenLicences, licenceTexts } from "./licences.mjs";
import { textsInStandardLibrary, textsOfCrates, textsOfStandardLibrary } from "./texts.mjs";

/** The npm packages of which esbuild put code into a script, by its metafiles. */
export function npmComponents(metafiles, base = root) {
  const outputs = metafiles.flatMap(({ outputs }) => Object.values(outputs));
  const files = outputs.flatMap(({ inputs }) =>
    Object.keys(inputs).filter((file) => inputs[file].bytesInOutput > 0),
  );
  const folders = files.map((file) => /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]);
  return [...new Set(folders.filter(Boolean))].map((path) => {
    const folder = join(base, path);
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return withTexts({ name, version, licence: license, folder });
  });
}

/** The crates that are compiled into the module, by what `cargo metadata` resolved for it. */
export function crateComponents({ packages, resolve, workspace_members: own }) {
  const byId = new Map(packages.map((entry) => [entry.id, entry]));
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const found = new Set();
  const visit = (id) => {
    // Macros run in the compiler, and what they need with them.
    if (found.has(id) || byId.get(id).targets.some(({ kind }) => kind.includes("proc-macro"))) return;
    found.add(id);
    const normal = nodes
      .get(id)
      .deps.filter(({ dep_kinds: kinds }) => kinds.some(({ kind }) => kind === null));
    for (const { pkg } of normal) visit(pkg);
  };
  visit(resolve.root);
  return [...found]
    .filter((id) => !own.includes(id))
    .map((id) => {
      const { name, version, license, manifest_path: manifest } = byId.get(id);
      return withTexts({ name, version, licence: license, folder: dirname(manifest) }, textsOfCrates[name]);
    });
}

/** Rust's standard library of this release, and the crates it is linked with, as far as the module names them. */
export function standardLibraryComponents(wasm, release) {
  const paths = wasm.toString("latin1").matchAll(/\/rust\/deps\/([\w-]+?)-(\d[\w.+-]*)\//g);
  const versions = new Map([...paths].map(([, name, version]) => [name, version]));
  const unknown = [...versions.keys()].find((name) => !(name in textsInStandardLibrary));
  if (unknown !== undefined) {
    throw new ScriptError(
      `Rust's standard library has ${unknown} in it: give its licence in scripts/build/notices/texts.mjs.`,
    );
  }
  const within = Object.entries(textsInStandardLibrary).map(([name, texts]) => ({
    name,
    version: versions.get(name) ?? `of Rust ${release}`,
    licence: "MIT OR Apache-2.0",
    texts,
  }));
  return [
    {
      name: "Rust's standard library",
      version: release,
      licence: "(MIT OR Apache-2.0) AND Unicode-3.0",
      texts: textsOfStandardLibrary,
    },
    ...within,
  ].map((component) => withTexts(component, component.texts));
}

/** A component with its texts: `given` ones, or those of its folder. Either way its licence must be permitted. */
function withTexts({ name, version, licence, folder }, given) {
  const licences = chosenLicences({ name, version, licence });
  return { name, version, licence, texts: given ?? licenceTexts({ name, version, folder }, licences) };
}
