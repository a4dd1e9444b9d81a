// For requests that must not leave any more.

/** Pending until the client gives up. */
export function neverSent(signal: AbortSignal | null | undefined, onEnd = () => {}): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () => {
      onEnd();
      reject(new DOMException("Nothing is sent any more.", "AbortError"));
    };
    if (signal?.aborted) stop();
    else signal?.addEventListener("abort", stop, { once: true });
  });
}
