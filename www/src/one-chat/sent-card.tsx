/** What is sent: the body, and the same request as code; while there are errors, what stands in the way. */
import type { ChatBody, ValidationIssue } from "msgraph-chats";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { countsOf, errorsOf } from "../model/check.ts";
import type { ToSend } from "../model/snippets.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Icon } from "../ui/icons.tsx";
import { Issues, type ShownIssue } from "../ui/issues.tsx";
import { JsonView, prettyJson } from "../ui/json-view.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { FieldLink } from "./field-link.tsx";
import type { EnteredRequest } from "./use-request.ts";

const CodeView = lazy(() => import("./code-view.tsx"));

interface SentCardProps {
  endpoint: string;
  /** Null while it cannot be built. */
  body: ChatBody | null;
  toSend: ToSend | null;
  request: EnteredRequest;
  /** The issues that are shown by now. */
  issues: readonly ValidationIssue[];
  /** The fields that nobody has filled in yet. */
  missing: readonly ValidationIssue[];
  /** The issues that no field shows. */
  elsewhere: readonly ValidationIssue[];
  /** An issue with what it is about, in words. */
  show: (issue: ValidationIssue) => ShownIssue;
}

const titles = {
  body: "Body",
  javascript: "JavaScript",
  typescript: "TypeScript",
  fetch: "fetch",
  curl: "curl",
  powershell: "PowerShell",
  http: "HTTP",
};
type View = keyof typeof titles;

const tabs = (Object.entries(titles) as [View, string][]).map(([value, title]) => ({ value, title }));

export function SentCard(props: SentCardProps) {
  const { endpoint, body, toSend } = props;
  const [view, setView] = useState<View>("body");
  return (
    <section className="card sent" aria-labelledby="sent-title">
      <header>
        <h2 id="sent-title">What is sent</h2>
        {body !== null && view === "body" && <CopyButton text={prettyJson(body)} what="the request body" />}
      </header>
      <p className="endpoint">
        <strong>POST</strong> <span>{endpoint}</span>
      </p>
      <Tabs label="As body or code" className="languages" selected={view} tabs={tabs} onSelect={setView} />
      {body === null || toSend === null ? (
        <NoBody {...props} />
      ) : view === "body" ? (
        <>
          <Issues issues={props.elsewhere.map(props.show)} />
          <JsonView value={body} label="Request body" />
        </>
      ) : (
        <Suspense fallback={null}>
          <CodeView id={view} toSend={toSend} />
        </Suspense>
      )}
    </section>
  );
}

function NoBody({ request, issues, missing, show }: SentCardProps) {
  const errors = errorsOf(issues);
  return (
    <div className="no-body">
      {request.isEmpty && <Why>No body yet: the editor is empty.</Why>}
      {request.read.problem && !request.isEmpty && <Why>No body yet: the text is not valid JSON.</Why>}
      {errors.length > 0 && <Why>No body yet: {countsOf(errors)}.</Why>}
      {/* Beside the JSON they stand already, all together. */}
      {request.mode === "form" && <Issues issues={errors.map(show)} />}
      {missing.length > 0 && (
        <Why>
          Still to fill in:{" "}
          {missing.map((issue, index) => (
            <span key={issue.path}>
              {index > 0 && ", "}
              <FieldLink issue={issue} />
            </span>
          ))}
        </Why>
      )}
    </div>
  );
}

function Why({ children }: { children: ReactNode }) {
  return (
    <p>
      <Icon name="waiting" />
      <span>{children}</span>
    </p>
  );
}
