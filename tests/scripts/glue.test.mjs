// What the build makes of wasm-bindgen's glue: that it works, and that it notices when the glue is another.

import assert from "node:assert/strict";
import { test } from "node:test";
import { lean } from "../../scripts/build/glue/lean.mjs";
import { renamed } from "../../scripts/build/glue/names.mjs";
import { revivable } from "../../scripts/build/glue/revivable.mjs";
import { quickTexts } from "../../scripts/build/glue/texts.mjs";

const glue = `import * as import1 from "./snippets/environment.js"

function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_size_0123456789abcdef: function(arg0) {
            const ret = arg0.size;
            return ret;
        },
        __wbg_call_0123456789abcdef: function() { return handleError(function (arg0) {
            return arg0();
        }, arguments); },
        __wbg_gone_0123456789abcdef: function() {
            gone();
        },
    };
    return {
        __proto__: null,
        "./module_bg.js": import0,
        "./snippets/environment.js": import1,
    };
}

export function build() {
    return wasm.build(wasm.memory.buffer);
}
`;

const imports = [
  ["./module_bg.js", "__wbg_size_0123456789abcdef", "b"],
  ["./module_bg.js", "__wbg_call_0123456789abcdef", "c"],
  ["./snippets/environment.js", "now", "$"],
];
const exports = [
  ["build", "d"],
  ["memory", "e"],
];
const names = { module: "a", imports, exports };

test("the glue gives what the module imports under its short names, and nothing else", () => {
  const text = renamed(glue, names)
    .replace(/^import .*$/m, "")
    .replaceAll("export ", "");
  const make = new Function(
    "import1",
    "handleError",
    "wasm",
    `${text}; return [__wbg_get_imports(), build];`,
  );
  const now = () => 0;
  const wasm = { d: (buffer) => buffer, e: { buffer: "the memory" } };
  const [given, build] = make({ now }, (work, args) => work(...args), wasm);
  assert.deepEqual(Object.keys(given), ["a"]);
  assert.deepEqual(Object.keys(given.a), ["b", "c", "$"]);
  assert.equal(given.a.b({ size: 3 }), 3);
  assert.equal(
    given.a.c(() => "called"),
    "called",
  );
  assert.equal(given.a.$, now);
  assert.equal(build(), "the memory");
});

test("names that do not fit the glue are refused", () => {
  const cases = {
    "an import that the glue does not give": { imports: [["./module_bg.js", "__wbg_new", "b"]], exports },
    "an import of a file that it does not know": { imports: [["./other.js", "now", "b"]], exports },
    "an export that the module does not have": { imports, exports: [["build", "d"]] },
  };
  for (const [title, wrong] of Object.entries(cases)) {
    assert.throws(() => renamed(glue, { module: "a", ...wrong }), /scripts\/build\/glue/, title);
  }
  const other = glue.replace("__wbg_gone_0123456789abcdef: function() {", "__wbg_gone: () => {");
  assert.throws(() => renamed(other, names), /__wbg_gone: \(\) => \{/);
});

test("glue without the parts that are changed is refused", () => {
  for (const change of [lean, quickTexts, revivable]) {
    assert.throws(() => change(glue), /scripts\/build\/glue/, change.name);
  }
});

const generated = `
function take(arg) {
    return passStringToWasm0(arg, wasm.grab, wasm.move);
}
function passStringToWasm0(arg, malloc, realloc) {
    return "as generated";
}
`;

/** Passes a text into a memory that tells what it was asked for, and gives what then stands in it. */
function passed(text) {
  const memory = new Uint8Array(4096);
  const asked = [];
  const wasm = {
    grab: (bytes) => asked.push(bytes) && 8,
    move: (from, _, bytes) => {
      asked.push(bytes);
      memory.copyWithin(1024, from, from + bytes);
      return 1024;
    },
  };
  const pass = new Function(
    "wasm",
    "cachedTextEncoder",
    "getUint8ArrayMemory0",
    `let WASM_VECTOR_LEN; ${quickTexts(generated)}; return (text) => [take(text), WASM_VECTOR_LEN];`,
  )(wasm, new TextEncoder(), () => memory);
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
