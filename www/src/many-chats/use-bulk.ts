/** The list and the run behind the view; the browser asks before it throws away what was not saved. */
import { useEffect, useState, useSyncExternalStore } from "react";
import { Bulk } from "../model/bulk/bulk.ts";
import type { BulkState } from "../model/bulk/bulk-state.ts";
import type { Settings } from "../model/settings.ts";

export const isUnsaved = ({ run, isSaved }: BulkState) =>
  run !== null && (run.isRunning || (!isSaved && run.hasOutcomes));

export function useBulk(settings: Settings) {
  const [bulk] = useState(() => new Bulk(settings));
  const state = useSyncExternalStore(bulk.subscribe, bulk.snapshot);
  // What was corrected in the table is nowhere else.
  const isAsking = isUnsaved(state) || (state.run === null && state.undoes !== null);

  const isFixed = state.run !== null;
  useEffect(() => {
    if (!isFixed) bulk.changeSettings(settings);
  }, [bulk, settings, isFixed]);

  useEffect(() => {
    if (!isAsking) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isAsking]);

  return { bulk, state };
}
