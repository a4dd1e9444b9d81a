/** How far the run is, how fast, why it has stopped, and what is to be done next. */
import { Button, ProgressBar } from "@fluentui/react-components";
import type { BulkRun } from "../model/bulk/bulk-run.ts";
import { isGroup } from "../model/bulk/plan-list.ts";
import { Icon } from "../ui/icons.tsx";
import { counted, durationText, numberText } from "../ui/numbers.ts";
import { createAgainWords, lookedWords } from "./looked-words.ts";
import { RateChart } from "./rate-chart.tsx";
import { titleOf } from "./run-words.ts";

interface ProgressCardProps {
  run: BulkRun;
  /** What may be done beside sending again what Graph refused, as its button says it. */
  beside: string | null;
  onBeside: () => void;
  onLook: () => void;
  onSaveOutcomes: () => void;
  onSaveRejected: () => void;
  onSaveOutcomesFile: () => void;
}

export function ProgressCard(props: ProgressCardProps) {
  const { run, beside, onBeside, onLook, onSaveOutcomes, onSaveRejected, onSaveOutcomesFile } = props;
  const nowMs = performance.now();
  const { numbers, sent, isRunning } = run;
  const share = sent.of === 0 ? 1 : sent.ended / sent.of;
  const { perSecond, timeLeftMs } = run.paceAt(nowMs);
  const figures: [string, string][] = [
    ["Lines", numberText(numbers.lines)],
    ["Created", numberText(numbers.created)],
    ["Failed", numberText(numbers.failed)],
    ["May exist", numberText(numbers.unknown)],
    ["Left out", numberText(numbers.skipped)],
    ["Waiting", numberText(numbers.waiting)],
    ...followUpFigures(run),
    ["Per second", perSecond === null ? "–" : rateText(perSecond)],
    ["Time left", !isRunning || timeLeftMs === null ? "–" : durationText(timeLeftMs)],
  ];
  return (
    <section className="card progress-card" aria-labelledby="progress-title">
      <header>
        <h2 id="progress-title">{titleOf(run)}</h2>
        <span className="hint">{Math.floor(100 * share)} %</span>
      </header>
      <ProgressBar value={share} thickness="large" aria-labelledby="progress-title" />
      {!isRunning && run.problem !== null && (
        <p className="issue error stop-reason" role="alert">
          <Icon name="error" />
          <span>
            <strong>Stopped:</strong> {run.problem}
          </span>
        </p>
      )}
      <dl className="figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Throttling run={run} nowMs={nowMs} />
      <RateChart chart={run.chart} nowMs={nowMs} />
      {run.notices.map((notice) => (
        <p key={notice} className="issue warning">
          <Icon name="warning" />
          <span>{notice}</span>
        </p>
      ))}
      {!isRunning && <WhatNext run={run} beside={beside} onBeside={onBeside} onLook={onLook} />}
      <p className="downloads">
        <Button size="small" onClick={onSaveOutcomes}>
          Download the outcomes
        </Button>
        {numbers.skipped > 0 && (
          <Button size="small" onClick={onSaveRejected}>
            Download the {counted(numbers.skipped, "line")} left out
          </Button>
        )}
        <Button size="small" appearance="subtle" disabled={isRunning} onClick={onSaveOutcomesFile}>
          Outcomes file, to continue elsewhere
        </Button>
      </p>
    </section>
  );
}

/** As far as there is something that follows the creation. */
function followUpFigures({ planned: { numbers }, options }: BulkRun): [string, string][] {
  const { wanted, sent, unknown } = numbers.messages;
  const { complete, incomplete } = numbers.members;
  return [
    ...(wanted > 0 ? [["Messages", `${numberText(sent)} of ${numberText(wanted)}`] as [string, string]] : []),
    ...(unknown > 0 ? [["May have arrived", numberText(unknown)] as [string, string]] : []),
    ...(options.verify
      ? [
          ["Complete", numberText(complete)] as [string, string],
          ["Incomplete", numberText(incomplete)] as [string, string],
        ]
      : []),
  ];
}

const rateText = (perSecond: number) =>
  perSecond < 10 ? perSecond.toFixed(1) : numberText(Math.round(perSecond));

/** Keeps its line, so that nothing moves. */
function Throttling({ run, nowMs }: { run: BulkRun; nowMs: number }) {
  const pausedForMs = run.pausedForMs(nowMs);
  const times = run.chart.pauses.length;
  const isWaiting = pausedForMs > 0;
  return (
    <p className={`throttling${isWaiting ? " waiting" : ""}`}>
      <Icon name={isWaiting ? "waiting" : "success"} />
      {isWaiting
        ? `Waiting for Graph, ${durationText(pausedForMs)}`
        : times === 0
          ? "No throttling so far"
          : `Graph throttled ${times === 1 ? "once" : `${times} times`}`}
    </p>
  );
}

function WhatNext({
  run,
  beside,
  onBeside,
  onLook,
}: Pick<ProgressCardProps, "run" | "beside" | "onBeside" | "onLook">) {
  const { waiting, failed, skipped } = run.numbers;
  const unknown = run.planned.rows.filter(({ state }) => state === "unknown");
  const groups = unknown.filter(isGroup).length;
  const looked = unknown.find((row) => row.looked)?.looked;
  return (
    <div className="what-next">
      {waiting > 0 && <p>{counted(waiting, "line")} still to be sent. Continuing sends only these.</p>}
      {waiting === 0 && failed > 0 && (
        <p>
          Graph refused {counted(failed, "line")}: the reasons are below. What can be put right there may be
          sent again.{" "}
          {beside !== null && (
            <Button size="small" onClick={onBeside}>
              {beside}
            </Button>
          )}
        </p>
      )}
      {groups > 0 && (
        <p className="issue warning">
          <Icon name="warning" />
          <span>
            <strong>{looked ? "Not found:" : "Look first:"}</strong> {counted(groups, "group chat")} may
            exist. {groups === 1 ? "It is" : "They are"} not sent again, because Graph would make a second
            one. {looked && `${lookedWords(looked)} ${looked.isEarly ? "" : createAgainWords} `}
            {waiting === 0 && (
              <Button size="small" onClick={onLook}>
                {looked ? "Look again" : `Look for ${groups === 1 ? "it" : "them"}`}
              </Button>
            )}
          </span>
        </p>
      )}
      {skipped > 0 && (
        <p>
          {counted(skipped, "line")} left out.{" "}
          {skipped === 1
            ? "Download it, correct it, and give it as a list of its own"
            : "Download them, correct them, and give them as a list of their own"}
          : what was created is not sent again.
        </p>
      )}
      {run.planned.removedGroups > 0 && (
        <p>
          {counted(run.planned.removedGroups, "group")} of earlier runs of this list{" "}
          {run.planned.removedGroups === 1 ? "has" : "have"} no line in it any more.
        </p>
      )}
    </div>
  );
}
