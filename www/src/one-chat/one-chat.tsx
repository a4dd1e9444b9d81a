/** The view that creates one chat, in three areas: the request, what is sent, what came back. */
import type { ChatRequest, ValidationIssue } from "msgraph-chats";
import {
  type FormEvent,
  type KeyboardEvent,
  lazy,
  Suspense,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { check, countsOf, errorsOf } from "../model/check.ts";
import { authFor, hasToken } from "../model/connection.ts";
import { presetOf, presets } from "../model/faults.ts";
import { fixesOf } from "../model/fixes.ts";
import { isJustNotFilledIn, issuesByField } from "../model/issue-fields.ts";
import { membersNotFound } from "../model/not-found.ts";
import { type Permission, permissionsFor } from "../model/permissions.ts";
import { type Call, isBusy, mayBeMadeTwice, useSending } from "../model/sending.ts";
import { baseUrlOf, clouds, endpointOf, graphOptionsOf } from "../model/settings.ts";
import type { ViewProps } from "../model/view-props.ts";
import { DestinationFields, tokenMissing } from "../tenant/destination.tsx";
import { hasExpired, pastedFacts } from "../tenant/token-facts.ts";
import { Section } from "../ui/section.tsx";
import { ActionBar, type StatusLine } from "./action-bar.tsx";
import { CameBackCard } from "./came-back-card.tsx";
import { ChatFields, shownInForm } from "./chat-fields.tsx";
import { ExamplesMenu } from "./examples-menu.tsx";
import { FieldLink } from "./field-link.tsx";
import { startLook } from "./follow-up.ts";
import { ModeSwitch, Obstacle } from "./mode-switch.tsx";
import { PresetField } from "./preset-field.tsx";
import { SentCard } from "./sent-card.tsx";
import { statusOf } from "./status.ts";
import { type EnteredRequest, useRequest } from "./use-request.ts";

const AskAgain = lazy(() => import("./ask-again.tsx"));
const FaultSwitches = lazy(() => import("./fault-switches.tsx"));
const JsonEditor = lazy(() => import("./json-editor.tsx"));

const underWay: StatusLine = { tone: "waiting", words: "Under way" };

export default function OneChat({ connection, shared, share, loaded }: ViewProps) {
  const { settings } = connection;
  const [faults, setFaults] = useState(shared.faults);
  /** How often sending was tried in vain since the last time that it was not. */
  const [refusals, setRefusals] = useState(0);
  const facts = pastedFacts(connection);
  const caller = settings.caller.trim() || (facts?.user ?? "");
  const options = useMemo(() => graphOptionsOf({ ...settings, caller }), [settings, caller]);
  const request = useRequest(options, shared);
  const sending = useSending();
  const answer = useRef<HTMLDivElement>(null);
  const form = useRef<HTMLFormElement>(null);

  const { issues, body } = useMemo(
    () => (request.read.problem ? { issues: [], body: null } : check(request.read.value, options)),
    [request.read, options],
  );
  const isMissing = (issue: ValidationIssue) =>
    request.mode === "form" && refusals === 0 && isJustNotFilledIn(issue, request.form);
  const shown = issues.filter((issue) => !isMissing(issue));
  const missing = issues.filter(isMissing);
  const byField = issuesByField(shown);
  const fingerprint = `${settings.destination} ${settings.apiVersion} ${JSON.stringify(body)}`;
  const isUnderWay = isBusy(sending.latest);
  const shownFixes = (issue: ValidationIssue) =>
    request.read.problem
      ? []
      : fixesOf(request.read.value, issue, options).map(({ title, apply }) => ({
          title,
          apply: () => request.apply(apply),
        }));
  const earlier =
    sending.calls.find((call) => call.order.fingerprint === fingerprint && mayBeMadeTwice(call)) ?? null;
  const [asked, ask] = useState<{ about: Call; isOpen: boolean } | null>(null);
  const notFound = membersNotFound(sending.shown, fingerprint);

  function create() {
    if (isUnderWay) return;
    if (body === null || !hasToken(connection) || request.read.problem) {
      setRefusals(refusals + 1);
      return;
    }
    setRefusals(0);
    if (earlier === null) send(request.read.value as ChatRequest);
    else ask({ about: earlier, isOpen: true });
  }

  function send(request: ChatRequest) {
    void sending.create({
      request,
      fingerprint,
      settings,
      auth: () => authFor(connection, permissionsFor.create),
      faults,
    });
  }

  function submit(event: FormEvent | KeyboardEvent) {
    event.preventDefault();
    create();
  }

  useEffect(
    () => share({ mode: request.mode, text: request.shared, faults }),
    [share, request.mode, request.shared, faults],
  );

  const { load } = request;
  const handled = useRef(loaded);
  useEffect(() => {
    if (loaded === handled.current) return;
    handled.current = loaded;
    if (loaded !== null) load(loaded.request);
  }, [loaded, load]);

  // Only after the rendering do all fields say whether they are wrong.
  useLayoutEffect(() => {
    if (refusals === 0) return;
    const wrong = form.current?.querySelector<HTMLElement>("[aria-invalid=true]");
    for (let closed = wrong?.closest("details"); closed; closed = closed.parentElement?.closest("details")) {
      closed.open = true;
    }
    wrong?.focus();
  }, [refusals]);

  const shownStep = sending.shown?.step;
  useLayoutEffect(() => {
    // All of the answer where there is room for it, and in any case how it begins.
    if (shownStep === undefined) return;
    for (const part of [".answer", ".answer h3"]) {
      answer.current?.querySelector(part)?.scrollIntoView({ block: "nearest" });
    }
  }, [shownStep]);

  const isLocal = settings.destination === "local";
  const after = {
    sending,
    authFor: (call: Call, permissions: readonly Permission[]) =>
      authFor(connection.with(call.order.settings), permissions),
  };
  return (
    <div className="one-chat">
      <form
        className="card"
        aria-label="Chat to create"
        noValidate
        ref={form}
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event);
        }}
      >
        <header>
          <h2>Request</h2>
          <ModeSwitch request={request} />
          <ExamplesMenu onChoose={request.loadExample} />
        </header>
        <Obstacle request={request} />
        {request.mode === "form" ? (
          <ChatFields
            form={request.form}
            issuesOf={(field) => [
              ...(byField.get(field) ?? []).map((issue) => shownInForm(issue, shownFixes(issue))),
              ...(notFound.get(field) ?? []),
            ]}
            onChange={request.changeForm}
          />
        ) : (
          <Suspense fallback={<p className="hint">The editor is on its way…</p>}>
            <JsonEditor
              text={request.text}
              read={request.read}
              isEmpty={request.isEmpty}
              issues={issues}
              fixesOf={shownFixes}
              onChange={request.changeText}
            />
          </Suspense>
        )}
        <Section
          title="Sending"
          summary={sendingWords(connection.settings)}
          wanted={refusals > 0 && !hasToken(connection)}
        >
          <DestinationFields
            connection={connection}
            permissions={permissionsFor.create}
            tokenIssues={refusals > 0 && !hasToken(connection) ? [tokenMissing] : []}
          >
            <PresetField faults={faults} onChange={setFaults} />
          </DestinationFields>
        </Section>
        {isLocal && (
          <Section
            title="Faults of the local Graph"
            summary={presets.find(({ id }) => id === presetOf(faults))?.title ?? "several"}
          >
            <Suspense fallback={null}>
              <FaultSwitches faults={faults} onChange={setFaults} />
            </Suspense>
          </Section>
        )}
        <ActionBar
          statusLine={
            isUnderWay
              ? underWay
              : statusLineOf(request, shown, missing, hasToken(connection), hasExpired(facts), earlier)
          }
          isBusy={isUnderWay}
          isReal={!isLocal}
          onCreate={create}
          onCancel={sending.cancel}
        />
      </form>
      <SentCard
        endpoint={endpointOf(settings)}
        body={body}
        toSend={
          body === null || request.read.problem
            ? null
            : {
                request: request.read.value,
                body,
                options,
                endpoint: endpointOf(settings),
                baseUrl: baseUrlOf(settings).baseUrl,
              }
        }
        request={request}
        issues={shown}
        missing={missing}
        elsewhere={request.mode === "form" ? (byField.get("") ?? []) : []}
        show={(issue) => ({ ...shownInForm(issue, shownFixes(issue)), place: <FieldLink issue={issue} /> })}
      />
      <div ref={answer} className="results">
        <p className="for-screen-readers" role="status">
          {statusOf(sending.shown)}
        </p>
        <CameBackCard {...after} fingerprint={fingerprint} onRestore={request.load} />
      </div>
      {asked !== null && (
        <Suspense fallback={null}>
          <AskAgain
            earlier={asked.about}
            isOpen={asked.isOpen}
            onLook={() => {
              sending.show(asked.about.id);
              void startLook({ call: asked.about, ...after });
            }}
            onCreate={() => send(asked.about.order.request)}
            onClose={() => ask({ ...asked, isOpen: false })}
          />
        </Suspense>
      )}
    </div>
  );
}

