/** Every request that arrived, what was answered, and which chat it made. */

export function createLog() {
  const entries = [];
  const waiting = [];

  return {
    /**
     * In order of arrival: `{ number, atMs, method, path, version, route, headers, bodyText, body, fault, created,
     * existed, answered, inner }`. `path` is without the version; `answered` is null while under way and
     * has `cut` where the connection was cut; `inner` holds the requests of a batch, of the same form.
     */
    entries,

    add(entry) {
      entries.push({ number: entries.length + 1, ...entry });
      for (const lookAgain of waiting.splice(0)) lookAgain();
      return entries.at(-1);
    },

    /** Resolves once `count` requests have arrived. */
    async arrived(count) {
      while (entries.length < count) await new Promise((resolve) => waiting.push(resolve));
    },

    reset() {
      entries.length = 0;
    },
  };
}
