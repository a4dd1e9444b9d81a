// Rounds: everyone is measured once, then everyone again, so that what else the machine does hits all alike.

import { peers } from "../peers.mjs";

export function median(numbers) {
  const sorted = numbers.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Calls `measure` for each peer in each round, after `warmUps` rounds that do not count. Gives lists by peer. */
export async function inRounds(rounds, measure, { warmUps = 0 } = {}) {
  const lists = Object.fromEntries(peers.map(({ id }) => [id, []]));
  for (let round = -warmUps; round < rounds; round++) {
    // The other way round each other time: nobody always comes right after the same neighbour.
    const order = round % 2 === 0 ? peers : peers.toReversed();
    for (const { id } of order) {
      const value = await measure(id);
      if (round >= 0 && value !== null) lists[id].push(value);
    }
  }
  return lists;
}

/** A row of the table: the median for each peer, and the median of its ratios to ours, round by round. */
export function rowOf(row, lists) {
  const ours = lists[peers[0].id];
  const values = Object.entries(lists).map(([id, list]) => {
    if (list.length === 0) return [id, null];
    const ratio = median(list.map((value, round) => value / ours[round]));
    return [id, { median: median(list), ratio: Number.isFinite(ratio) ? ratio : null, rounds: list }];
  });
  return { ...row, values: Object.fromEntries(values) };
}

/** A row whose values do not wobble. */
export function exactRow(row, values) {
  return rowOf(row, Object.fromEntries(Object.entries(values).map(([id, value]) => [id, [value]])));
}
