// Bodies a second, whole calls a second without a network, and over loopback.

import { inRounds, rowOf } from "./rounds.mjs";

const sizes = [2, 25, 250];
const formTitles = { short: "the short form", graph: "Graph's form" };
const unit = "per second";
const better = "more";

/** Engines go on compiling for seconds: so much longer is the work done before it is measured, the first calls longest. */
const warmUp = 10;
const firstWarmUp = 40;

export async function speedRows({ workers, url, rounds, forMs }) {
  const row = async (head, question, { ms = forMs, warmUps = warmUp } = {}) => {
    const ask = (id, duration) => workers[id].ask({ ...question, forMs: duration });
    await inRounds(1, (id) => ask(id, warmUps * forMs));
    return rowOf({ unit, better, ...head }, await inRounds(rounds, (id) => ask(id, ms)));
  };
  const rows = [];
  for (const form of ["short", "graph"]) {
    for (const members of sizes) {
      const title = `Bodies from ${formTitles[form]}, ${members} members`;
      rows.push(await row({ id: `bodies-${form}-${members}`, title }, { name: "bodies", form, members }));
    }
    const title = `Bodies from ${formTitles[form]}, 25 members, written before all else`;
    const question = { name: "bodies", form, members: 25, isMembersFirst: true };
    rows.push(await row({ id: `bodies-${form}-25-members-first`, title }, question));
  }
  for (const members of sizes) {
    const title = `Whole call, transport stubbed, ${members} members`;
    const warmUps = members === sizes[0] ? firstWarmUp : warmUp;
    rows.push(await row({ id: `calls-${members}`, title }, { name: "calls", members }, { warmUps }));
  }
  for (const concurrency of [1, 16]) {
    const title = `Whole call on loopback, 25 members, ${concurrency === 1 ? "one" : concurrency} at a time`;
    const question = { name: "endToEnd", url, members: 25, concurrency };
    rows.push(await row({ id: `loopback-${concurrency}`, title }, question, { ms: 2 * forMs }));
  }
  return rows;
}
