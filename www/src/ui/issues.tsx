/** Issues as a list: an icon, a word for the severity, the message, its fixes, and the page that it comes from. */
import { Button, Link } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { ShownFix, ShownIssue } from "../model/shown-issue.ts";
import { Icon } from "./icons.tsx";

export type { ShownFix, ShownIssue } from "../model/shown-issue.ts";

const words = { error: "Error", warning: "Warning" };

export function Issues({ issues }: { issues: readonly ShownIssue[] }) {
  if (issues.length === 0) return null;
  return (
    <ul className="issues">
      {issues.map((issue, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two may be the same, and they have no state
        <li key={index} className={`issue ${issue.severity}`}>
          <Icon name={issue.severity} />
          <span>
            <strong>{words[issue.severity]}:</strong> {issue.place}
            {issue.place !== undefined && ": "}
            {issue.message} {issue.docsUrl !== undefined && <DocsLink url={issue.docsUrl} />}
            <Fixes fixes={issue.fixes ?? []} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Fixes({ fixes }: { fixes: readonly ShownFix[] }) {
  if (fixes.length === 0) return null;
  return (
    <span className="fixes">
      {fixes.map(({ title, apply }) => (
        <Button
          key={title}
          size="small"
          icon={<Icon name="fix" />}
          onClick={(event) => {
            keepPlace(event.currentTarget);
            apply();
          }}
        >
          {title}
        </Button>
      ))}
    </span>
  );
}

/** The button goes with its issue: who pressed it goes on in that field, or where its row is gone, in the next. */
function keepPlace(button: HTMLElement) {
  const row = button.closest(".row, .field, fieldset");
  const rows = row?.parentElement;
  if (!row || !rows) return;
  const place = [...rows.children].indexOf(row);
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return;
    const left = row.isConnected ? row : rows.children[Math.min(place, rows.children.length - 1)];
    left?.querySelector<HTMLElement>("input, select, textarea, button")?.focus();
  });
}

export function DocsLink({ url, children = "Docs" }: { url: string; children?: ReactNode }) {
  return (
    <Link inline className="docs" href={url} target="_blank" rel="noopener noreferrer">
      {children}
      <span className="for-screen-readers">: opens a page of Microsoft’s documentation</span>
    </Link>
  );
}

export const worstOf = (issues: readonly ShownIssue[]) =>
  issues.find(({ severity }) => severity === "error")?.severity ?? issues[0]?.severity;
