// A client of the packed package, and the local Graph that it talks to.

import assert from "node:assert/strict";
import { runningGraph } from "../../standin/testing.mjs";
import { importPackage } from "./packed.mjs";
import { oneOnOne } from "./stubs.mjs";

const { ChatsClient } = await importPackage();

export const token = "the-token-of-the-tests";

/** A client of a local Graph. */
export const clientOf = (graph, options) => new ChatsClient({ auth: token, baseUrl: graph.url, ...options });

/** A local Graph that ends with the test, and a client of it with these options. */
export async function atGraph(t, options, settings) {
  const graph = await runningGraph(t, settings);
  return { graph, client: clientOf(graph, options) };
}

/** No wait between attempts: full jitter draws 0. */
export const withoutBackOff = (t) => t.mock.method(Math, "random", () => 0);

/** What failed before has broken nothing. */
export async function stillWorks(client) {
  assert.equal((await client.createChat(oneOnOne)).status, "created");
}

/** The headers of a request in the log that this package sets. */
export const headersOf = ({ headers }) => ({
  authorization: headers.authorization,
  "content-type": headers["content-type"],
  "client-request-id": headers["client-request-id"],
});

/** Everything that an iterable gives. */
export async function collect(iterable) {
  const results = [];
  for await (const result of iterable) results.push(result);
  return results;
}

/** What a mocked function was given as its first argument, by call. */
export const givenTo = (mocked) => mocked.mock.calls.map(({ arguments: [first] }) => first);
