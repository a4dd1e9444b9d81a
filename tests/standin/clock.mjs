/** The local Graph's time: the process's own unless injected, and movable, so that nothing has to sleep. */

export function createClock(now = Date.now) {
  let offsetMs = 0;
  return {
    nowMs: () => now() + offsetMs,
    advance(ms) {
      offsetMs += ms;
    },
    reset() {
      offsetMs = 0;
    },
  };
}

/** As Graph writes times in chats. */
export const isoTime = (ms) => new Date(ms).toISOString();

/** As Graph writes `innerError.date`: seconds, no zone. */
export const errorTime = (ms) => new Date(ms).toISOString().slice(0, 19);
