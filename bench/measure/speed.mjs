// Bodies a second, whole calls a second without a network, and over loopback.

import { inRounds, rowOf } from "./rounds.mjs";

const sizes = [2, 25, 250];
const formTitles = { short: "the short form", graph: "Graph's form" };
const unit = "per second";
const better = "more";

export async function speedRows({ workers, url, rounds, forMs }) {
  const measure = (row, question, ms = forMs) =>
    inRounds(rounds, (id) => workers[id].ask({ ...question, forMs: ms }), { warmUps: 2 }).then((lists) =>
      rowOf({ unit, better, ...row }, lists),
    );
  const rows = [];
  for (const form of ["short", "graph"]) {
    for (const members of sizes) {
      const title = `Bodies from ${formTitles[form]}, ${members} members`;
      rows.push(await measure({ id: `bodies-${form}-${members}`, title }, { name: "bodies", form, members }));
    }
  }
  for (const members of sizes) {
    const title = `Whole call, transport stubbed, ${members} members`;
    rows.push(await measure({ id: `calls-${members}`, title }, { name: "calls", members }));
  }
  for (const concurrency of [1, 16]) {
    const title = `Whole call on loopback, 25 members, ${concurrency === 1 ? "one" : concurrency} at a time`;
    const question = { name: "endToEnd", url, members: 25, concurrency };
    rows.push(await measure({ id: `loopback-${concurrency}`, title }, question, 2 * forMs));
  }
  return rows;
}
