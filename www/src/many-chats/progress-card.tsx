/** How far the run is, how fast, and what is to be done next. */
import type { BulkRun } from "../model/bulk-run.ts";
import { Icon } from "../ui/icons.tsx";
import { counted, durationText, numberText } from "../ui/numbers.ts";
import { RateChart } from "./rate-chart.tsx";

export function ProgressCard({ run }: { run: BulkRun }) {
  const nowMs = performance.now();
  const made = run.count("created", "accepted");
  const { perSecond, done, total, isRunning } = run;
  const timeLeftMs = perSecond ? ((total - done) * 1000) / perSecond : null;
  const figures: [string, string][] = [
    ["Created", numberText(made)],
    ["Failed", numberText(run.count("failed"))],
    ["May exist", numberText(run.count("unknown"))],
    ["Total", numberText(total)],
    ["A second", perSecond === null ? "–" : numberText(Math.round(perSecond))],
    ["Time left", !isRunning || timeLeftMs === null ? "–" : durationText(timeLeftMs)],
  ];
  return (
    <section className="card progress-card" aria-labelledby="progress-title">
      <header>
        <h2 id="progress-title">{titleOf(run)}</h2>
        <span className="hint">{Math.floor((100 * done) / Math.max(1, total))} %</span>
      </header>
      <progress value={done} max={Math.max(1, total)} aria-labelledby="progress-title" />
      <dl className="figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Throttling run={run} />
      <RateChart history={run.history} nowMs={nowMs} />
      {!isRunning && <WhatNext run={run} />}
    </section>
  );
}

export function titleOf(run: BulkRun): string {
  if (run.isRunning) return "Creating chats";
  if (run.isStopped || run.count("waiting") > 0) return "Stopped";
  return run.count("failed", "unknown") > 0 ? "Done, but not all were created" : "All chats were created";
}

/** Keeps its line, so that nothing moves. */
function Throttling({ run }: { run: BulkRun }) {
  const { pausedForMs } = run;
  const times = run.history.pauses.length;
  const isWaiting = pausedForMs > 0;
  return (
    <p className={`throttling${isWaiting ? " waiting" : ""}`}>
      <Icon name={isWaiting ? "waiting" : "success"} />
      {isWaiting
        ? `Graph throttles: waiting ${(pausedForMs / 1000).toFixed(1)} s`
        : times === 0
          ? "Graph does not throttle"
          : `Graph has throttled ${times === 1 ? "once" : `${times} times`}`}
    </p>
  );
}

function WhatNext({ run }: { run: BulkRun }) {
  const waiting = run.count("waiting");
  const again = run.toSend.filter(({ state }) => state === "unknown").length;
  return (
    <div className="what-next">
      {run.problem !== null && (
        <p className="issue error">
          <Icon name="error" />
          <span>
            <strong>Stopped:</strong> {run.problem}
          </span>
        </p>
      )}
      {waiting > 0 && (
        <p>{counted(waiting, "line")} not sent yet. Going on sends only what was not created.</p>
      )}
      {again > 0 && (
        <p>
          {counted(again, "one-on-one chat")} may exist. Going on sends them again: Graph makes none of them
          twice.
        </p>
      )}
      {run.toLookFor > 0 && (
        <p className="issue warning">
          <Icon name="warning" />
          <span>
            <strong>Look first:</strong> {counted(run.toLookFor, "group chat")} may exist. They are not sent
            again, because Graph would make a second one.
          </span>
        </p>
      )}
    </div>
  );
}
