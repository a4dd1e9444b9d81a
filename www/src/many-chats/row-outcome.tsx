/** What is to become, or has become, of a line. */
import { isGroup, type Row, type RowState } from "../model/bulk/plan-list.ts";
import { adviceOf, outcomeOf } from "../model/error-words.ts";
import { messageInForm, placeOf } from "../model/issue-fields.ts";
import { Icon, type IconName } from "../ui/icons.tsx";
import { lookedWords } from "./looked-words.ts";
import { pageWords } from "./page-words.ts";
import { RowAfter } from "./row-after.tsx";
import { titles } from "./row-filters.ts";

interface RowOutcomeProps {
  row: Row;
  isRun: boolean;
  leavesOut: boolean;
  /** Whether the Tab key goes on into it. */
  isReached: boolean;
}

const icons: Record<RowState, IconName> = {
  created: "success",
  accepted: "success",
  failed: "error",
  unknown: "warning",
  skipped: "error",
  waiting: "waiting",
};

export function RowOutcome({ row, isRun, leavesOut, isReached }: RowOutcomeProps) {
  const { state, isEarlier } = row;
  const isReady = !isRun && state === "waiting";
  const words = isEarlier && !isRun ? titles.earlier : titles[state];
  return (
    <>
      <span className={`state ${state}`}>
        <Icon name={isReady ? "success" : icons[state]} />
        {isReady ? "Ready" : state === "skipped" && !leavesOut ? "Cannot be sent" : words}
      </span>
      <Details row={row} isReached={isReached} />
      <RowAfter row={row} />
    </>
  );
}

function Details({ row, isReached }: Pick<RowOutcomeProps, "row" | "isReached">) {
  const { issues, outcome, state, looked } = row;
  const tabIndex = isReached ? 0 : -1;
  if (outcome !== undefined && outcome.status !== "skipped") {
    const { error, chatId, status } = outcome;
    if (error && status !== "failed") return <p>{error.message} Add the app in Teams.</p>;
    if (error) {
      return (
        <p>
          {error.message} {pageWords(adviceOf(error) ?? "")}{" "}
          <strong>
            {looked ? lookedWords(looked) : outcomeOf(error, isGroup(row) ? "group" : "oneOnOne")}
          </strong>{" "}
          {error.docsUrl !== null && <Docs url={error.docsUrl} tabIndex={tabIndex} />}
        </p>
      );
    }
    if (chatId && state !== "waiting") {
      return (
        <code className="chat-id one-line" title={chatId}>
          {chatId}
        </code>
      );
    }
  }
  return issues.map((issue) => {
    const { path, docsUrl, code } = issue;
    const place = placeOf(issue)?.label ?? path;
    return (
      <p key={path + code}>
        {place !== "" && `${place}: `}
        {pageWords(messageInForm(issue))}{" "}
        {docsUrl !== undefined && <Docs url={docsUrl} tabIndex={tabIndex} />}
      </p>
    );
  });
}

function Docs({ url, tabIndex }: { url: string; tabIndex: number }) {
  return (
    <a className="docs" href={url} target="_blank" rel="noopener noreferrer" tabIndex={tabIndex}>
      Docs<span className="for-screen-readers">: opens a page of Microsoft’s documentation</span>
    </a>
  );
}
