/** What has come between the list that is shown and the click that sends it: in another tab, or because all was forgotten. */
import type { RunHistory } from "../../../../src/js/runs/index.ts";
import type { PlannedList } from "./plan-list.ts";

/** Whether something that is shown as created, or as what may be, is known no more: it would be sent again. */
export const isForgotten = ({ rows }: PlannedList, history: RunHistory) =>
  rows.some(
    ({ slot, state }) =>
      slot !== null && ["created", "accepted", "unknown"].includes(state) && !history.has(slot),
  );

export const runForgotten =
  "This browser has forgotten what was created, and would create it again: download the outcomes, choose “New list”, and give only the lines that are not created.";

/** Why a plan that was made anew is not sent; nothing where it may be. */
export function whyNot(shown: PlannedList, planned: PlannedList, isRun: boolean): string | undefined {
  if (isForgotten(shown, planned.history)) {
    return isRun
      ? runForgotten
      : "What was created was forgotten in another tab meanwhile: look at the list again, then start.";
  }
  return planned.numbers.now.skipped > shown.numbers.now.skipped
    ? "Lines were sent from another tab meanwhile: look at the list again, then start."
    : undefined;
}
