// What becomes of a line: sent, or not, and why not.

import { states } from "./outcomes/state.js";

const { created, accepted, failed, unknown } = states;

/**
 * "skip" what has ended, "invalid" for what is wrong, "cutOff" for a group that was under way when an earlier run was
 * cut off, else "send". Creating a one-on-one chat gives the existing one, so that it is always safe.
 */
export function planLine({ isGroup, isInvalid, known, retryFailed, retryUnknown }) {
  const { state, wasInFlight } = known;
  if (state === created || state === accepted) return "skip";
  if (isInvalid) return state === failed ? "skip" : "invalid";
  if (state === failed && !wasInFlight) return retryFailed ? "send" : "skip";
  if (!isGroup || retryUnknown) return "send";
  if (wasInFlight) return "cutOff";
  return state === unknown ? "skip" : "send";
}

/** Whether an earlier run may have created the chat of a line. */
export const mayExist = ({ state, wasInFlight }) => wasInFlight || state === unknown;
