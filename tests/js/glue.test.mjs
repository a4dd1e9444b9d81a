// What the build makes of wasm-bindgen's glue, tried on the glue of the module as it is; and that it notices another one.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";
import { patient } from "../../scripts/build/glue/environment.mjs";
import { renamed } from "../../scripts/build/glue/names.mjs";
import { revivable } from "../../scripts/build/glue/revivable.mjs";
import { quickTexts } from "../../scripts/build/glue/texts.mjs";
import { adapted } from "../../scripts/build/glue.mjs";
import { moduleFolder, namesFile } from "../../scripts/build/wasm-opt.mjs";

const names = JSON.parse(readFileSync(namesFile, "utf8"));
const glue = ["release", "dev"]
  .map((profile) => join(moduleFolder, profile))
  .filter((folder) => existsSync(join(folder, "names.json")))
  .filter((folder) => readFileSync(join(folder, "names.json"), "utf8") === readFileSync(namesFile, "utf8"))
  .map((folder) => readFileSync(join(folder, "msgraph_chats_wasm.js"), "utf8"))[0];

/** The text as a script: what it imports from the package is given, what it exports is left in a variable. */
const asScript = (text) =>
  text
    .replace(/^import \{.*$/gm, "")
    .replace(/^import \* as (\w+) from .*$/gm, "const $1 = imports;")
    .replace(/^export \{ initSync.*$/gm, "")
    .replace(/^export \{ (\w+) as (\w+) \};$/gm, "const $2 = $1;")
    .replaceAll("import.meta.url", '""')
    .replaceAll(/^export /gm, "");

test("it is imported where there is nothing but the language, and starts with the coders it is given", () => {
  const imports = Object.fromEntries(names.imports.map(([, name]) => [name, () => 0]));
  const context = createContext({ imports, WebAssembly: undefined });
  runInContext(`${asScript(adapted(glue, names))}; globalThis.begin = begin;`, context);
  const made = [];
  class Coder {
    constructor(...given) {
      made.push(given);
    }
  }
  assert.throws(() => context.begin({}, { TextDecoder: Coder, TextEncoder: Coder }), /Instance/);
  assert.equal(made.length, 2);
  assert.doesNotMatch(adapted(glue, names), /= arg0\.queueMicrotask;/, "tasks go on by a promise");
});

test("it gives the module what that imports, under its short names, and nothing else", () => {
  const text = adapted(glue, names);
  const [object] = /return \{ "\w+": \{[\s\S]*?\n {4}\} \};/.exec(text);
  const given = [...object.matchAll(/^ {8}(\w+|\$)[:(]/gm)].map(([, name]) => name);
  assert.deepEqual(given.sort(), names.imports.map(([, , short]) => short).sort());
});

test("names that do not fit the glue are refused", () => {
  const { module, imports, exports } = names;
  const [own] = imports.find(([, name]) => name.startsWith("__wb"));
  const cases = {
    "an import that the glue does not give": { imports: [...imports, [own, "__wbg_other", "zz"]] },
    "an import of a file that it does not know": { imports: [["./other.js", "now", "zz"]] },
    "an export that the module does not have": { exports: [] },
  };
  for (const [title, wrong] of Object.entries(cases)) {
    assert.throws(() => renamed(glue, { module, imports, exports, ...wrong }), /scripts\/build\/glue/, title);
  }
});

test("glue without the parts that are changed is refused", () => {
  for (const change of [patient, quickTexts, revivable]) {
    assert.throws(() => change(change(glue)), /scripts\/build\/glue/, change.name);
    assert.throws(() => change("export function build() {}\n"), /scripts\/build\/glue/, change.name);
  }
});

/** Passes a text into a memory that tells what it was asked for, and gives what then stands in it. */
function passed(text) {
  const memory = new Uint8Array(4096);
  const asked = [];
  const grab = (bytes) => asked.push(bytes) && 8;
  const move = (from, _, bytes) => {
    asked.push(bytes);
    memory.copyWithin(1024, from, from + bytes);
    return 1024;
  };
  const source = quickTexts(glue);
  const [definition] =
    /^function passStringToWasm0\(text\) \{\n[\s\S]*?^\}\n\nfunction encode[\s\S]*?^\}\n/m.exec(source);
  const [malloc, realloc] = [...definition.matchAll(/wasm\.(\w+)/g)].map(([, name]) => name);
  const pass = new Function(
    "wasm",
    "cachedTextEncoder",
    "getUint8ArrayMemory0",
    `let WASM_VECTOR_LEN; ${definition}; return (text) => [passStringToWasm0(text), WASM_VECTOR_LEN];`,
  )({ [malloc]: grab, [realloc]: move }, new TextEncoder(), () => memory);
  const [ptr, length] = pass(text);
  return { bytes: memory.slice(ptr, ptr + length), asked };
}

test("a text comes into the module as UTF-8, short or long, and ASCII takes no more room than it has letters", () => {
  const parts = ["", "a", "é", "€", "𝒳", "\ud800", "\udc00", "a".repeat(31), "a".repeat(32), "a".repeat(100)];
  for (const one of parts) {
    for (const other of parts) {
      for (const text of [one + other, `${one}${other}z${one}`]) {
        const { bytes, asked } = passed(text);
        assert.deepEqual(bytes, new TextEncoder().encode(text), JSON.stringify(text));
        if (/^[a-z]*$/.test(text)) assert.deepEqual(asked, [text.length]);
        // The module frees as many bytes as it is told of.
        assert.equal(asked.at(-1), bytes.length);
      }
    }
  }
});
