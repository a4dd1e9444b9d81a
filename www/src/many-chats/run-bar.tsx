/** Always in sight: how the list or the run stands, and the buttons that start, stop and go on. */
import { Button, useRestoreFocusTarget } from "@fluentui/react-components";
import { useLayoutEffect, useRef } from "react";
import type { BulkState } from "../model/bulk/bulk-state.ts";
import type { Left } from "../model/bulk/what-is-left.ts";
import { Icon, type IconName } from "../ui/icons.tsx";
import { counted, numberText } from "../ui/numbers.ts";
import { endOf } from "./run-words.ts";

interface RunBarProps {
  state: BulkState;
  left: Left;
  /** Starting was tried in vain. */
  isRefused: boolean;
  isTokenExpired: boolean;
  onStart: () => void;
  onStop: () => void;
  onClear: () => void;
}

export function RunBar({ state, left, isRefused, isTokenExpired, onStart, onStop, onClear }: RunBarProps) {
  const { run } = state;
  const isRunning = run?.isRunning ?? false;
  const { tone, words } = statusLineOf(state, left, isRefused, isTokenExpired);
  const act = useRef<HTMLButtonElement | null>(null);
  const keep = (element: HTMLButtonElement | null) => {
    act.current = element;
  };
  const wasRunning = useRef(isRunning);
  const restoreFocusTarget = useRestoreFocusTarget();

  // Who pressed the one button goes on with the other.
  useLayoutEffect(() => {
    const isLost = document.activeElement === document.body;
    if (wasRunning.current !== isRunning && isLost) act.current?.focus();
    wasRunning.current = isRunning;
  }, [isRunning]);

  return (
    <footer className="card run-bar">
      <p className={`standing ${tone}`} role={isRefused ? "alert" : undefined}>
        <Icon name={tone} />
        <span>{words}</span>
      </p>
      {run !== null && !isRunning && (
        <Button {...restoreFocusTarget} onClick={onClear}>
          New list
        </Button>
      )}
      {isRunning ? (
        // Another element than the other button: a click on the one must not become a click on the other.
        <Button key="stop" ref={keep} disabledFocusable={run?.isStopping ?? false} onClick={onStop}>
          {run?.isStopping ? "Stopping" : "Stop"}
        </Button>
      ) : (
        <Button
          key="start"
          ref={keep}
          {...restoreFocusTarget}
          appearance="primary"
          disabledFocusable={left.what === null}
          onClick={onStart}
        >
          {startWords(left, run !== null)}
        </Button>
      )}
    </footer>
  );
}

/** What the button does. */
export function startWords({ what, count }: Left, isRun: boolean): string {
  switch (what) {
    case "chats":
      return `Create ${counted(count, "chat")}`;
    case "waiting":
      return "Continue";
    case "failed":
      return `Try ${counted(count, "chat")} again`;
    case "unknown":
      return `Look for ${counted(count, "group")}`;
    case "messages":
      return `Send ${counted(count, "message")}`;
    case "members":
      return `Check ${counted(count, "chat")}`;
    case "apps":
      return `Ask about ${counted(count, "app")}`;
    case null:
      return isRun ? "Nothing left to send" : "Create chats";
  }
}

const whatToDo = (count: number) => {
  const them = count === 1 ? "it" : "them";
  return `: correct ${them}, or leave ${them} out`;
};

function statusLineOf(
  { run, planned, readCount, source, skips }: BulkState,
  left: Left,
  isRefused: boolean,
  isTokenExpired: boolean,
): { tone: IconName; words: string } {
  if (run?.isRunning)
    return { tone: "waiting", words: run.isStopping ? "Waiting for what is under way" : "Under way" };
  if (run !== null) return endOf(run);
  if (planned === null) {
    return {
      tone: "waiting",
      words: readCount > 0 ? `${numberText(readCount)} lines read` : "Reading the lines",
    };
  }
  const { lines, skipped } = planned.numbers.now;
  if (planned.list.refused !== null) return { tone: "error", words: "The list cannot be used" };
  if (lines === 0)
    return { tone: "waiting", words: source.bytes.size > 0 ? "The list holds no line" : "No lines yet" };
  if (left.what === null) return { tone: "waiting", words: "Nothing to send" };
  if (skipped > 0 && !skips) {
    const words = `${counted(skipped, "line")} cannot be sent${isRefused ? whatToDo(skipped) : ""}`;
    return { tone: "error", words };
  }
  return isTokenExpired
    ? { tone: "warning", words: "The token has expired: paste a new one" }
    : { tone: "success", words: "Ready" };
}
