// The local Graph of a test of the command, and what the test asks it for: as it is at that moment, whatever comes later.

import { runningGraph } from "../../standin/testing.mjs";

const copyOf = (value) => JSON.parse(JSON.stringify(value));

/** It ends with the test; `options` are those of `startGraph`. */
export async function localGraph(t, options) {
  const graph = await runningGraph(t, options);
  return {
    ...graph,
    /** `{ count, groups, chats }`: what exists. */
    chats: async () => copyOf({ ...graph.summary(), chats: graph.chats }),
    requests: async () => copyOf(graph.requests),
  };
}
