// Ctrl-C: once ends the run gently, twice at once, a third time as if nobody listened.

const names = ["SIGINT", "SIGTERM"] as const;

export interface Interrupts {
  readonly interrupted: AbortSignal;
  readonly aborted: AbortSignal;
  /** Ends the listening. */
  stop(): void;
}

export function listenForInterrupts(): Interrupts {
  const interrupted = new AbortController();
  const aborted = new AbortController();
  const stop = () => {
    for (const name of names) process.off(name, onSignal);
  };
  const onSignal = () => {
    if (interrupted.signal.aborted) {
      aborted.abort();
      stop();
    }
    interrupted.abort();
  };
  for (const name of names) process.on(name, onSignal);
  return { interrupted: interrupted.signal, aborted: aborted.signal, stop };
}
