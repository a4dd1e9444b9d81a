// How requests leave once they may, and what becomes of those that may not.

/** Told while Graph has refused the token of a request and another one is fetched, which may take long. */
export interface Renewal {
  /** Nothing was done. */
  refused(): void;
  /** Resolves when it may leave again. */
  again(): Promise<void> | void;
}

export interface Connection {
  /** Throws what fetch throws. */
  send(request: Request, text: string, init: RequestInit, renewal?: Renewal): Promise<Response>;
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Sends a request whose body was read. */
export function fetchRead(
  fetch: Fetch,
  { url, method, redirect }: Request,
  {
    text,
    headers,
    init,
  }: {
    readonly text: string;
    readonly headers: NonNullable<RequestInit["headers"]>;
    readonly init: RequestInit;
  },
): Promise<Response> {
  const body = method === "GET" ? {} : { body: text };
  return fetch.call(globalThis, url, { ...init, method, headers, redirect, ...body });
}

/** For a request that must not leave any more: pending until the client gives up. */
export function neverSent(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () => reject(new DOMException("Nothing is sent any more.", "AbortError"));
    if (signal?.aborted) stop();
    else signal?.addEventListener("abort", stop, { once: true });
  });
}
