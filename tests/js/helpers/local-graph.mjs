// A client of the packed package, and the local Graph that it talks to.

import assert from "node:assert/strict";
import { importPackage } from "./packed.mjs";
import { oneOnOne } from "./stubs.mjs";

const { ChatsClient, ChatError } = await importPackage();

export const token = "the-token-of-the-tests";

/** A local Graph that ends with the test. */
export { runningGraph as localGraph } from "../../standin/testing.mjs";

/** A client of it. */
export const clientOf = (graph, options = {}) =>
  new ChatsClient({ auth: token, baseUrl: graph.url, ...options });

/** No wait between attempts: full jitter draws 0. */
export const withoutBackOff = (t) => t.mock.method(Math, "random", () => 0);

/** The ChatError that a call rejects with. */
export async function failure(promise) {
  const error = await promise.then(
    (value) => assert.fail(`expected an error, got ${JSON.stringify(value)}`),
    (error) => error,
  );
  assert.ok(error instanceof ChatError, `not a ChatError: ${error?.stack ?? error}`);
  return error;
}

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
