/** The list as it was given: its bytes, and its text while that is short enough to be shown and edited. */
import type { Layout } from "../../../../src/js/tables/index.ts";
import { encode } from "../../../../src/js/tables/index.ts";
import type { ListLine, ReadList } from "./list.ts";

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

/** A change of the table: of one cell, a line more or a line less. */
export type Edit =
  | { what: "cell"; index: number; column: number; text: string }
  | { what: "add"; column: number; text: string }
  | { what: "remove"; index: number };

export interface Edited {
  source: Source;
  /** Stands in until the source is read again; lines keep their index meanwhile. */
  list: ReadList;
}

export function withEdit(source: Source, list: ReadList, edit: Edit): Edited {
  const { layout } = list;
  if (layout === undefined) return { source, list };
  const lines = linesAfter(list.lines, layout, edit);
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

function linesAfter(lines: readonly ListLine[], layout: Layout, edit: Edit): readonly ListLine[] {
  if (edit.what === "remove") return lines.filter(({ index }) => index !== edit.index);
  if (edit.what === "cell") {
    return lines.map((line) => {
      if (line.index !== edit.index) return line;
      const cells = cellsWith(line.cells ?? [], layout, edit);
      return { ...line, cells, raw: rowOf(cells, layout) + lineEndOf(line.raw) };
    });
  }
  const end = lineEndOf(layout.preamble) || "\n";
  const cells = cellsWith([], layout, edit);
  const last = lines.at(-1);
  const added = {
    ...{
      index: (last?.index ?? -1) + 1,
      line: (last?.line ?? 1) + 1,
      cells,
      raw: rowOf(cells, layout) + end,
    },
    ...{ issues: [], isWrong: true, key: null },
  };
  // The last one may have no line end.
  const before = lines.map((line) =>
    line === last && !lineEndOf(line.raw) ? { ...line, raw: line.raw + end } : line,
  );
  return [...before, added];
}

const cellsWith = (
  cells: readonly string[],
  { header }: Layout,
  { column, text }: { column: number; text: string },
) =>
  Array.from({ length: Math.max(header.length, cells.length) }, (_, place) =>
    place === column ? text : (cells[place] ?? ""),
  );

const rowOf = (cells: readonly string[], { separator }: Layout) =>
  cells
    .map((cell) =>
      /["\r\n]/.test(cell) || cell.includes(separator) ? `"${cell.replaceAll('"', '""')}"` : cell,
    )
    .join(separator);

const lineEndOf = (raw: string) => /(?:\r\n|\n|\r)?$/.exec(raw)?.[0] ?? "";
