// Rows of a table, as text comes in. Quotes count at the start of a cell only; a quote that leaves doubt about where a
// row ends refuses the list, because rows would be lost without a word.

import { ListRefused } from "./issue.ts";

export type Separator = "," | ";" | "\t";

export interface Row {
  /** Its number as a spreadsheet shows it, from 1: without a `sep=` line, and however many line breaks stand in cells. */
  readonly line: number;
  readonly cells: readonly string[];
  /** As it stands in the list, line end included. */
  readonly raw: string;
  /** Cells that hold line breaks, and the line of the text in which their quote stands. */
  readonly broken: readonly { readonly cell: number; readonly line: number }[];
}

/** The longest row, characters: Graph takes 4 MB at most. */
const longestRow = 4 * 1024 * 1024;

const whole: Row["broken"] = [];
const blank = /[^\S\r\n]/;

function countLines(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) count += 1;
  }
  return count;
}

export class Rows {
  readonly separator: Separator;
  #text = "";
  #at = 0;
  /** Of the text, for a list that has no certain rows. */
  #line: number;
  #number = 0;
  #isEnded = false;
  /** Places found ahead, so that no part of the text is searched twice: -1 is not looked for yet. */
  #ahead = { "\n": -1, "\r": -1, '"': -1 };

  constructor(separator: Separator, line = 1) {
    this.separator = separator;
    this.#line = line;
  }

  add(text: string): void {
    this.#text = this.#text.slice(this.#at) + text;
    this.#at = 0;
    this.#ahead = { "\n": -1, "\r": -1, '"': -1 };
  }

  /** Nothing more will be added. */
  end(): void {
    this.#isEnded = true;
  }

  /** The next whole row; null when there is none yet. Throws ListRefused. */
  next(): Row | null {
    if (this.#at >= this.#text.length) return null;
    const end = Math.min(this.#find("\n"), this.#find("\r"));
    if (this.#find('"') < end) return this.#quotedRow();
    if (end === Number.POSITIVE_INFINITY && !this.#isEnded) return this.#tooLittle(this.#line);
    const stop = Math.min(end, this.#text.length);
    const behind = this.#behindLineEnd(stop);
    if (behind === null) return null;
    return this.#row(this.#text.slice(this.#at, stop).split(this.separator), whole, behind, 1);
  }

  #find(letter: "\n" | "\r" | '"'): number {
    if (this.#ahead[letter] < this.#at) {
      const found = this.#text.indexOf(letter, this.#at);
      this.#ahead[letter] = found === -1 ? Number.POSITIVE_INFINITY : found;
    }
    return this.#ahead[letter];
  }

  /** The place behind the line end at `at`; null when more text decides. */
  #behindLineEnd(at: number): number | null {
    if (at >= this.#text.length) return at;
    if (this.#text[at] !== "\r") return at + 1;
    if (at + 1 < this.#text.length) return this.#text[at + 1] === "\n" ? at + 2 : at + 1;
    return this.#isEnded ? at + 1 : null;
  }

  #row(cells: readonly string[], broken: Row["broken"], behind: number, lines: number): Row {
    this.#number += 1;
    const row = { line: this.#number, cells, raw: this.#text.slice(this.#at, behind), broken };
    this.#line += lines;
    this.#at = behind;
    return row;
  }

  #tooLittle(line: number): null {
    if (this.#text.length - this.#at <= longestRow) return null;
    throw new ListRefused(
      `Line ${line} of the text begins a row that is longer than any chat: look for a quote that is never closed, or for missing line ends.`,
    );
  }

  #quotedRow(): Row | null {
    const text = this.#text;
    const cells: string[] = [];
    const broken: { cell: number; line: number }[] = [];
    let at = this.#at;
    for (;;) {
      while (at < text.length && blank.test(text[at] ?? "") && text[at] !== this.separator) at += 1;
      if (text[at] === '"') {
        const line = this.#line + countLines(text.slice(this.#at, at));
        const quoted = this.#quotedCell(at, line);
        if (quoted === null) return null;
        if (/[\r\n]/.test(quoted.cell)) broken.push({ cell: cells.length, line });
        cells.push(quoted.cell);
        at = quoted.behind;
      } else {
        const start = at;
        while (at < text.length && text[at] !== this.separator && text[at] !== "\n" && text[at] !== "\r")
          at += 1;
        cells.push(text.slice(start, at));
      }
      if (at >= text.length && !this.#isEnded) return this.#tooLittle(this.#line);
      if (text[at] === this.separator) {
        at += 1;
        continue;
      }
      const behind = this.#behindLineEnd(at);
      if (behind === null) return null;
      return this.#row(cells, broken, behind, countLines(text.slice(this.#at, behind)));
    }
  }

  /** The cell whose quote stands at `at`, and the place of what follows it; null when more text decides. */
  #quotedCell(at: number, line: number): { cell: string; behind: number } | null {
    const text = this.#text;
    let close = text.indexOf('"', at + 1);
    while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
    if (close === -1 || close + 1 >= text.length) {
      if (!this.#isEnded) return this.#tooLittle(line);
      if (close === -1) {
        throw new ListRefused(
          `Line ${line} of the text: a quote is opened and never closed, so that the lines behind it would be lost. Close it, or write a quote that belongs to the text twice ("").`,
        );
      }
    }
    let behind = close + 1;
    while (behind < text.length && blank.test(text[behind] ?? "") && text[behind] !== this.separator)
      behind += 1;
    if (behind >= text.length && !this.#isEnded) return this.#tooLittle(line);
    const follows = text[behind];
    if (follows !== undefined && follows !== this.separator && follows !== "\n" && follows !== "\r") {
      const closes = line + countLines(text.slice(at, close));
      const where = closes === line ? "" : ` in line ${closes}`;
      throw new ListRefused(
        `Line ${line} of the text: something stands behind the closing quote${where} of a cell that begins with a quote, so that it is not certain where the cell ends. Write a quote that belongs to the text twice (""), or close the quote where its cell ends.`,
      );
    }
    return { cell: text.slice(at + 1, close).replaceAll('""', '"'), behind };
  }
}
