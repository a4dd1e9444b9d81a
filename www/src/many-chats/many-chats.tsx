/** The view that creates many chats: the list and its lines on one side, where they go and how it stands on the other. */
import { MessageBar, MessageBarBody } from "@fluentui/react-components";
import { useLayoutEffect, useMemo, useRef, useState } from "react";
import { saveOutcomes, saveRejected } from "../model/bulk/downloads.ts";
import type { PlannedList } from "../model/bulk/plan-list.ts";
import { type ChatOptions, initialChatOptions, permissionsOf } from "../model/bulk/run-options.ts";
import { besideFailed, leftOf } from "../model/bulk/what-is-left.ts";
import { authFor, bareToken, type Connection, hasToken } from "../model/connection.ts";
import { usualPace } from "../model/local-paces.ts";
import { clouds } from "../model/settings.ts";
import type { ViewProps } from "../model/view-props.ts";
import { DestinationFields, tokenMissing } from "../tenant/destination.tsx";
import { factsOf, hasExpired, pastedFacts } from "../tenant/token-facts.ts";
import { AskDialog } from "../ui/ask-dialog.tsx";
import { counted } from "../ui/numbers.ts";
import { ChatOptionsFields } from "./chat-options.tsx";
import { ChatTable, type ShowsLine } from "./chat-table.tsx";
import { ChoicesCard, countsOf } from "./choices.tsx";
import { Formats } from "./formats.tsx";
import { LineCounts } from "./line-counts.tsx";
import { ListCard } from "./list-card.tsx";
import { hasIssues, ListIssues } from "./list-issues.tsx";
import { InterruptedRun, MemoryNote } from "./memory-note.tsx";
import { Milestones } from "./milestones.tsx";
import { initialPace, LocalPaceField, PaceFields, paceOf } from "./pace-fields.tsx";
import { ProgressCard } from "./progress-card.tsx";
import { RunBar, startWords } from "./run-bar.tsx";
import { isUnsaved, useBulk } from "./use-bulk.ts";

type Asking = "clear" | "send" | "beside" | null;

