/** Watches the requests of a call as they go out through `fetch`: when, how long, and what scripts may read of the answer. */

export interface Exchange {
  method: string;
  url: string;
  beganMs: number;
  /** Null while it is under way. */
  endedMs: number | null;
  /** Null where no answer arrived. */
  status: number | null;
  requestId: string | null;
  /** The headers of the answer that say something about the call. */
  headers: readonly [name: string, value: string][];
  /** How long the package waits after it, milliseconds; null where it was the last. */
  retryInMs: number | null;
}

/** Whether a request is one of the call; told its URL and its client-request-id. */
type IsOurs = (url: string, clientRequestId: string | null) => boolean;

interface Watcher {
  isOurs: IsOurs;
  note: (exchange: Exchange) => void;
}

const telling = ["retry-after", "location", "date", "x-ms-ags-diagnostic", "www-authenticate"];
const watchers = new Set<Watcher>();
let installed: { original: typeof fetch; watched: typeof fetch } | null = null;

/** Notes each request that is ours, when it begins and again when it ends. The result ends the watching. */
export function watchFetch(isOurs: IsOurs, note: Watcher["note"]): () => void {
  const watcher = { isOurs, note };
  watchers.add(watcher);
  if (installed === null) {
    const original = globalThis.fetch;
    installed = { original, watched: watched(original) };
    globalThis.fetch = installed.watched;
  }
  return () => {
    watchers.delete(watcher);
    // A run's gate that was put before it meanwhile stays there, with this behind it.
    if (watchers.size > 0 || globalThis.fetch !== installed?.watched) return;
    globalThis.fetch = installed.original;
    installed = null;
  };
}

/** Whether a request is one of a call that is watched. */
export const isWatched = ({ url, headers }: Request) => watcherOf(url, headers) !== undefined;

const watcherOf = (url: string, headers: Headers) =>
  [...watchers].find(({ isOurs }) => isOurs(url, headers.get("client-request-id")));

function watched(original: typeof fetch): typeof fetch {
  return async (input, init) => {
    const request = input instanceof Request ? input : null;
    const headers = new Headers(init?.headers ?? request?.headers);
    const url = request?.url ?? String(input);
    const watcher = watcherOf(url, headers);
    const answer = original.call(globalThis, input, init);
    if (watcher === undefined) return answer;
    const exchange: Exchange = {
      method: init?.method ?? request?.method ?? "GET",
      url,
      beganMs: performance.now(),
      ...{ endedMs: null, status: null, requestId: null, headers: [], retryInMs: null },
    };
    watcher.note(exchange);
    try {
      const response = await answer;
      watcher.note(Object.assign(exchange, { endedMs: performance.now() }, partsOf(response)));
      return response;
    } catch (error) {
      watcher.note(Object.assign(exchange, { endedMs: performance.now() }));
      throw error;
    }
  };
}

const partsOf = ({ status, headers }: Response) => ({
  status,
  requestId: headers.get("request-id"),
  headers: telling.flatMap((name): [string, string][] => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value]];
  }),
});
