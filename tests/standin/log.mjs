/** Every request that arrived, what was answered, and which chat it made. */

export function createLog() {
  const entries = [];
  const waiting = [];

  function notify() {
    for (const waiter of [...waiting]) {
      if (entries.length >= waiter.count) {
        waiting.splice(waiting.indexOf(waiter), 1);
        waiter.resolve();
      }
    }
  }

  return {
    /**
     * In order of arrival: `{ number, atMs, method, path, version, route, headers, bodyText, body, fault, created,
     * existed, answered, inner }`. `path` is without the version; `answered` is null while under way and
     * has `cut` where the connection was cut; `inner` holds the requests of a batch, of the same form.
     */
    entries,

    add(entry) {
      entries.push({ number: entries.length + 1, ...entry });
      notify();
      return entries.at(-1);
    },

    /** Resolves once `count` requests have arrived. */
    arrived(count) {
      return new Promise((resolve) => {
        waiting.push({ count, resolve });
        notify();
      });
    },

    reset() {
      entries.length = 0;
    },
  };
}
