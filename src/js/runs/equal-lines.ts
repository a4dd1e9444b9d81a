// Which slot each of several equal lines has: that of its own message, if one was begun, so that no message is sent for
// another and none is sent twice, however the list was sorted.

import type { RunHistory } from "./history.ts";
import { isGroupKey } from "./keys.ts";

/**
 * The slots of the lines of a key, in their order. `digests` has the message of each line, undefined where it has none.
 * What earlier runs did counts first; a line whose message was changed has the slot of what it said before.
 */
export function slotsOfLines(
  key: string,
  digests: readonly (string | undefined)[],
  history: RunHistory,
): readonly string[] {
  const known = history.slotsOf(key);
  const said = (slot: string) => history.of(slot).digest;
  const byDigest = new Map<string | undefined, string[]>();
  for (const slot of known) {
    const same = byDigest.get(said(slot));
    if (same) same.push(slot);
    else byDigest.set(said(slot), [slot]);
  }
  const found = digests.map((digest) => (digest === undefined ? undefined : byDigest.get(digest)?.shift()));
  const taken = new Set(found);
  const left = found.flatMap((slot, nth) => (slot === undefined ? [nth] : []));
  const isSilent = (nth: number) => digests[nth] === undefined;
  const unsaidFirst = (slots: string[]) =>
    slots.sort((one, other) => Number(said(one) !== undefined) - Number(said(other) !== undefined));
  const free = known.filter((slot) => !taken.has(slot));
  // A oneOnOne chat may be asked for again, a message may not.
  if (!isGroupKey(key) && !left.every(isSilent)) unsaidFirst(free);
  const slots = unsaidFirst(free.slice(0, left.length));
  const fresh = freshSlots(key, new Set(known));
  const silentFirst = [...left.filter(isSilent), ...left.filter((nth) => !isSilent(nth))];
  for (const nth of silentFirst) {
    const next = slots.shift();
    if (next === undefined) break;
    found[nth] = next;
  }
  return found.map((slot) => slot ?? fresh.next().value);
}

/** Slots that no earlier run used. */
function* freshSlots(key: string, used: ReadonlySet<string>): Generator<string, never> {
  for (let number = 1; ; number += 1) {
    const slot = number === 1 ? key : `${key}#${number}`;
    if (!used.has(slot)) yield slot;
  }
}