function sendingWords({ destination, cloud, apiVersion }: ViewProps["connection"]["settings"]): string {
  const where = destination === "local" ? "Local Graph" : "Microsoft Graph";
  return [where, clouds.find((one) => one.cloud === cloud)?.title, apiVersion].join(" · ");
}

/** How the request stands, in a few words. */
function statusLineOf(
  { read, isEmpty }: EnteredRequest,
  shown: readonly ValidationIssue[],
  missing: readonly ValidationIssue[],
  hasToken: boolean,
  isExpired: boolean,
  earlier: Call | null,
): StatusLine {
  if (isEmpty) return { tone: "waiting", words: "Nothing written yet" };
  if (read.problem) return { tone: "error", words: "Not valid JSON" };
  if (errorsOf(shown).length > 0) return { tone: "error", words: countsOf(shown) };
  if (missing.length > 0) return { tone: "waiting", words: "Not filled in yet" };
  if (!hasToken) return { tone: "waiting", words: "A token is missing" };
  if (isExpired) return { tone: "warning", words: "The token has expired: paste a new one" };
  if (earlier !== null)
    return { tone: "warning", words: earlier.step.step === "failed" ? "It may exist" : "Created already" };
  return { tone: "success", words: shown.length > 0 ? `Ready, with ${countsOf(shown)}` : "Ready" };
}
