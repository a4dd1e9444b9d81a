/** The local Graph: a real HTTP server on loopback that creates chats as Microsoft Graph documents it. */
import { listen } from "./server.mjs";

export { challengedClaims } from "./answers.mjs";
export { checkBody } from "./check-body.mjs";
export { createOnlyToken, specialTokens, unsignedJwt } from "./tokens.mjs";

/**
 * Starts a local Graph. Options: `port` (0: any), `host`, `now` (a clock, milliseconds), and those of settings.mjs.
 *
 * @example
 * const graph = await startGraph({ cloud: "china" });
 * graph.fault({ status: 503, headers: { "Retry-After": "2" } });
 * // … send something to graph.url, look at graph.requests and graph.chats …
 * await graph.close();
 */
export async function startGraph(options = {}) {
  const { graph, url, port, close } = await listen(options);
  return {
    url,
    port,
    /** Every request so far (log.mjs says what is in an entry). */
    requests: graph.log.entries,
    /** Every chat so far, members included. */
    chats: graph.chats.chats,
    operations: graph.operations.operations,
    /** How many chats there are of each kind, topic and set of users. */
    summary: graph.chats.summary,
    /** Queues a fault (README.md lists the fields). */
    fault: graph.faults.add,
    /** Resolves when a request waits under this name. */
    held: graph.faults.held,
    /** Lets what waits under this name go on. */
    release: graph.faults.release,
    /** Resolves once so many requests have arrived. */
    arrived: graph.log.arrived,
    /** Moves the clock forward. */
    advance: graph.clock.advance,
    configure: graph.configure,
    reset: graph.reset,
    async close() {
      graph.faults.reset();
      await close();
    },
  };
}
