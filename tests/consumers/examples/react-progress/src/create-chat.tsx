// A button that creates a chat, and shows each attempt while it goes on.

import { type Attempt, type ChatRequest, type ChatsClient, isChatError } from "msgraph-chats";
import { useRef, useState } from "react";

export function CreateChat({ client, request }: { client: ChatsClient; request: ChatRequest }) {
  const [attempts, setAttempts] = useState<readonly Attempt[]>([]);
  const [result, setResult] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const controller = useRef<AbortController | null>(null);

  async function create() {
    controller.current = new AbortController();
    setAttempts([]);
    setResult(null);
    setIsBusy(true);
    try {
      const created = await client.createChat(request, {
        signal: controller.current.signal,
        onAttempt: (attempt) => setAttempts((earlier) => [...earlier, attempt]),
      });
      setResult(created.status === "created" ? `Created ${created.chat.id}` : "Accepted");
    } catch (error) {
      if (!isChatError(error)) throw error;
      setResult(error.hint ?? error.message);
    } finally {
      setIsBusy(false);
    }
  }

  return (
    <section>
      <button type="button" onClick={create} disabled={isBusy}>
        Create chat
      </button>
      {isBusy && (
        <button type="button" onClick={() => controller.current?.abort()}>
          Cancel
        </button>
      )}
      <ol>
        {attempts.map((attempt) => (
          <li key={attempt.number}>{describe(attempt)}</li>
        ))}
      </ol>
      {result !== null && <output>{result}</output>}
    </section>
  );
}

function describe({ status, retryInMs }: Attempt): string {
  const answer = status === null ? "no answer" : `status ${status}`;
  return retryInMs === null ? answer : `${answer}, once more in ${Math.ceil(retryInMs / 1000)} s`;
}
