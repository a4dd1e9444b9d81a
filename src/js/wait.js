// Something that the module waits for.

let settle;

/** From now on what begins is answered by `callback(number, text)`: a module that starts brings its own. */
export function settleBy(callback) {
  settle = callback;
}

/** Answers the module once with a text, unless the module gives up before. Nothing here throws. */
export class Wait {
  #settle = settle;
  #number;
  #stop;

  constructor(number) {
    this.#number = number;
  }

  /** What is to be done when the module gives up. */
  onCancel(stop) {
    this.#stop = stop;
    return this;
  }

  end(text = "") {
    const tell = this.#settle;
    this.#settle = undefined;
    tell?.(this.#number, text);
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
