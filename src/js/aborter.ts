// Ends a fetch that nobody waits for any more.

import { openWork } from "./pending.ts";

/** The abort of one fetch. Where there is no AbortController the fetch goes on underneath, and nobody waits for it. */
export class Aborter {
  private readonly controller?: AbortController;

  constructor() {
    openWork.add(this);
    try {
      this.controller = new AbortController();
    } catch {
      // As above.
    }
  }

  get signal() {
    return this.controller?.signal;
  }

  /** The fetch has ended. */
  end() {
    openWork.delete(this);
  }

  /** Aborts the fetch, unless it has ended. */
  cancel() {
    try {
      if (openWork.delete(this)) this.controller?.abort();
    } catch {
      // Then it goes on.
    }
  }
}
