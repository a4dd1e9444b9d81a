/** The attempts of a call over time: what each came to, how long it took, and the wait until the next. */
import type { Call } from "../model/sending.ts";
import type { Exchange } from "../model/watch-fetch.ts";
import { spanText } from "../ui/numbers.ts";

export function Timeline({ call }: { call: Call }) {
  const { exchanges, beganMs, endedMs, step } = call;
  if (exchanges.length === 0) return null;
  const lastMs = Math.max(...exchanges.map((one) => (one.endedMs ?? one.beganMs) + (one.retryInMs ?? 0)));
  const spanMs = Math.max(1, (endedMs ?? lastMs) - beganMs, lastMs - beganMs);
  const percent = (ms: number) => `${((100 * ms) / spanMs).toFixed(2)}%`;
  const isCutOff =
    step.step === "failed" &&
    !step.accepted &&
    (step.error.status === null || ["network", "timeout"].includes(step.error.kind));
  const cutOff = isCutOff ? exchanges.at(-1) : undefined;
  /** It began well, and yet could not be read: it was tried again, or the call failed. */
  const isBroken = (one: Exchange) => isGood(one) && (one.retryInMs !== null || one === cutOff);
  return (
    <ol className="timeline" aria-label="Attempts">
      {exchanges.map((exchange, index) => (
        <li key={exchange.beganMs}>
          <p>
            <strong className={toneOf(exchange, isBroken(exchange))}>
              {wordsOf(exchange, isBroken(exchange))}
            </strong>
            <span className="hint">
              {exchange.method} · attempt {index + 1}
            </span>
          </p>
          <div className="track" aria-hidden="true">
            <span
              className={`bar ${toneOf(exchange, isBroken(exchange))}`}
              style={{
                insetInlineStart: percent(exchange.beganMs - beganMs),
                inlineSize: percent((exchange.endedMs ?? lastMs) - exchange.beganMs),
              }}
            />
            {exchange.retryInMs !== null && exchange.endedMs !== null && (
              <span
                className="bar wait"
                style={{
                  insetInlineStart: percent(exchange.endedMs - beganMs),
                  inlineSize: percent(exchange.retryInMs),
                }}
              />
            )}
          </div>
          <Headers exchange={exchange} />
        </li>
      ))}
    </ol>
  );
}

function Headers({ exchange: { requestId, headers } }: { exchange: Exchange }) {
  const shown: (readonly [string, string])[] = [
    ...(requestId === null ? [] : [["request-id", requestId] as const]),
    ...headers,
  ];
  if (shown.length === 0) return null;
  return (
    <details>
      <summary>Headers</summary>
      <dl className="headers">
        {shown.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function wordsOf({ status, beganMs, endedMs, retryInMs }: Exchange, isBroken: boolean): string {
  if (endedMs === null) return "under way";
  const answer = status === null ? "no answer" : `${status}${isBroken ? ", broken off" : ""}`;
  return `${answer} after ${spanText(endedMs - beganMs)}${waitOf(retryInMs)}`;
}

const waitOf = (ms: number | null) =>
  ms === null ? "" : ms === 0 ? ", next at once" : `, next in ${(ms / 1000).toFixed(1)} s`;

const isGood = ({ status }: Exchange) => status !== null && status < 300;

const toneOf = (exchange: Exchange, isBroken: boolean) =>
  exchange.endedMs === null ? "busy" : isGood(exchange) && !isBroken ? "success" : "failure";
