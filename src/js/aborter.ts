// A fetch of the module's, which ends when nobody waits for it any more.

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

  /** Calls the fetch of now, so that what stands in its place counts. */
  fetch(url: string, method: string, headers: Headers, body: string | undefined): unknown {
    const signal = this.controller?.signal;
    return globalThis.fetch(url, { method, headers, body, redirect: "manual", signal } as RequestInit);
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
