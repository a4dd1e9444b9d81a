/** What is wrong with a list, equal mistakes once, and what is to be told of it as a whole. */
import { Button, Link, useArrowNavigationGroup } from "@fluentui/react-components";
import { useMemo, useState } from "react";
import { type Mistake, MistakeGroups, placesText } from "../../../src/js/runs/index.ts";
import type { PlannedList } from "../model/bulk/plan-list.ts";
import { messageInForm } from "../model/issue-fields.ts";
import { Issues, type ShownIssue } from "../ui/issues.tsx";
import { counted } from "../ui/numbers.ts";
import { pageWords } from "./page-words.ts";

interface ListIssuesProps {
  planned: PlannedList;
  onShowLine: (line: number) => void;
}

/** Goes with the list as its details. */
export const listIssuesId = "list-issues";

const shownAtFirst = 6;

export function ListIssues({ planned, onShowLine }: ListIssuesProps) {
  const [isAll, setAll] = useState(false);
  // One stop of the Tab key: the links in it are reached by the arrow keys.
  const arrows = useArrowNavigationGroup({ axis: "both" });
  const mistakes = useMemo(() => mistakesOf(planned), [planned]);
  const notices = planned.list.notices.map(({ severity, message }) => ({
    severity,
    message: pageWords(message),
  }));
  const shown = isAll ? mistakes : mistakes.slice(0, shownAtFirst);
  if (mistakes.length + notices.length === 0) return null;
  return (
    <section className="card list-issues" id={listIssuesId} aria-label="Issues" {...arrows}>
      <Issues issues={[...notices, ...shown.map((mistake) => shownOf(mistake, onShowLine))]} />
      {mistakes.length > shown.length && (
        <Button size="small" appearance="subtle" onClick={() => setAll(true)}>
          Show all {counted(mistakes.length, "kind")} of issues
        </Button>
      )}
    </section>
  );
}

export const hasIssues = ({ rows, list: { notices } }: PlannedList) =>
  notices.length > 0 || rows.some(({ issues }) => issues.length > 0);

/** Errors first. */
function mistakesOf({ rows }: PlannedList): Mistake[] {
  const groups = new MistakeGroups();
  for (const { line, issues } of rows) for (const issue of issues) groups.add(line.line, issue);
  const list = groups.list();
  return [
    ...list.filter(({ severity }) => severity === "error"),
    ...list.filter(({ severity }) => severity !== "error"),
  ];
}

function shownOf(mistake: Mistake, onShowLine: (line: number) => void): ShownIssue {
  const { severity, docsUrl, places } = mistake;
  const [first] = places;
  const words = placesText(mistake);
  return {
    severity,
    message: pageWords(messageInForm(mistake)),
    ...(docsUrl !== undefined && { docsUrl }),
    place: (
      <Link as="button" inline onClick={() => first && onShowLine(first.line)}>
        {words.charAt(0).toUpperCase() + words.slice(1)}
      </Link>
    ),
  };
}
