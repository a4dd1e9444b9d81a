/** Always in sight: how the list or the run stands, and the buttons that start, stop and go on. */
import { Button } from "@fluentui/react-components";
import { useLayoutEffect, useRef } from "react";
import type { BulkRun } from "../model/bulk-run.ts";
import type { Standing } from "../one-chat/action-bar.tsx";
import { Icon } from "../ui/icons.tsx";
import { counted } from "../ui/numbers.ts";

interface RunBarProps {
  run: BulkRun | null;
  isReading: boolean;
  problem: string | null;
  rightCount: number;
  wrongCount: number;
  skipsWrong: boolean;
  onSkipWrong: (skips: boolean) => void;
  onStop: () => void;
  onClear: () => void;
}

export function RunBar(props: RunBarProps) {
  const { run, wrongCount, skipsWrong, onSkipWrong, onStop, onClear } = props;
  const isRunning = run?.isRunning ?? false;
  const { tone, words } = standingOf(props);
  const bar = useRef<HTMLElement>(null);
  const wasRunning = useRef(isRunning);

  // Who pressed the one button goes on with the other.
  useLayoutEffect(() => {
    const isLost = document.activeElement === document.body;
    if (wasRunning.current !== isRunning && isLost) bar.current?.querySelector<HTMLElement>(".act")?.focus();
    wasRunning.current = isRunning;
  }, [isRunning]);

  return (
    <footer className="action-bar" ref={bar}>
      {run === null && wrongCount > 0 ? (
        <label className="skip-wrong">
          <input
            type="checkbox"
            checked={skipsWrong}
            onChange={({ currentTarget }) => onSkipWrong(currentTarget.checked)}
          />
          Skip the {counted(wrongCount, "wrong line")}
        </label>
      ) : (
        <p className={`standing ${tone}`}>
          <Icon name={tone} />
          <span>{words}</span>
        </p>
      )}
      {run !== null && !isRunning && <Button onClick={onClear}>New list</Button>}
      {isRunning ? (
        // Another element than the other button: a click on the one must not become a click on the other.
        <Button key="stop" className="act" onClick={onStop}>
          Stop
        </Button>
      ) : (
        <Button type="submit" appearance="primary" key="start" className="act" aria-disabled={isIdle(props)}>
          {startWords(props)}
        </Button>
      )}
    </footer>
  );
}

const isIdle = ({ run, rightCount }: RunBarProps) => (run === null ? rightCount : run.toSend.length) === 0;

function startWords({ run, rightCount }: RunBarProps): string {
  if (run === null) return rightCount === 0 ? "Create chats" : `Create ${counted(rightCount, "chat")}`;
  if (run.toSend.length === 0) return "Nothing left to send";
  return run.isStopped || run.count("waiting") > 0
    ? "Go on"
    : `Try ${counted(run.toSend.length, "chat")} again`;
}

function standingOf({ run, isReading, problem, rightCount }: RunBarProps): Standing {
  if (run?.isRunning) return { tone: "waiting", words: "Under way" };
  if (run !== null) {
    if (run.isStopped) return { tone: "waiting", words: "Stopped" };
    const isAll = run.count("waiting", "failed", "unknown") === 0;
    return isAll ? { tone: "success", words: "Done" } : { tone: "error", words: "Not all were created" };
  }
  if (isReading) return { tone: "waiting", words: "Reading the lines" };
  if (problem !== null) return { tone: "error", words: "Cannot be read" };
  return rightCount === 0 ? { tone: "waiting", words: "No lines yet" } : { tone: "success", words: "Ready" };
}
