// What an outcomes file says of each line of the input.
//
// The file holds one JSON object a line, in the order of what happened:
//   { "record": "run", … }          first: which input, and where it goes
//   { "record": "sending", lines }  on the disk before these lines leave
//   { "record": "notCreated", lines } Graph refused to look at what left, or it never arrived: as if it had not left
//   { line, status, … }             an outcome; the last one of a line counts

/** What is known of a line. */
export const states = {
  created: 1,
  accepted: 2,
  /** Refused for good. */
  failed: 3,
  /** The chat may exist. */
  unknown: 4,
  /** It certainly does not exist, and trying again may help. */
  again: 5,
};

/** Beside a state: sent, and what came of it was not written down. */
const inFlight = 8;

const passing = new Set(["aborted", "auth", "network", "timeout"]);

/** Whether trying again may help with what certainly did not create the chat. */
function isPassing({ kind, status }) {
  return passing.has(kind) || status === 401 || status === 429 || status >= 500;
}

/** The state after an outcome record. */
export function stateOf({ status, error }) {
  if (status !== "failed") return states[status];
  if (error.outcome === "unknown") return states.unknown;
  return isPassing(error) ? states.again : states.failed;
}

const names = Object.fromEntries(Object.entries(states).map(([name, state]) => [state, name]));

/** States by line, as the records tell them. */
export class LineStates {
  #states = new Map();
  #counts = { created: 0, accepted: 0, failed: 0, unknown: 0, again: 0 };

  add(record) {
    if (record.record === "sending") {
      for (const line of record.lines) this.#states.set(line, this.#states.get(line) | inFlight);
    } else if (record.record === "notCreated") {
      for (const line of record.lines) this.#states.set(line, this.#states.get(line) & ~inFlight);
    } else if (record.line !== undefined) {
      const before = this.of(record.line).state;
      const after = stateOf(record);
      if (before !== undefined) this.#counts[names[before]] -= 1;
      this.#counts[names[after]] += 1;
      this.#states.set(record.line, after);
    }
  }

  /** `{ state, wasInFlight }`; no state for a line without an outcome. */
  of(line) {
    const value = this.#states.get(line) ?? 0;
    return { state: value & ~inFlight || undefined, wasInFlight: (value & inFlight) !== 0 };
  }

  /** How many lines are in each state; `left` of `total` are still to be sent, or to be sent again. */
  counts(total) {
    const { again, ...counts } = this.#counts;
    const { created, accepted, failed, unknown } = counts;
    return { ...counts, left: total - created - accepted - failed - unknown };
  }
}
