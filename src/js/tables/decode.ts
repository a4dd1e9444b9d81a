// From bytes to text: UTF-8, or UTF-16 with its mark. What is something else must not become other letters.

import { ListRefused } from "./issue.ts";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be";

const asCsv = 'In Excel: File, Save As, "CSV UTF-8 (Comma delimited)".';

/** How files begin that are no text at all. */
const signatures: readonly (readonly [bytes: readonly number[], what: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], "a workbook (.xlsx, .ods) or another archive, whatever its name says"],
  [[0x50, 0x4b, 0x05, 0x06], "an archive, whatever its name says"],
  [[0xd0, 0xcf, 0x11, 0xe0], "an Excel workbook (.xls), whatever its name says"],
  [[0x25, 0x50, 0x44, 0x46], "a PDF, whatever its name says"],
  [[0x1f, 0x8b], "a compressed archive, whatever its name says"],
];

const marks: readonly (readonly [bytes: readonly number[], encoding: Encoding])[] = [
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];

const headBytes = 4;

const beginsWith = (bytes: Uint8Array, start: readonly number[]) =>
  start.every((byte, index) => bytes[index] === byte);

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** Decodes a file chunk by chunk. Throws ListRefused. */
export class Decoder {
  encoding: Encoding = "utf-8";
  hasMark = false;
  #head: Uint8Array = new Uint8Array();
  #decoder: TextDecoder | undefined;

  push(bytes: Uint8Array): string {
    if (this.#decoder) return this.#decode(bytes);
    this.#head = joined(this.#head, bytes);
    return this.#head.length < headBytes ? "" : this.#begin();
  }

  end(): string {
    const text = this.#decoder ? "" : this.#begin();
    return text + this.#decode();
  }

  #begin(): string {
    const head = this.#head;
    this.#head = new Uint8Array();
    for (const [bytes, what] of signatures) {
      if (beginsWith(head, bytes))
        throw new ListRefused(`The list is ${what}: save the sheet as CSV UTF-8. ${asCsv}`);
    }
    const mark = marks.find(([bytes]) => beginsWith(head, bytes));
    const start = mark?.[0].length ?? 0;
    this.hasMark = mark !== undefined;
    this.encoding = mark?.[1] ?? "utf-8";
    this.#decoder = new TextDecoder(this.encoding, { fatal: true, ignoreBOM: true });
    return this.#decode(head.subarray(start));
  }

  #decode(bytes?: Uint8Array): string {
    let text: string;
    try {
      text = bytes ? (this.#decoder?.decode(bytes, { stream: true }) ?? "") : (this.#decoder?.decode() ?? "");
    } catch {
      return this.#refuse();
    }
    if (text.includes("\0")) {
      throw new ListRefused(
        `The list holds NUL characters, which no text has: it is UTF-16 without its mark, or damaged. Save it as CSV UTF-8. ${asCsv}`,
      );
    }
    return text;
  }

  #refuse(): never {
    throw new ListRefused(
      `The list is not UTF-8, and letters would be garbled: save it as CSV UTF-8. ${asCsv}`,
    );
  }
}

/** The bytes of text in the encoding of the list: what was decoded comes out byte for byte. */
export function encode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === "utf-8") return new TextEncoder().encode(text);
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at += 1) {
    view.setUint16(at * 2, text.charCodeAt(at), encoding === "utf-16le");
  }
  return bytes;
}
