/** A ChatError: what failed, what became of the chat, what to do, and what to tell those who look into it. */
import type { ChatError } from "msgraph-chats";
import type { ReactNode } from "react";
import { adviceOf, outcomeOf } from "../model/error-words.ts";
import { type Detail, DetailsList } from "../ui/details-list.tsx";
import { Icon } from "../ui/icons.tsx";
import { DocsLink } from "../ui/issues.tsx";
import { AnswerFrame } from "./answer-parts.tsx";

interface FailureProps {
  error: ChatError;
  title: string;
  chatType: string;
  facts: readonly string[];
  /** What can be done about it at once. */
  next?: ReactNode;
  children?: ReactNode;
}

export function Failure({ error, title, chatType, facts, next, children }: FailureProps) {
  const advice = adviceOf(error);
  const isCertain = error.outcome === "notCreated";
  return (
    <AnswerFrame tone="failure" icon="error" title={title} facts={facts}>
      <p>{error.message}</p>
      <p className={`outcome ${error.outcome}`}>
        <Icon name={isCertain ? "success" : "warning"} />
        {outcomeOf(error, chatType)}
      </p>
      {next}
      {(advice !== null || error.docsUrl !== null) && (
        <p className="advice">
          {advice} {error.docsUrl !== null && <DocsLink url={error.docsUrl}>Documentation</DocsLink>}
        </p>
      )}
      {error.graphMessage !== null && (
        <figure className="graph-message">
          <figcaption>Graph’s own message</figcaption>
          <blockquote>{error.graphMessage}</blockquote>
        </figure>
      )}
      <DetailsList details={detailsOf(error)} />
      {children}
    </AnswerFrame>
  );
}

function detailsOf(error: ChatError): Detail[] {
  const code = (text: string | null) => text && <code>{text}</code>;
  return [
    ["Kind", error.kind],
    ["Status", error.status],
    ["Code", code([error.code, ...error.innerCodes].filter(Boolean).join(" › "))],
    ["Request id", code(error.requestId)],
    ["Client request id", code(error.clientRequestId)],
    ["Retry after", error.retryAfterMs === null ? null : `${error.retryAfterMs / 1000} s`],
    ["Attempts", error.attempts > 0 ? error.attempts : null],
  ];
}
