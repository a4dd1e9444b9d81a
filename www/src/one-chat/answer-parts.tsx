/** The frame around an answer, and what several answers show. */
import { Badge, Button, Link } from "@fluentui/react-components";
import type { TeamsAsyncOperation } from "msgraph-chats";
import type { ReactNode } from "react";
import { openChat } from "../model/open-chat.ts";
import type { Accepted, Created } from "../model/sending.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { type Detail, DetailsList } from "../ui/details-list.tsx";
import { Icon, type IconName } from "../ui/icons.tsx";
import { JsonView } from "../ui/json-view.tsx";

interface AnswerFrameProps {
  tone: "busy" | "success" | "failure";
  icon: IconName;
  title: string;
  /** The last status, and how long it all took. */
  facts?: readonly string[];
  children: ReactNode;
}

export function AnswerFrame({ tone, icon, title, facts = [], children }: AnswerFrameProps) {
  return (
    <div className={`answer ${tone}`}>
      <h3>
        <Icon name={icon} />
        {title}
      </h3>
      {facts.length > 0 && (
        <div className="facts">
          {facts.map((fact) => (
            <Badge key={fact} appearance="tint" color={tone === "failure" ? "danger" : "success"}>
              {fact}
            </Badge>
          ))}
        </div>
      )}
      {children}
    </div>
  );
}

/** A value to take elsewhere. */
export function Copyable({ text, what }: { text: string; what: string }) {
  return (
    <span className="copyable">
      <code>{text}</code>
      <CopyButton text={text} what={what} />
    </span>
  );
}

export function CreatedDetails({ created: { chat, requestId, found, duplicates } }: { created: Created }) {
  const details: Detail[] = [
    ["Chat id", <Copyable key="id" text={chat.id} what="the chat id" />],
    ["Opens in Teams", webLink(chat.webUrl)],
    ["Topic", chat.topic],
    ["Request id", requestId && <code>{requestId}</code>],
  ];
  return (
    <>
      <DetailsList details={details} />
      {duplicates.length > 0 && (
        <p className="hint">
          {duplicates.length === 1 ? "Another chat is" : `${duplicates.length} other chats are`} the same:
          created since then, with these people and this topic.
        </p>
      )}
      {chat.chatType === "oneOnOne" && !found && (
        <p className="hint">Where the two already have a chat, this is it: Graph makes no second one.</p>
      )}
      <details>
        <summary>All that Graph answered</summary>
        <JsonView value={chat} label="All that Graph answered" />
      </details>
    </>
  );
}

export function webLink(url: string | null | undefined) {
  if (!url?.startsWith("https://")) return null;
  return (
    <Link
      inline
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      onClick={(event) => openChat(url, event)}
    >
      {url}
    </Link>
  );
}

export function AcceptedDetails({ accepted, onWait }: { accepted: Accepted; onWait?: () => void }) {
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
        <Button className="wait" onClick={onWait}>
          Wait for the operation
        </Button>
      )}
    </>
  );
}

interface OperationDetailsProps {
  accepted: Accepted;
  operation: TeamsAsyncOperation;
}

export function OperationDetails({ accepted: { result }, operation }: OperationDetailsProps) {
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
        <JsonView value={operation} label="All that Graph answered" />
      </details>
    </>
  );
}
