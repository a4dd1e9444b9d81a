/** The view that creates many chats: the list and where it goes on one side, what it says and comes to on the other. */
import { type FormEvent, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { BulkRun } from "../model/bulk-run.ts";
import type { ReadLines } from "../model/chat-lines.ts";
import { authOf, hasToken } from "../model/connection.ts";
import { usualPace } from "../model/local-paces.ts";
import { graphOptionsOf } from "../model/settings.ts";
import type { ViewProps } from "../model/view-props.ts";
import { DestinationFields, tokenMissing } from "../tenant/destination.tsx";
import { counted, numberText } from "../ui/numbers.ts";
import { LinesCard } from "./lines-card.tsx";
import { LinesInput, showLine } from "./lines-input.tsx";
import { OutcomesCard } from "./outcomes-card.tsx";
import { initialPace, LocalPaceField, PaceFields, paceOf } from "./pace-fields.tsx";
import { ProgressCard, titleOf } from "./progress-card.tsx";
import { RunBar } from "./run-bar.tsx";
import { useLines } from "./use-lines.ts";
import { useRun } from "./use-run.ts";

export default function ManyChats({ connection: latest }: ViewProps) {
  const [paceId, setPaceId] = useState(usualPace.id);
  const [pace, setPace] = useState(initialPace);
  /** The list whose wrong lines are to be left out. */
  const [skippedIn, setSkippedIn] = useState<ReadLines | null>(null);
  /** How often starting was tried in vain since the last time that it was not. */
  const [refusals, setRefusals] = useState(0);
  const { run, start, goOn, stop, clear } = useRun();
  // A run goes on where it began, whatever has been chosen since in the other view.
  const connection = latest.with(run?.options.settings ?? latest.settings);
  const { settings } = connection;
  const options = useMemo(() => graphOptionsOf(settings), [settings]);
  const entered = useLines(options);
  const view = useRef<HTMLDivElement>(null);
  const results = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);

  const { read } = entered;
  const wrongCount = read?.lines.filter(({ isRight }) => !isRight).length ?? 0;
  const rightCount = (read?.lines.length ?? 0) - wrongCount;
  const skipsWrong = wrongCount === 0 || (read !== null && skippedIn === read);
  const mayStart = read !== null && read.problem === null && rightCount > 0 && skipsWrong;

  function submit(event: FormEvent) {
    event.preventDefault();
    const chosen = paceOf(pace);
    if (run?.isRunning) return;
    if (!hasToken(connection) || chosen === null || (run === null && !mayStart))
      return setRefusals(refusals + 1);
    setRefusals(0);
    if (run === null) void start(read?.lines ?? [], { settings, paceId, ...chosen }, authOf(connection));
    else if (run.toSend.length > 0) void goOn(authOf(connection));
  }

  // Only after the rendering do all fields say whether they are wrong.
  useLayoutEffect(() => {
    if (refusals === 0) return;
    for (const wanting of ["[aria-invalid=true]", ".skip-wrong input:not(:checked)", "textarea"]) {
      const field = view.current?.querySelector<HTMLElement>(wanting);
      if (field) return field.focus();
    }
  }, [refusals]);

  useLayoutEffect(() => {
    // On a narrow screen it is far below.
    if (run !== null) results.current?.querySelector("h2")?.scrollIntoView({ block: "nearest" });
  }, [run]);

  return (
    <div className="many-chats" ref={view}>
      <section className="card list" aria-label="Chats">
        <LinesInput entered={entered} area={area} isFixed={run !== null} />
      </section>
      <div className="results" ref={results}>
        <p className="for-screen-readers" role="status">
          {run === null ? "" : milestoneOf(run)}
        </p>
        {run === null ? (
          <LinesCard read={read} onShowLine={(number) => showLine(area.current, number)} />
        ) : (
          <>
            <ProgressCard run={run} />
            <OutcomesCard run={run} />
          </>
        )}
      </div>
      <form aria-label="Chats to create" noValidate onSubmit={submit}>
        <section className="card" aria-label="Sending">
          <DestinationFields
            connection={connection}
            tokenIssues={refusals > 0 && !hasToken(connection) ? [tokenMissing] : []}
            isFixed={run !== null}
          >
            <LocalPaceField paceId={paceId} isFixed={run !== null} onChange={setPaceId} />
          </DestinationFields>
          <PaceFields
            pace={pace}
            isFixed={run !== null}
            onChange={(change) => setPace({ ...pace, ...change })}
          />
        </section>
        <RunBar
          run={run}
          isReading={read === null}
          problem={read?.problem ?? null}
          rightCount={rightCount}
          wrongCount={wrongCount}
          skipsWrong={skipsWrong}
          onSkipWrong={(skips) => setSkippedIn(skips ? read : null)}
          onStop={stop}
          onClear={() => {
            clear();
            area.current?.focus();
          }}
        />
      </form>
    </div>
  );
}

/** For those who hear the page: each quarter of the way, the first time that Graph throttles, and the end. */
function milestoneOf(run: BulkRun): string {
  if (!run.isRunning) {
    const made = run.count("created", "accepted");
    return `${titleOf(run)}. ${numberText(made)} of ${counted(run.total, "chat")} created.`;
  }
  const quarters = Math.floor((4 * run.done) / Math.max(1, run.total));
  const slow = run.history.pauses.length > 0 ? " Graph throttles: it goes as fast as it may." : "";
  return `Creating ${counted(run.total, "chat")}. ${quarters * 25} percent done.${slow}`;
}
