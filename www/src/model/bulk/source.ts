/** The list as it was given: its bytes, and its text while that is short enough to be shown and edited. */
import type { Layout } from "../../../../src/js/tables/index.ts";
import { encode } from "../../../../src/js/tables/index.ts";
import type { ReadList } from "./list.ts";

export interface Source {
  readonly bytes: Blob;
  /** Null where it is too long to be shown, or is no text. */
  readonly text: string | null;
  /** Of the file; null where it was typed or pasted. */
  readonly name: string | null;
}

export const nothing: Source = { bytes: new Blob(), text: "", name: null };

/** Longer than this a text field is slow. */
export const longestText = 256 * 1024;

export const sourceOfText = (text: string): Source => ({
  bytes: new Blob([text]),
  text: text.length > longestText ? null : text,
  name: null,
});

/** Read at once: the file may change later. */
export async function sourceOfFile(file: Blob, name: string | null): Promise<Source> {
  const bytes = await file.arrayBuffer();
  return { bytes: new Blob([bytes]), text: textOf(bytes), name };
}

function textOf(bytes: ArrayBuffer): string | null {
  if (bytes.byteLength > longestText) return null;
  const [first, second] = new Uint8Array(bytes);
  const encoding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes("\0") ? null : text;
  } catch {
    return null;
  }
}

/** With another text in one cell of a row; the list that comes with it stands in until the source is read again. */
export function withCell(
  source: Source,
  list: ReadList,
  index: number,
  column: number,
  text: string,
): { source: Source; list: ReadList } {
  const { layout } = list;
  if (layout === undefined) return { source, list };
  const lines = list.lines.map((line) => {
    if (line.index !== index) return line;
    const width = Math.max(layout.header.length, line.cells?.length ?? 0);
    const cells = Array.from({ length: width }, (_, place) =>
      place === column ? text : (line.cells?.[place] ?? ""),
    );
    return { ...line, cells, raw: rowOf(cells, layout) + lineEndOf(line.raw) };
  });
  const whole = layout.preamble + lines.map(({ raw }) => raw).join("");
  const mark = layout.hasMark ? "\uFEFF" : "";
  return {
    source: {
      bytes: new Blob([encode(mark + whole, layout.encoding) as Uint8Array<ArrayBuffer>]),
      text: whole.length > longestText ? null : whole,
      name: source.name,
    },
    list: { ...list, lines },
  };
}

const rowOf = (cells: readonly string[], { separator }: Layout) =>
  cells
    .map((cell) =>
      /["\r\n]/.test(cell) || cell.includes(separator) ? `"${cell.replaceAll('"', '""')}"` : cell,
    )
    .join(separator);

const lineEndOf = (raw: string) => /(?:\r\n|\n|\r)?$/.exec(raw)?.[0] ?? "";
