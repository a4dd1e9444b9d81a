// Lines of an outcomes file, with their places in it.

const newLine = 0x0a;
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

interface FileLine {
  /** From 1. */
  readonly number: number;
  /** Undefined where it is not UTF-8. */
  readonly text: string | undefined;
  /** Whether a line feed ends it. */
  readonly isComplete: boolean;
  /** The place behind it. */
  readonly end: number;
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<FileLine> {
  let parts: Uint8Array[] = [];
  let number = 0;
  let end = 0;
  const line = (isComplete: boolean): FileLine => {
    number += 1;
    const text = decoded(Buffer.concat(parts));
    parts = [];
    return { number, text, isComplete, end };
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let at = chunk.indexOf(newLine); at !== -1; at = chunk.indexOf(newLine, start)) {
      parts.push(chunk.subarray(start, at));
      end += at + 1 - start;
      start = at + 1;
      yield line(true);
    }
    if (start < chunk.length) parts.push(chunk.subarray(start));
    end += chunk.length - start;
  }
  if (parts.length > 0) yield line(false);
}
