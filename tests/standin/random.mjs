/** Small deterministic randomness (mulberry32): the same seed gives the same numbers everywhere. */

/** A function that gives the next number in [0, 1). */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Choices drawn from one seed. */
export function createRandom(seed) {
  const next = randomFrom(seed);
  const below = (limit) => Math.floor(next() * limit);
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    chance: (share) => next() < share,
    pick: (items) => items[below(items.length)],
    hex: (digits) => Array.from({ length: digits }, () => below(16).toString(16)).join(""),
    shuffle: (items) => shuffled(items, below(2 ** 32)),
  };
}

/** A copy in another order (Fisher and Yates). */
function shuffled(items, seed) {
  const next = randomFrom(seed);
  const copy = [...items];
  for (let last = copy.length - 1; last > 0; last -= 1) {
    const other = Math.floor(next() * (last + 1));
    [copy[last], copy[other]] = [copy[other], copy[last]];
  }
  return copy;
}
