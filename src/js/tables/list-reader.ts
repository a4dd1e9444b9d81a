// Reads a list of chats in any form, by its content and never by its name.

import { Decoder, type Encoding } from "./decode.ts";
import { type ListIssue, ListRefused } from "./issue.ts";
import { JsonArrayReader, JsonLinesReader } from "./json.ts";
import type { Form, FormReader, ListLine } from "./line.ts";
import { TableReader } from "./table.ts";

/** How a list is written: what another list needs to be written in the same way. */
export interface Layout {
  readonly form: Form;
  readonly encoding: Encoding;
  readonly hasMark: boolean;
  /** The `sep=` line and the header of a table, as they stand. */
  readonly preamble: string;
  /** The names of a table's columns. */
  readonly header: readonly string[];
  readonly separator: "," | ";" | "\t";
}

/**
 * Give it the list chunk by chunk with `push()`, as bytes or as text, and `end()` it; each gives the lines that are
 * complete. Both throw ListRefused when the list cannot be trusted as a whole: then nothing of it may be used.
 */
export class ListReader {
  #decoder: Decoder | undefined;
  #reader: FormReader | undefined;
  #head = "";

  push(chunk: Uint8Array | string): ListLine[] {
    if (typeof chunk === "string") return this.#text(chunk);
    this.#decoder ??= new Decoder();
    return this.#text(this.#decoder.push(chunk));
  }

  end(): ListLine[] {
    const lines = this.#decoder ? this.#text(this.#decoder.end()) : [];
    if (!this.#reader) return lines;
    return [...lines, ...this.#reader.end()];
  }

  /** What is to be told about the list as a whole; complete after `end()`. */
  get notices(): readonly ListIssue[] {
    return this.#reader?.notices ?? [];
  }

  /** Undefined while nothing but white space was read. */
  get layout(): Layout | undefined {
    const reader = this.#reader;
    if (!reader) return undefined;
    const table = reader instanceof TableReader ? reader : undefined;
    return {
      form: reader.form,
      encoding: this.#decoder?.encoding ?? "utf-8",
      hasMark: this.#decoder?.hasMark ?? false,
      preamble: table?.preamble ?? "",
      header: table?.header?.names ?? [],
      separator: table?.header?.separator ?? ",",
    };
  }

  #text(text: string): ListLine[] {
    if (this.#reader) return this.#reader.push(text);
    this.#head += text;
    const [first] = this.#head.replace(/^\uFEFF/, "").trimStart();
    if (first === undefined) return [];
    if (first === "<") {
      throw new ListRefused(
        "The list is a web page or XML, whatever its name says: open it in Excel and save it as CSV UTF-8.",
      );
    }
    this.#reader =
      first === "{" ? new JsonLinesReader() : first === "[" ? new JsonArrayReader() : new TableReader();
    const head = this.#head.replace(/^\uFEFF/, "");
    this.#head = "";
    return this.#reader.push(head);
  }
}
