// The lines that were read for sending and have no outcome yet: a few batches of them.

/** `index` is the position in this run, as createChats counts. */
export class LinesUnderWay {
  #byIndex = new Map();
  #byBody = new Map();
  #read = 0;

  /**
   * A line that is handed to createChats. `mayExist` says whether an earlier run may have created its chat. `sent` is
   * whether it left, as the outcomes file tells.
   */
  add({ line, index, body, key, mayExist }) {
    const item = { line, index, body, key, mayExist, sent: false };
    this.#byIndex.set(this.#read, item);
    this.#read += 1;
    if (!this.#byBody.has(body)) this.#byBody.set(body, new Set());
    this.#byBody.get(body).add(item);
  }

  /** The line of an outcome, which is no longer under way. */
  take(index) {
    const item = this.#byIndex.get(index);
    this.#byIndex.delete(index);
    const same = this.#byBody.get(item.body);
    same.delete(item);
    if (same.size === 0) this.#byBody.delete(item.body);
    return item;
  }

  /** All lines with this body: which of several is meant does not matter, for they ask for the same. */
  withBody(body) {
    return [...(this.#byBody.get(body) ?? [])];
  }
}
