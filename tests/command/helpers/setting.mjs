// What most tests of `create` begin with: a list, a local Graph, and runs from the one to the other.

import assert from "node:assert/strict";
import { runningGraph } from "../../standin/testing.mjs";
import { run, temporaryFolder } from "./installed.mjs";
import { jsonLines, outcomes, tally, write } from "./requests.mjs";

/** `lines` are those of chats.jsonl; `options` those of `startGraph`. */
export async function setUp(t, lines, options) {
  const folder = temporaryFolder(t);
  const graph = await runningGraph(t, options);
  const list = (lines) => write(folder, "chats.jsonl", jsonLines(lines));
  if (lines) list(lines);
  const args = ["create", "chats.jsonl", "--out", "out.jsonl", "--base-url", graph.url];
  const create = (...more) => {
    const ofRun = typeof more.at(-1) === "object" ? more.pop() : undefined;
    return run(folder, [...args, ...more], ofRun);
  };
  return {
    ...{ folder, graph, args },
    /** Writes the list anew. */
    list,
    /** Runs the command to its end, with these arguments besides; the last one may be options of `run`. */
    create,
    /** The same, where it must end with this code; gives what it prints. */
    async ends(code, ...more) {
      const ended = await create(...more);
      assert.equal(ended.code, code, ended.stdout + ended.stderr);
      return ended.stdout;
    },
    /** The same; gives its summary for programs. */
    json: async (...more) => JSON.parse((await create("--json", ...more)).stdout),
    /** How many chats there are; no group twice. */
    made() {
      const twice = graph.summary().groups.filter(({ count }) => count > 1);
      assert.deepEqual(twice, [], "made twice");
      return graph.chats.length;
    },
    /** How many lines ended how. */
    statuses: () => tally([...outcomes(folder).values()].map(({ status }) => status)),
    /** What was said in all chats. */
    said: () => graph.chats.flatMap(({ messages }) => messages.map(({ body }) => body.content)).sort(),
  };
}
