// Lines of a stream of bytes. Not readline's: that one also splits at U+2028, which JSON may hold.

const newLine = 0x0a;
const carriageReturn = 0x0d;

/** The longest line that is read, bytes: Graph takes 4 MB at most. */
const longestLine = 8 * 1024 * 1024;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decoded(bytes) {
  const end = bytes.at(-1) === carriageReturn ? -1 : bytes.length;
  try {
    return { text: decoder.decode(bytes.subarray(0, end)) };
  } catch {
    return { problem: "notUtf8" };
  }
}

/**
 * `{ number, text }` for each line, or `{ number, problem }` where it is "notUtf8" or "tooLong". `complete` is false
 * for a last line without a line feed, and `end` is the position behind the line. A byte order mark stays where it is.
 */
export async function* linesOf(chunks) {
  let parts = [];
  let length = 0;
  let number = 0;
  let position = 0;
  const line = (complete) => {
    number += 1;
    const content = length > longestLine ? { problem: "tooLong" } : decoded(Buffer.concat(parts, length));
    parts = [];
    length = 0;
    return { number, complete, end: position, ...content };
  };
  const add = (bytes) => {
    length += bytes.length;
    position += bytes.length;
    if (length <= longestLine) parts.push(bytes);
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let at = chunk.indexOf(newLine); at !== -1; at = chunk.indexOf(newLine, start)) {
      add(chunk.subarray(start, at));
      position += 1;
      start = at + 1;
      yield line(true);
    }
    if (start < chunk.length) add(chunk.subarray(start));
  }
  if (length > 0) yield line(false);
}
