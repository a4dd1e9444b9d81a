// How the bytes of the module are inlined: deflated as small as can be, as base64, beside a small inflater.

import { deflateRawSync, inflateRawSync } from "node:zlib";
import zopfli from "@gfx/zopfli";

/** The source of a JavaScript module whose default export gives the bytes; with `quick` they are deflated less. */
export async function inlined(wasm, { quick = false } = {}) {
  const deflated = quick
    ? deflateRawSync(wasm)
    : Buffer.from(await zopfli.deflateAsync(wasm, { numiterations: 15 }));
  if (!inflateRawSync(deflated).equals(wasm)) throw new Error("The deflated module does not inflate again.");
  return `const text = ${JSON.stringify(deflated.toString("base64"))};
export default () => native() ?? byHand();
// Node, Deno and Bun inflate at once what takes a cold script several times as long.
function native() {
  try {
    const { Buffer, process } = globalThis;
    const { inflateRawSync } = process.getBuiltinModule("zlib");
    return inflateRawSync(Buffer.from(text, "base64"), { chunkSize: ${wasm.length} });
  } catch {}
}
function byHand() {
  const letters = atob(text);
  const deflated = new Uint8Array(letters.length);
  for (let index = 0; index < letters.length; index++) deflated[index] = letters.charCodeAt(index);
  const bytes = new Uint8Array(${wasm.length});
  // Required, not imported: its tables are made only where they are needed.
  require("tiny-inflate")(deflated, bytes);
  return bytes;
}`;
}
