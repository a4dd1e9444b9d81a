/** The view that creates one chat: the form or the JSON on one side, the body and the answer on the other. */
import type { ChatRequest, ValidationIssue } from "msgraph-chats";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { check, countsOf, errorsOf } from "../model/check.ts";
import type { Connection } from "../model/connection.ts";
import { isJustNotFilledIn, issuesByField } from "../model/issue-fields.ts";
import { faults, noFault } from "../model/local-graph.ts";
import { isBusy, useSending } from "../model/sending.ts";
import { endpointOf, graphOptionsOf } from "../model/settings.ts";
import { DestinationFields, tokenMissing } from "../ui/destination.tsx";
import { ActionBar, type Standing } from "./action-bar.tsx";
import { Answer } from "./answer.tsx";
import { ChatFields, shownInForm } from "./chat-fields.tsx";
import { ExamplesMenu } from "./examples-menu.tsx";
import { FieldLink } from "./field-link.tsx";
import { JsonEditor } from "./json-editor.tsx";
import { ModeSwitch } from "./mode-switch.tsx";
import { RequestBody } from "./request-body.tsx";
import { statusOf } from "./status.ts";
import { type EnteredRequest, useRequest } from "./use-request.ts";

const underWay: Standing = { tone: "waiting", words: "Under way" };

export function OneChat({ connection }: { connection: Connection }) {
  const { settings, token } = connection;
  const [faultId, setFaultId] = useState(noFault.id);
  /** How often sending was tried in vain since the last time that it was not. */
  const [refusals, setRefusals] = useState(0);
  const options = useMemo(() => graphOptionsOf(settings), [settings]);
  const request = useRequest(options);
  const sending = useSending();
  const answer = useRef<HTMLDivElement>(null);

  const { issues, body } = useMemo(
    () => (request.read.problem ? { issues: [], body: null } : check(request.read.value, options)),
    [request.read, options],
  );
  const isMissing = (issue: ValidationIssue) =>
    request.mode === "form" && refusals === 0 && isJustNotFilledIn(issue, request.form);
  const shown = issues.filter((issue) => !isMissing(issue));
  const missing = issues.filter(isMissing);
  const byField = issuesByField(shown);

  function submit(event?: Event) {
    event?.preventDefault();
    if (isBusy(sending.step)) return;
    if (body === null || token === "" || request.read.problem) {
      setRefusals(refusals + 1);
      return;
    }
    setRefusals(0);
    void sending.create({ request: request.read.value as ChatRequest, settings, token, faultId });
  }

  // Only after the rendering do all fields say whether they are wrong.
  useLayoutEffect(() => {
    const wrong = "form [aria-invalid=true], .request-body .link";
    if (refusals > 0) document.querySelector<HTMLElement>(wrong)?.focus();
  }, [refusals]);

  useLayoutEffect(() => {
    // All of the answer where there is room for it, and in any case how it begins.
    for (const part of [".answer", ".answer h2"]) {
      answer.current?.querySelector(part)?.scrollIntoView({ block: "nearest" });
    }
  }, [sending.step]);

  return (
    <div class="one-chat">
      <form
        aria-label="Chat to create"
        noValidate
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event);
        }}
      >
        <section class="card" aria-label="Chat">
          <header>
            <ModeSwitch request={request} />
            <ExamplesMenu onChoose={request.loadExample} />
          </header>
          {request.mode === "form" ? (
            <ChatFields
              form={request.form}
              issuesOf={(field) => (byField.get(field) ?? []).map(shownInForm)}
              onChange={request.changeForm}
            />
          ) : (
            <JsonEditor
              text={request.text}
              read={request.read}
              issues={issues}
              onInput={request.changeText}
            />
          )}
        </section>
        <section class="card" aria-label="Sending">
          <DestinationFields
            connection={connection}
            tokenIssues={refusals > 0 && token === "" ? [tokenMissing] : []}
            faults={faults}
            faultId={faultId}
            onFault={setFaultId}
          />
        </section>
        <ActionBar
          standing={isBusy(sending.step) ? underWay : standingOf(request, shown, missing, token)}
          isBusy={isBusy(sending.step)}
          onCancel={sending.cancel}
        />
      </form>
      <div class="results">
        <p class="for-screen-readers" role="status">
          {statusOf(sending.step)}
        </p>
        <div ref={answer} class="answer-place">
          <Answer step={sending.step} attempts={sending.attempts} onWait={sending.wait} />
        </div>
        <RequestBody
          endpoint={endpointOf(settings)}
          body={body}
          request={request}
          issues={shown}
          missing={missing}
          elsewhere={request.mode === "form" ? (byField.get("") ?? []) : []}
          show={(issue) => ({ ...shownInForm(issue), place: <FieldLink issue={issue} /> })}
        />
      </div>
    </div>
  );
}

/** How the request stands, in a few words. */
function standingOf(
  { read }: EnteredRequest,
  shown: readonly ValidationIssue[],
  missing: readonly ValidationIssue[],
  token: string,
): Standing {
  if (read.problem) return { tone: "error", words: "Not valid JSON" };
  if (errorsOf(shown).length > 0) return { tone: "error", words: countsOf(shown) };
  if (missing.length > 0) return { tone: "waiting", words: "Not filled in yet" };
  if (token === "") return { tone: "waiting", words: "A token is missing" };
  return { tone: "success", words: shown.length > 0 ? `Ready, with ${countsOf(shown)}` : "Ready" };
}
