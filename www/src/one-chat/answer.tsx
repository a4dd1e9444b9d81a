/** What came of sending: progress, the chat, the operation, or the error. */
import type { Attempt, Chat, ChatError, CreatedChat, TeamsAsyncOperation } from "msgraph-chats";
import type { Accepted, Step } from "../model/sending.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { type Detail, DetailsList } from "../ui/details-list.tsx";
import { JsonView } from "../ui/json-view.tsx";
import { AnswerCard } from "./answer-card.tsx";
import { Attempts } from "./attempts.tsx";
import { Failure } from "./failure.tsx";

interface AnswerProps {
  step: Step;
  attempts: readonly Attempt[];
  onWait: (accepted: Accepted) => void;
}

export function Answer({ step, attempts, onWait }: AnswerProps) {
  switch (step.step) {
    case "idle":
      return null;
    case "creating":
      return (
        <AnswerCard tone="busy" icon="waiting" title="Creating the chat…">
          <progress aria-label="Creating the chat" />
          <Attempts attempts={attempts} isRunning />
        </AnswerCard>
      );
    case "created":
      return (
        <AnswerCard tone="success" icon="success" title="The chat was created">
          <CreatedDetails chat={step.result.chat} requestId={step.result.requestId} />
          <Attempts attempts={attempts} />
        </AnswerCard>
      );
    case "accepted":
      return (
        <AnswerCard tone="success" icon="success" title="Graph accepted the request">
          <p>The chat is being made and the app installed. The operation tells when that is done.</p>
          <AcceptedDetails accepted={step.accepted} onWait={onWait} />
          <Attempts attempts={attempts} />
        </AnswerCard>
      );
    case "waiting":
      return (
        <AnswerCard tone="busy" icon="waiting" title="Waiting for the operation…">
          <progress aria-label="Waiting for the operation" />
          <AcceptedDetails accepted={step.accepted} />
        </AnswerCard>
      );
    case "ended":
      return (
        <AnswerCard tone="success" icon="success" title="The operation succeeded">
          <OperationDetails result={step.accepted.result} operation={step.operation} />
        </AnswerCard>
      );
    case "failed":
      return (
        <Failure error={step.error} attempts={attempts}>
          <AfterAcceptance error={step.error} accepted={step.accepted} onWait={onWait} />
        </Failure>
      );
  }
}

/** A value to take elsewhere. */
function Copyable({ text, what }: { text: string; what: string }) {
  return (
    <span class="copyable">
      <code>{text}</code>
      <CopyButton text={text} what={what} />
    </span>
  );
}

function CreatedDetails({ chat, requestId }: { chat: Chat; requestId: string | null }) {
  const details: Detail[] = [
    ["Chat id", <Copyable key="id" text={chat.id} what="the chat id" />],
    ["Opens in Teams", webLink(chat.webUrl)],
    ["Topic", chat.topic],
    ["Request id", requestId && <code>{requestId}</code>],
  ];
  return (
    <>
      <DetailsList details={details} />
      {chat.chatType === "oneOnOne" && (
        <p class="hint">Where the two already have a chat, this is it: Graph makes no second one.</p>
      )}
      <details>
        <summary>All that Graph answered</summary>
        <JsonView value={chat} />
      </details>
    </>
  );
}

function webLink(url: string | null | undefined) {
  if (!url?.startsWith("https://")) return null;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {url}
    </a>
  );
}

function AcceptedDetails({ accepted, onWait }: { accepted: Accepted; onWait?: AnswerProps["onWait"] }) {
  const { chatId, operation, requestId } = accepted.result;
  const details: Detail[] = [
    ["Chat id", chatId && <Copyable text={chatId} what="the chat id" />],
    ["Operation", <code key="operation">{operation.location}</code>],
    ["Request id", requestId && <code>{requestId}</code>],
  ];
  return (
    <>
      <DetailsList details={details} />
      {onWait !== undefined && (
        <button type="button" onClick={() => onWait(accepted)}>
          Wait for the operation
        </button>
      )}
    </>
  );
}

interface AfterAcceptanceProps {
  error: ChatError;
  accepted: Accepted | undefined;
  onWait: AnswerProps["onWait"];
}

/** What failed was the waiting, which can be taken up again, or the operation, which is over. */
function AfterAcceptance({ error, accepted, onWait }: AfterAcceptanceProps) {
  if (accepted === undefined) return null;
  const again = error.kind === "operation" ? {} : { onWait };
  return <AcceptedDetails accepted={accepted} {...again} />;
}

interface OperationDetailsProps {
  result: Extract<CreatedChat, { status: "accepted" }>;
  operation: TeamsAsyncOperation;
}

function OperationDetails({ result, operation }: OperationDetailsProps) {
  const chatId = result.chatId ?? operation.targetResourceId;
  const details: Detail[] = [
    ["Chat id", chatId && <Copyable text={chatId} what="the chat id" />],
    ["Operation", operation.operationType],
    ["Status", operation.status],
  ];
  return (
    <>
      <DetailsList details={details} />
      <details>
        <summary>All that Graph answered</summary>
        <JsonView value={operation} />
      </details>
    </>
  );
}
