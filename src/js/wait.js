// Something that the module waits for.

/** Answers the module once with a text, unless the module gives up before. Nothing here throws. */
export class Wait {
  #settle;
  #number;
  #stop;

  /** `settle(number, text)` takes the answer. */
  constructor(settle, number) {
    this.#settle = settle;
    this.#number = number;
  }

  /** What is to be done when the module gives up. */
  onCancel(stop) {
    this.#stop = stop;
    return this;
  }

  end(text = "") {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(this.#number, text);
  }

  cancel() {
    this.#settle = undefined;
    try {
      this.#stop?.();
    } catch {
      // A clock that was replaced meanwhile does not know its timers, and a signal may not let go.
    }
  }
}
