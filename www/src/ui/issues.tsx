/** Issues as a list: an icon, a word for the severity, the message, and the page that it comes from. */
import type { ComponentChildren } from "preact";
import { Icon } from "./icons.tsx";

export interface ShownIssue {
  severity: "error" | "warning";
  message: string;
  docsUrl?: string;
  /** What it is about, where that is not plain from the place: a link to a field, a line. */
  place?: ComponentChildren;
}

const words = { error: "Error", warning: "Warning" };

export function Issues({ issues }: { issues: readonly ShownIssue[] }) {
  if (issues.length === 0) return null;
  return (
    <ul class="issues">
      {issues.map((issue, index) => (
        <li key={index} class={`issue ${issue.severity}`}>
          <Icon name={issue.severity} />
          <span>
            <strong>{words[issue.severity]}:</strong> {issue.place}
            {issue.place !== undefined && ": "}
            {issue.message} {issue.docsUrl !== undefined && <DocsLink url={issue.docsUrl} />}
          </span>
        </li>
      ))}
    </ul>
  );
}

export function DocsLink({ url, children = "Docs" }: { url: string; children?: ComponentChildren }) {
  return (
    <a class="docs" href={url} target="_blank" rel="noopener noreferrer">
      {children}
      <Icon name="open" />
      <span class="for-screen-readers">: opens a page of Microsoft’s documentation</span>
    </a>
  );
}

export const worstOf = (issues: readonly ShownIssue[]) =>
  issues.find(({ severity }) => severity === "error")?.severity ?? issues[0]?.severity;
