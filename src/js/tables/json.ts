// Requests as JSON: one a line, or the elements of an array.

import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";
import { error, type ListIssue, ListRefused } from "./issue.ts";
import type { FormReader, ListLine } from "./line.ts";
import { readElement } from "./message.ts";

/** The longest line or element, characters: Graph takes 4 MB at most. */
const longest = 8 * 1024 * 1024;

/** What parsers expect at the place of an error. JSON.parse itself would quote the line. */
const expected: Readonly<Record<string, string>> = {
  PropertyNameExpected: "a property name in double quotes is missing",
  ValueExpected: "a value is missing",
  ColonExpected: "a colon is missing",
  CommaExpected: "a comma is missing",
  CloseBraceExpected: "a closing brace is missing",
  CloseBracketExpected: "a closing bracket is missing",
  EndOfFileExpected: "something follows the value",
  UnexpectedEndOfString: "a string is not closed",
  InvalidEscapeCharacter: "a backslash escapes nothing",
  InvalidUnicode: "a \\u escape is cut off",
  InvalidSymbol: "a word stands outside of double quotes",
  InvalidNumberFormat: "a number is written in another way than JSON's",
  InvalidCommentToken: "a comment stands there",
  InvalidCharacter: "a control character stands in a string",
};

/** Where and why text is not valid JSON, e.g. "at column 17 a comma is missing". */
export function whyNotJson(text: string): string {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
  const [first] = errors;
  if (first === undefined) return "it cannot be read";
  return `at column ${first.offset + 1} ${expected[printParseErrorCode(first.error)] ?? "it cannot be read"}`;
}

/** An outcomes file of the command begins like this. */
const outcomes = /^\s*\{\s*"record"\s*:\s*"run"/;

function readJson(text: string): ReturnType<typeof readElement> {
  try {
    return readElement(JSON.parse(text));
  } catch {
    const alone = text.trim() === "{" ? " Each request stands on one line, or all of them in an array." : "";
    return { problems: [error("jsonInvalid", "", `This is not valid JSON: ${whyNotJson(text)}.${alone}`)] };
  }
}

const tooLong = () => error("lineTooLong", "", "The line is longer than any request that Graph takes.");

/** Any line ends; not U+2028, which JSON may hold. */
export class JsonLinesReader implements FormReader {
  readonly form = "jsonLines";
  readonly notices: ListIssue[] = [];
  #text = "";
  #line = 1;
  #isEnded = false;
  /** The line is too long, and its beginning is forgotten. */
  #isTooLong = false;

  push(text: string): ListLine[] {
    this.#text += text;
    const lines: ListLine[] = [];
    const lineEnd = /\r\n|\n|\r/g;
    let start = 0;
    for (let found = lineEnd.exec(this.#text); found; found = lineEnd.exec(this.#text)) {
      // A line feed may follow.
      if (found[0] === "\r" && lineEnd.lastIndex === this.#text.length && !this.#isEnded) break;
      this.#take(this.#text.slice(start, lineEnd.lastIndex), lines);
      start = lineEnd.lastIndex;
    }
    this.#text = this.#text.slice(start);
    if (this.#text.length > longest) {
      this.#isTooLong = true;
      this.#text = "";
    }
    return lines;
  }

  end(): ListLine[] {
    this.#isEnded = true;
    const lines = this.push("");
    if (this.#text !== "" || this.#isTooLong) this.#take(this.#text, lines);
    return lines;
  }

  #take(raw: string, lines: ListLine[]): void {
    const line = this.#line;
    this.#line += 1;
    if (outcomes.test(raw)) {
      throw new ListRefused(
        "The list is the outcomes of a run: give the list itself, and --resume to go on with a run.",
      );
    }
    if (this.#isTooLong || raw.length > longest) lines.push({ line, raw, problems: [tooLong()] });
    else if (raw.trim() !== "") lines.push({ line, raw, ...readJson(raw.replace(/[\r\n]+$/, "")) });
    this.#isTooLong = false;
  }
}

type Place = "open" | "first" | "element" | "comma" | "closed";

/** The elements of an array that is never held as a whole. */
export class JsonArrayReader implements FormReader {
  readonly form = "jsonArray";
  readonly notices: ListIssue[] = [];
  #text = "";
  #at = 0;
  #line = 1;
  #place: Place = "open";
  #depth = 0;
  #isInString = false;
  #start = -1;
  #startLine = 1;

  push(text: string): ListLine[] {
    const kept = this.#start === -1 ? this.#at : this.#start;
    this.#text = this.#text.slice(kept) + text;
    this.#at -= kept;
    if (this.#start !== -1) this.#start = 0;
    const lines: ListLine[] = [];
    for (; this.#at < this.#text.length; this.#at += 1) this.#letter(this.#text[this.#at] ?? "", lines);
    if (this.#start !== -1 && this.#at - this.#start > longest) {
      throw new ListRefused(
        `Line ${this.#startLine}: an element of the array is longer than any request: look for a missing bracket.`,
      );
    }
    return lines;
  }

  end(): ListLine[] {
    if (this.#place !== "closed") {
      this.#broken("its closing bracket ] is missing, so that the list may be cut off");
    }
    return [];
  }

  #broken(why: string): never {
    throw new ListRefused(`Line ${this.#line}: the JSON array is broken: ${why}. Export the list again.`);
  }

  #letter(letter: string, lines: ListLine[]): void {
    const isLineEnd = letter === "\n" || (letter === "\r" && this.#text[this.#at + 1] !== "\n");
    if (this.#start !== -1) this.#inElement(letter, lines);
    else if (!/\s/.test(letter)) this.#between(letter);
    if (isLineEnd) this.#line += 1;
  }

  #between(letter: string): void {
    if (this.#place === "closed") this.#broken("something follows its closing bracket");
    if (this.#place === "open") {
      this.#place = "first";
    } else if (this.#place === "comma" && letter === ",") {
      this.#place = "element";
    } else if (letter === "]" && this.#place !== "element") {
      this.#place = "closed";
    } else if (this.#place === "comma" || letter === "," || letter === "]") {
      this.#broken(
        this.#place === "comma"
          ? "a comma is missing between two elements"
          : "an element is missing at a comma",
      );
    } else {
      this.#start = this.#at;
      this.#startLine = this.#line;
      this.#depth = 0;
      this.#isInString = false;
      this.#inElement(letter, []);
    }
  }

  #inElement(letter: string, lines: ListLine[]): void {
    if (this.#isInString) {
      if (letter === '"' && !this.#isEscaped()) this.#isInString = false;
    } else if (letter === '"') {
      this.#isInString = true;
    } else if (letter === "{" || letter === "[") {
      this.#depth += 1;
    } else if (this.#depth === 0 && (letter === "," || letter === "]")) {
      this.#take(lines);
      this.#between(letter);
    } else if (letter === "}" || letter === "]") {
      this.#depth -= 1;
    }
  }

  #isEscaped(): boolean {
    let slashes = 0;
    while (this.#text[this.#at - 1 - slashes] === "\\") slashes += 1;
    return slashes % 2 === 1;
  }

  #take(lines: ListLine[]): void {
    const raw = this.#text.slice(this.#start, this.#at).trimEnd();
    this.#start = -1;
    this.#place = "comma";
    try {
      lines.push({ line: this.#startLine, raw, ...readElement(JSON.parse(raw)) });
    } catch {
      throw new ListRefused(
        `The JSON array is broken in the element that begins at line ${this.#startLine}: ${whyNotJson(raw)}. Export the list again, or one request a line.`,
      );
    }
  }
}
