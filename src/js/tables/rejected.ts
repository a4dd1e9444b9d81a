// The lines that were not sent, as a list of their own: byte for byte, under what stands above them in the list.

import { encode } from "./decode.ts";
import type { Layout } from "./list-reader.ts";

export class RejectedList {
  readonly #layout: Layout;
  #count = 0;

  constructor(layout: Layout) {
    this.#layout = layout;
  }

  /** The bytes to write for a line, the raw text of which is given. */
  add(raw: string): Uint8Array {
    this.#count += 1;
    const isArray = this.#layout.form === "jsonArray";
    if (this.#count > 1) return this.#bytes(isArray ? `,\n${raw}` : raw);
    const mark = this.#layout.hasMark ? "\uFEFF" : "";
    return this.#bytes(`${mark}${isArray ? "[\n" : this.#layout.preamble}${raw}`);
  }

  /** The bytes behind the last line. */
  end(): Uint8Array {
    return this.#bytes(this.#layout.form === "jsonArray" && this.#count > 0 ? "\n]\n" : "");
  }

  #bytes(text: string): Uint8Array {
    return encode(text, this.#layout.encoding);
  }
}
