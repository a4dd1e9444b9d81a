// Whether each peer really makes the same chat: what arrives at the local Graph, and the bodies it makes alone.

import { isDeepStrictEqual } from "node:util";
import { startGraph } from "../../tests/standin/index.mjs";
import { peers } from "../peers.mjs";
import { graphForm } from "../requests.mjs";

const sizes = [2, 25, 250];

/** "same text", or "same meaning" (the same JSON, with its keys in another order). Throws for anything else. */
export async function sameChats(workers) {
  const found = {};
  const graph = await startGraph();
  try {
    for (const { id } of peers) {
      const texts = [];
      for (const members of sizes) {
        graph.reset();
        const own = await workers[id].ask({ name: "same", url: graph.url, members });
        const [{ bodyText, answered }] = graph.requests;
        if (answered.status !== 201 || graph.chats.length !== 1) throw new Error(`${id} made no chat.`);
        texts.push(...[bodyText, ...own].map((text) => ({ text, wanted: graphForm(members) })));
      }
      if (!texts.every(({ text, wanted }) => isDeepStrictEqual(JSON.parse(text), wanted))) {
        throw new Error(`${id} does not make the same chat as the others.`);
      }
      const isSameText = texts.every(({ text, wanted }) => text === JSON.stringify(wanted));
      found[id] = isSameText ? "same text" : "same meaning";
    }
  } finally {
    await graph.close();
  }
  return found;
}
