/** The body as it would be sent; while there are errors, what stands in its way. */
import type { ChatBody, ValidationIssue } from "msgraph-chats";
import type { ComponentChildren } from "preact";
import { countsOf, errorsOf } from "../model/check.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Icon } from "../ui/icons.tsx";
import { Issues, type ShownIssue } from "../ui/issues.tsx";
import { JsonView, prettyJson } from "../ui/json-view.tsx";
import { FieldLink } from "./field-link.tsx";
import type { EnteredRequest } from "./use-request.ts";

interface RequestBodyProps {
  endpoint: string;
  /** Null while it cannot be built. */
  body: ChatBody | null;
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

export function RequestBody(props: RequestBodyProps) {
  const { endpoint, body } = props;
  return (
    <section class="card request-body" aria-labelledby="request-body-title">
      <header>
        <h2 id="request-body-title">Request body</h2>
        {body !== null && <CopyButton text={prettyJson(body)} what="the request body" />}
      </header>
      <p class="endpoint">
        <strong>POST</strong> <span>{endpoint}</span>
      </p>
      {body === null ? (
        <NoBody {...props} />
      ) : (
        <>
          <Issues issues={props.elsewhere.map(props.show)} />
          <JsonView value={body} />
        </>
      )}
    </section>
  );
}

function NoBody({ request, issues, missing, show }: RequestBodyProps) {
  const errors = errorsOf(issues);
  return (
    <div class="no-body">
      {request.read.problem && <Why>No body yet: the text is not valid JSON.</Why>}
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

function Why({ children }: { children: ComponentChildren }) {
  return (
    <p>
      <Icon name="waiting" />
      <span>{children}</span>
    </p>
  );
}
