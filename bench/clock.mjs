// A clock that goes so many times as fast: an hour of waiting need not take one. What takes time by itself, as a request to a
// server on this machine, becomes as many times longer by it, and so about as long as one to Graph.

const { setTimeout: startTimer } = globalThis;
const { now: wallTime } = Date;
const elapsed = performance.now.bind(performance);

/** Lets timers and clocks of this process go so many times as fast. Gives what ends it. */
export function speedUp(times) {
  const [startedAt, startedMs] = [wallTime(), elapsed()];
  const passedMs = () => (elapsed() - startedMs) * times;
  globalThis.setTimeout = (work, ms, ...rest) => startTimer(work, ms / times, ...rest);
  Date.now = () => startedAt + Math.round(passedMs());
  performance.now = () => startedMs + passedMs();
  return () => {
    globalThis.setTimeout = startTimer;
    Date.now = wallTime;
    performance.now = elapsed;
  };
}

/** The time of such a clock, milliseconds from now on. */
export function fastTime(times) {
  const startedMs = elapsed();
  return () => (elapsed() - startedMs) * times;
}
