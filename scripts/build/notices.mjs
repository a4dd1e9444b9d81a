// Writes the notices of what the package contains of others: each component with its version, licence and text.

import { runQuietly, ScriptError } from "../run.mjs";
import { root, toolEnvironment } from "../setup/paths.mjs";
import { crateComponents, npmComponents, standardLibraryComponents } from "./notices/components.mjs";

/** Its name in the package. */
export const noticesFile = "THIRD-PARTY-NOTICES.txt";

const head = `Third-party notices of msgraph-chats

The package contains code of the components below. Where one may be had under several licences, the one whose text is
given here was chosen. Components of the same text stand above it together.`;

const aboutRust = `The module msgraph-chats.wasm, which index.js and index.cjs have inlined, is compiled from these crates and from
Rust's standard library. The scripts around it were made by wasm-bindgen. Routines of the compiler (compiler-builtins,
in part of LLVM) are under the Apache License 2.0 with the LLVM exception, by which compiled code needs no notice.`;

/** The notices of a package with scripts of these metafiles of esbuild's and this module. */
export async function thirdPartyNotices(metafiles, wasm) {
  const crates = crateComponents(await cargoMetadata());
  return noticesText({
    npm: npmComponents(metafiles),
    rust: [...crates, ...standardLibraryComponents(wasm, await rustRelease())],
  });
}

/** The text of these components, in an order of its own. */
export function noticesText({ npm, rust }) {
  return `${[
    head,
    section("In the scripts"),
    ...groups(npm),
    section("In the WebAssembly module"),
    aboutRust,
    ...groups(rust),
  ].join("\n\n")}\n`;
}

const section = (title) => `${"=".repeat(80)}\n${title}\n${"=".repeat(80)}`;

/** Components of the same texts under one heading, which names each in a line. */
function groups(components) {
  const byText = new Map();
  for (const { texts, ...component } of components) {
    const text = texts.map((part) => part.replaceAll("\r\n", "\n").trim()).join("\n\n");
    // Line breaks make no difference between licences.
    const key = text.replace(/\s+/g, " ");
    const group = byText.get(key) ?? { lines: [], text: [] };
    group.lines.push(`${component.name} ${component.version}: ${component.licence}`);
    group.text.push(text);
    byText.set(key, group);
  }
  return [...byText.values()]
    .map(({ lines, text }) => `${lines.sort().join("\n")}\n\n${text.sort()[0]}\n\n${"-".repeat(80)}`)
    .sort();
}

async function cargoMetadata() {
  const flags = [
    "--format-version",
    "1",
    "--filter-platform",
    "wasm32-unknown-unknown",
    "--locked",
    "--quiet",
  ];
  const output = await runQuietly(
    "cargo",
    ["metadata", ...flags, "--manifest-path", "wasm/Cargo.toml"],
    options(),
  );
  // Warnings may stand before it.
  return JSON.parse(output.slice(output.indexOf("{")));
}

async function rustRelease() {
  const release = /^release: (.*)$/m.exec(await runQuietly("rustc", ["-vV"], options()))?.[1];
  if (release === undefined) throw new ScriptError("rustc does not say of which release it is.");
  return release;
}

const options = () => ({ cwd: root, env: toolEnvironment() });
