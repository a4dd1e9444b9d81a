// How the bytes of the module are inlined: as letters that the network's own compression can work on. Deflated bytes as
// base64 are a third smaller on the disk, but 3 kB larger once compressed with brotli, and need an inflater beside them.

/** Printable ASCII that means the same in every kind of script, string literal and page. */
const letters = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index)).filter(
  (letter) => !'"$<\\`'.includes(letter),
);

/** They begin a pair of letters. */
const escapes = letters.splice(-3);

/**
 * The letter or the pair of each byte: a letter for those that are frequent, its own one where it has one. In the order of
 * the bytes what is alike stays near, which brotli makes more of.
 */
function alphabet(bytes) {
  const counts = new Array(256).fill(0);
  for (const byte of bytes) counts[byte] += 1;
  const byCount = [...counts.keys()].sort((one, other) => counts[other] - counts[one] || one - other);
  const frequent = byCount.slice(0, letters.length);
  const own = (byte) => letters.indexOf(String.fromCharCode(byte));
  const order = [];
  for (const byte of frequent) if (own(byte) >= 0) order[own(byte)] = byte;
  const others = frequent.filter((byte) => own(byte) < 0).sort((one, other) => one - other);
  for (let place = 0; place < letters.length; place++) order[place] ??= others.shift();
  return [...order, ...byCount.slice(letters.length).sort((one, other) => one - other)];
}

/**
 * The source of a JavaScript module whose default export gives the bytes, and the last line of the file that it is bundled
 * into: it holds the letters. In a line of their own they are not printed when something throws.
 */
export function inlined(wasm) {
  const order = alphabet(wasm);
  const spelled = order.map((_, place) => {
    const group = Math.floor(place / letters.length);
    return (group > 0 ? escapes[group - 1] : "") + letters[place % letters.length];
  });
  const places = order.reduce((found, byte, place) => found.with(byte, place), new Array(256).fill(0));
  const text = Array.from(wasm, (byte) => spelled[places[byte]]).join("");
  const lastLetter = escapes[0].charCodeAt() - 1;
  const source = `const order = ${JSON.stringify(order)};
export default (TextEncoder) => {
  const places = new Uint8Array(128);
  for (const [place, letter] of [...${JSON.stringify(letters.join(""))}].entries()) places[letter.charCodeAt()] = place;
  const bytes = new Uint8Array(${wasm.length});
  const codes = new TextEncoder().encode(msgraphChatsLetters);
  for (let at = 0, index = 0; at < ${wasm.length}; at++) {
    const code = codes[index++];
    bytes[at] = order[code > ${lastLetter} ? (code - ${lastLetter}) * ${letters.length} + places[codes[index++]] : places[code]];
  }
  return bytes;
};`;
  return { source, lastLine: `var msgraphChatsLetters=${JSON.stringify(text)};` };
}
