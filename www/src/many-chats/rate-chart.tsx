/** Chats a second over time, and when Graph had everything wait: bars, with bands behind them. */
import type { RunChart } from "../model/bulk/run-chart.ts";
import { durationText, numberText } from "../ui/numbers.ts";

const [width, height] = [400, 96];
/** So that the first bars do not fill it all. */
const shortestMs = 5000;

export function RateChart({ chart, nowMs }: { chart: RunChart; nowMs: number }) {
  const { spanMs, counts, pauses } = chart;
  const elapsedMs = chart.elapsedMs(nowMs);
  const endMs = Math.max(shortestMs, elapsedMs);
  const rates = Array.from(counts, (count = 0) => (count * 1000) / spanMs);
  const top = niceAbove(Math.max(...rates, 1));
  const x = (ms: number) => (ms / endMs) * width;
  const waitedMs = pauses.reduce((sum, { fromMs, toMs }) => sum + Math.min(toMs, elapsedMs) - fromMs, 0);
  const words =
    pauses.length === 0
      ? "never throttled"
      : `throttled ${pauses.length === 1 ? "once" : `${pauses.length} times`}, for ${durationText(waitedMs)} in all`;
  return (
    <figure className="rate-chart">
      <figcaption>
        <span>Chats a second</span>
        <span className="key">
          <span className="band" aria-hidden="true" /> Graph throttles
        </span>
      </figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Chats a second over ${durationText(elapsedMs)}: ${numberText(Math.round(Math.max(...rates, 0)))} at most; ${words}.`}
      >
        {pauses.map(({ fromMs, toMs }) => (
          <rect
            key={fromMs}
            className="pause"
            x={x(fromMs)}
            width={Math.max(1, x(Math.min(toMs, endMs) - fromMs))}
            height={height}
          />
        ))}
        <path className="grid" d={`M0 ${height / 2}H${width}M0 .5H${width}M0 ${height - 0.5}H${width}`} />
        {rates.map((rate, index) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: spans of time have nothing else, and no state
            key={index}
            className="bar"
            x={x(index * spanMs)}
            width={Math.max(0.5, x(spanMs) * 0.86)}
            y={height - (rate / top) * height}
            height={(rate / top) * height}
          />
        ))}
      </svg>
      <div className="axes" aria-hidden="true">
        <span>{numberText(top)}</span>
        <span>{numberText(top / 2)}</span>
        <span>0</span>
      </div>
      <div className="times" aria-hidden="true">
        <span>0 s</span>
        <span>{durationText(endMs)}</span>
      </div>
    </figure>
  );
}

/** The next of 2, 3, 4, 6, 10, 20, 30, 40, 60, 100, … */
function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [2, 3, 4, 6, 10].map((step) => step * power).find((step) => step >= value) ?? 20 * power;
}