export default function ManyChats({ connection: latest }: ViewProps) {
  const [paceId, setPaceId] = useState(usualPace.id);
  const [pace, setPace] = useState(initialPace);
  const [chatOptions, setChatOptions] = useState(initialChatOptions);
  const [asking, setAsking] = useState<Asking>(null);
  /** How often starting was tried in vain since the last time that it was not. */
  const [refusals, setRefusals] = useState(0);
  const { bulk, state } = useBulk(latest.settings);
  const { run, planned, source, memory, notice } = state;
  // A run goes on where it began, whatever has been chosen since in the other view.
  const connection = latest.with(run?.options.settings ?? latest.settings);
  const { settings } = connection;
  const view = useRef<HTMLDivElement>(null);
  const results = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const table = useRef<ShowsLine>(null);
  const shown = useShown(run?.planned ?? planned);
  const counts = useMemo(() => (shown && run === null ? countsOf(shown) : null), [shown, run]);
  const below = {
    hasCounts: counts !== null && (shown?.rows.length ?? 0) > 0,
    hasIssues: counts !== null && shown !== null && shown.rows.length > 0 && hasIssues(shown),
  };
  const skipped = planned?.numbers.now.skipped ?? 0;

  function start() {
    const isReady = run !== null || (left.what !== null && (skipped === 0 || state.skips));
    if (run?.isRunning) return;
    if (!hasToken(connection) || paceOf(pace) === null || !isReady) return setRefusals(refusals + 1);
    setRefusals(0);
    if (settings.destination === "graph") setAsking("send");
    else send();
  }

  const left = leftOf(state, chatOptions);
  const beside = besideFailed(state, chatOptions);
  const isBeside = asking === "beside";
  const asked = startWords(isBeside ? beside : left, run !== null);
  const permissions = permissionsOf(chatOptions, shown);

  function send(change: Partial<ChatOptions> = {}, how = {}) {
    const chosen = paceOf(pace);
    if (chosen === null) return;
    const options = { settings, paceId, ...chosen, ...chatOptions, ...change };
    void bulk.send(options, () => authFor(connection, permissionsOf(options, shown)), how);
  }

  /** For the groups that may exist, and nothing else. */
  function look() {
    send({ onUnknown: "look" }, { retriesFailed: false });
  }

  /** What Graph refused is left as it is. */
  const goOnBeside = () => send({}, { retriesFailed: false });

  function clear() {
    bulk.clear();
    requestAnimationFrame(() => area.current?.focus());
  }

  // Only after the rendering do all fields say whether they are wrong.
  useLayoutEffect(() => {
    if (refusals === 0) return;
    for (const wanting of ["[aria-invalid=true]", ".skip-wrong input:not(:checked)", "textarea"]) {
      const field = view.current?.querySelector<HTMLElement>(wanting);
      if (field) return field.focus();
    }
  }, [refusals]);

  useLayoutEffect(() => {
    // On a narrow screen it is far below.
    if (run !== null) results.current?.querySelector("h2")?.scrollIntoView({ block: "nearest" });
  }, [run]);

  const saveShown = () =>
    shown && saveOutcomes(shown, source.name).then(() => run?.isRunning || bulk.saved());

  return (
    <div className="bulk" ref={view}>
      <div className="lists" ref={results}>
        {memory !== null && run === null && (source.bytes.size === 0 || state.keeps) && (
          <InterruptedRun
            memory={memory}
            isKept={source.bytes.size > 0}
            onGive={() => area.current?.focus()}
          />
        )}
        {notice !== null && (
          <MessageBar intent={notice.tone} layout="multiline" className="notice">
            <MessageBarBody>{notice.text}</MessageBarBody>
          </MessageBar>
        )}
        <Milestones run={run} planned={shown} />
        {run === null ? (
          <ListCard bulk={bulk} state={state} area={area} below={below} />
        ) : (
          <ProgressCard
            run={run}
            beside={beside.what === null ? null : startWords(beside, true)}
            onBeside={() => (settings.destination === "graph" ? setAsking("beside") : goOnBeside())}
            onLook={look}
            onSaveOutcomes={saveShown}
            onSaveRejected={() => void saveRejected(run.planned, source.name)}
            onSaveOutcomesFile={() => void bulk.saveOutcomesFile()}
          />
        )}
        {run === null && source.bytes.size === 0 && <Formats />}
        {counts !== null && shown !== null && below.hasCounts && (
          <>
            <LineCounts
              counts={counts}
              planned={shown}
              onSaveRejected={() => void saveRejected(shown, source.name)}
            />
            <ListIssues planned={shown} onShowLine={(line) => table.current?.showLine(line)} />
          </>
        )}
        {shown !== null && (shown.rows.length > 0 || state.undoes !== null) && (
          <ChatTable
            planned={shown}
            isRun={run !== null}
            leavesOut={state.skips}
            undoes={state.undoes}
            onEdit={(edit, words) => bulk.edit(edit, words)}
            onUndo={() => bulk.undo()}
            ref={table}
          />
        )}
      </div>
      <section className="sending" aria-label="Sending">
        {counts !== null && <ChoicesCard bulk={bulk} state={state} counts={counts} />}
        <div className="card">
          <DestinationFields
            connection={connection}
            permissions={permissions}
            tokenIssues={refusals > 0 && !hasToken(connection) ? [tokenMissing] : []}
            isFixed={run !== null}
          >
            <LocalPaceField paceId={paceId} isFixed={run !== null} onChange={setPaceId} />
          </DestinationFields>
          <PaceFields
            pace={pace}
            isFixed={run !== null}
            onChange={(change) => setPace({ ...pace, ...change })}
          />
          <ChatOptionsFields
            options={chatOptions}
            isFixed={run?.isRunning ?? false}
            onChange={(change) => setChatOptions({ ...chatOptions, ...change })}
          />
          <MemoryNote bulk={bulk} state={state} />
        </div>
        <RunBar
          state={state}
          left={left}
          isRefused={refusals > 0}
          isTokenExpired={hasExpired(pastedFacts(connection))}
          onStart={start}
          onStop={() => bulk.stop()}
          onClear={() => (isUnsaved(state) ? setAsking("clear") : clear())}
        />
      </section>
      <AskDialog
        isOpen={asking === "clear"}
        title="The outcomes were not saved"
        confirm="Continue without"
        other={{ title: "Download and continue", act: () => void saveShown()?.then(clear) }}
        onConfirm={clear}
        onClose={() => setAsking(null)}
      >
        A new list takes the place of these outcomes. This browser still knows what was created and does not
        send it again, but the ids of the chats are shown only with their list.
      </AskDialog>
      <AskDialog
        isOpen={asking === "send" || isBeside}
        title={`${asked} in Microsoft Graph?`}
        confirm={asked}
        onConfirm={() => (isBeside ? goOnBeside() : send())}
        onClose={() => setAsking(null)}
      >
        They are real chats of real people, in the cloud{" "}
        {clouds.find(({ cloud }) => cloud === settings.cloud)?.title}, {tenantWords(connection)}.
        {(shown?.numbers.messages.waiting ?? 0) > 0 &&
          ` ${counted(shown?.numbers.messages.waiting ?? 0, "message")} will be sent to them.`}
      </AskDialog>
    </div>
  );
}

/** The last that was there: while another reading goes on, the table stays. */
function useShown(planned: PlannedList | null) {
  const [shown, setShown] = useState(planned);
  if (planned !== null && planned !== shown) setShown(planned);
  return planned ?? shown;
}

function tenantWords({ session, token }: Connection): string {
  if (session !== null) return `in the tenant ${session.tenantId}, as ${session.user}`;
  const tenantId = factsOf(bareToken(token))?.tenantId ?? null;
  return tenantId === null ? "in the tenant that the token is for" : `in the tenant ${tenantId}`;
}
