/** The attempts so far: what each came to, and how long until the next. */
import type { Attempt } from "msgraph-chats";

export function Attempts({
  attempts,
  isRunning = false,
}: {
  attempts: readonly Attempt[];
  isRunning?: boolean;
}) {
  if (attempts.length === 0 || (attempts.length === 1 && !isRunning)) return null;
  return (
    <ol class="attempts" aria-label="Attempts">
      {attempts.map((attempt) => (
        <li key={attempt.number}>{wordsOf(attempt)}</li>
      ))}
    </ol>
  );
}

function wordsOf({ number, status, retryInMs }: Attempt): string {
  const answer = status === null ? "no answer" : `status ${status}`;
  return `Attempt ${number}: ${answer}${nextAfter(retryInMs)}`;
}

function nextAfter(retryInMs: number | null): string {
  if (retryInMs === null) return "";
  return retryInMs === 0
    ? ", the next one at once"
    : `, the next one after ${(retryInMs / 1000).toFixed(1)} s`;
}
