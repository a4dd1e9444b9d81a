// Passes texts into the module's memory by the encoder.

import { replacedEach, unexpected } from "./replace.mjs";

/** Texts below this length are written letter by letter: that is faster than a call of the encoder. */
const shortLength = 32;

/**
 * As generated every letter of ASCII is written by itself, which takes ten times as long for long texts. Here the
 * encoder is given as many bytes as there are letters, which is right for ASCII, and more for what is left.
 */
const passString = (malloc, realloc) => `function passStringToWasm0(text) {
    const { length } = text;
    let ptr = ${malloc}(length, 1) >>> 0;
    let written = 0;
    let read = 0;
    if (length < ${shortLength}) {
        const memory = getUint8ArrayMemory0();
        for (; read < length; read++) {
            const code = text.charCodeAt(read);
            if (code > 127) break;
            memory[ptr + read] = code;
        }
        written = read;
    } else {
        ({ read, written } = encode(text, ptr, length));
    }
    if (read < length) {
        const rest = text.slice(read);
        const enough = written + rest.length * 3;
        ptr = ${realloc}(ptr, length, enough, 1) >>> 0;
        const { written: more } = encode(rest, ptr + written, rest.length * 3);
        ptr = ${realloc}(ptr, enough, written += more, 1) >>> 0;
    }
    WASM_VECTOR_LEN = written;
    return ptr;
}

function encode(text, ptr, length) {
    return cachedTextEncoder.encodeInto(text, getUint8ArrayMemory0().subarray(ptr, ptr + length));
}
`;

/** The glue with this way, which knows how memory is had by itself. */
export function quickTexts(glue) {
  const call = /\bpassStringToWasm0\((\w+), (wasm\.\w+), (wasm\.\w+)\)/g;
  const ways = [...new Set([...glue.matchAll(call)].map(([, , malloc, realloc]) => `${malloc} ${realloc}`))];
  if (ways.length !== 1) throw unexpected(call);
  const calls = glue.replace(call, "passStringToWasm0($1)");
  const definition = /^function passStringToWasm0\(arg, malloc, realloc\) \{\n[\s\S]*?^\}\n/gm;
  return replacedEach(calls, definition, () => passString(...ways[0].split(" ")));
}
