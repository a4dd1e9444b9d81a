// The local Graph of a test of the command, and what the test asks it for: as it is at that moment, whatever comes later.

import { startGraph } from "../../standin/index.mjs";

const copyOf = (value) => JSON.parse(JSON.stringify(value));

/** Starts a local Graph that ends with the test; `options` are those of `startGraph`. */
export async function graphProcess(t, options) {
  const graph = await startGraph(options);
  t.after(() => graph.close());
  return {
    ...graph,
    /** `{ count, groups, chats }`: what exists. */
    chats: async () => copyOf({ ...graph.summary(), chats: graph.chats }),
    requests: async () => copyOf(graph.requests),
  };
}
