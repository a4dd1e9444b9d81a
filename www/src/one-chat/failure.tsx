/** A ChatError: what failed, what became of the chat, what to do, and what to tell those who look into it. */
import type { Attempt, ChatError } from "msgraph-chats";
import type { ComponentChildren } from "preact";
import { outcomeOf, titleOf } from "../model/error-words.ts";
import { type Detail, DetailsList } from "../ui/details-list.tsx";
import { Icon } from "../ui/icons.tsx";
import { DocsLink } from "../ui/issues.tsx";
import { AnswerCard } from "./answer-card.tsx";
import { Attempts } from "./attempts.tsx";

interface FailureProps {
  error: ChatError;
  attempts: readonly Attempt[];
  children?: ComponentChildren;
}

export function Failure({ error, attempts, children }: FailureProps) {
  const isCertain = error.outcome === "notCreated";
  return (
    <AnswerCard tone="failure" icon="error" title={titleOf(error)}>
      <p>{error.message}</p>
      <p class={`outcome ${error.outcome}`}>
        <Icon name={isCertain ? "success" : "warning"} />
        {outcomeOf(error)}
      </p>
      {(error.hint !== null || error.docsUrl !== null) && (
        <p class="advice">
          {error.hint} {error.docsUrl !== null && <DocsLink url={error.docsUrl}>Documentation</DocsLink>}
        </p>
      )}
      <DetailsList details={detailsOf(error)} />
      {error.graphMessage !== null && (
        <details>
          <summary>Graph’s own message</summary>
          <blockquote>{error.graphMessage}</blockquote>
        </details>
      )}
      <Attempts attempts={attempts} />
      {children}
    </AnswerCard>
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
