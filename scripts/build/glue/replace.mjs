// Changes to generated code that fail when the code is no longer what they were written for.

/** The text with `from` replaced, which has to be there `count` times, and once at least. */
export function replaced(text, from, to, count = 1) {
  const parts = text.split(from);
  if (count === 0 || parts.length - 1 !== count) throw unexpected(from);
  return parts.join(to);
}

/** The text with every match of a global pattern replaced; there has to be one at least. */
export function replacedEach(text, pattern, to) {
  if (text.search(pattern) < 0) throw unexpected(pattern);
  return text.replace(pattern, to);
}

/** The failure that says where to look. */
export const unexpected = (what) =>
  new Error(`wasm-bindgen's glue is not what scripts/build/glue/ was written for. Look there for: ${what}`);
