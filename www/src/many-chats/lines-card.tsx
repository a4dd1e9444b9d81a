/** What the list says before anything is sent: how many lines are right, and every issue of every line. */
import { Button, Link } from "@fluentui/react-components";
import { useState } from "react";
import type { ChatLine, LineIssue, ReadLines } from "../model/chat-lines.ts";
import { Icon } from "../ui/icons.tsx";
import { Issues, type ShownIssue } from "../ui/issues.tsx";
import { counted } from "../ui/numbers.ts";

interface LinesCardProps {
  read: ReadLines | null;
  onShowLine: (number: number) => void;
}

const shownAtOnce = 50;

export function LinesCard({ read, onShowLine }: LinesCardProps) {
  const lines = read?.lines ?? [];
  const wrong = lines.filter(({ isRight }) => !isRight);
  const warned = lines.filter(({ isRight, issues }) => isRight && issues.length > 0);
  return (
    <section className="card lines-card" aria-labelledby="lines-title">
      <header>
        <h2 id="lines-title">Lines</h2>
        <span className="hint">
          {read && lines.length > 0 && (read.format === "csv" ? "CSV" : "JSON lines")}
        </span>
      </header>
      {read !== null && lines.length === 0 ? (
        <Formats />
      ) : (
        <>
          <p className="line-counts">
            <Count
              icon="success"
              tone="success"
              words={`${counted(lines.length - wrong.length, "line")} right`}
            />
            <Count icon="error" tone="error" words={`${counted(wrong.length, "line")} wrong`} />
            <Count icon="warning" tone="warning" words={`${counted(warned.length, "line")} with warnings`} />
          </p>
          <LineIssues key={String(lines.length)} lines={[...wrong, ...warned]} onShowLine={onShowLine} />
        </>
      )}
    </section>
  );
}

function Count({
  icon,
  tone,
  words,
}: {
  icon: "success" | "error" | "warning";
  tone: string;
  words: string;
}) {
  return (
    <span className={words.startsWith("0 ") ? "count none" : `count ${tone}`}>
      <Icon name={icon} />
      {words}
    </span>
  );
}

function LineIssues({
  lines,
  onShowLine,
}: {
  lines: readonly ChatLine[];
  onShowLine: (line: number) => void;
}) {
  const [most, setMost] = useState(shownAtOnce);
  const all = lines.flatMap(({ number, issues }) => issues.map((issue) => ({ number, issue })));
  return (
    <div className="line-issues">
      <Issues issues={all.slice(0, most).map(({ number, issue }) => shownOf(number, issue, onShowLine))} />
      {all.length > most && (
        <Button size="small" onClick={() => setMost(most * 4)}>
          Show more of {counted(all.length, "issue")}
        </Button>
      )}
    </div>
  );
}

function shownOf(number: number, issue: LineIssue, onShowLine: (number: number) => void): ShownIssue {
  return {
    severity: issue.severity,
    message: issue.message,
    ...(issue.docsUrl !== undefined && { docsUrl: issue.docsUrl }),
    place: (
      <>
        <Link as="button" inline onClick={() => onShowLine(number)}>
          Line {number}
        </Link>
        {issue.path !== "" && (
          <>
            {" "}
            <code>{issue.path}</code>
          </>
        )}{" "}
        <code className="code">{issue.code}</code>
      </>
    ),
  };
}

function Formats() {
  return (
    <div className="formats">
      <p>
        A table with a header. Members are separated by semicolons: user, user|role or user|role|tenantId.
      </p>
      <pre>
        {[
          "chatType,topic,members",
          "oneOnOne,,adele@contoso.com;alex@contoso.com",
          'group,"Plan, part 2",adele@contoso.com;megan@contoso.com|guest',
        ].join("\n")}
      </pre>
      <p>Or one request a line as JSON, in the short form or as Graph documents it.</p>
      <pre>{'{"chatType":"oneOnOne","members":["adele@contoso.com","alex@contoso.com"]}'}</pre>
    </div>
  );
}
