/** What came back: the answer to the call that is looked at, its attempts, and the last twenty calls. */
import { Button } from "@fluentui/react-components";
import { titleOfFailed } from "../model/error-words.ts";
import { permissionsFor } from "../model/permissions.ts";
import type { Call, Sending } from "../model/sending.ts";
import { Icon } from "../ui/icons.tsx";
import { durationText } from "../ui/numbers.ts";
import { Section } from "../ui/section.tsx";
import { Answer } from "./answer.tsx";
import type { FollowUpProps } from "./follow-up.ts";
import { Timeline } from "./timeline.tsx";

interface CameBackCardProps {
  sending: Sending;
  authFor: FollowUpProps["authFor"];
  /** Names the request as it stands now. */
  fingerprint: string;
  onRestore: (request: unknown) => void;
}

export function CameBackCard({ sending, authFor, fingerprint, onRestore }: CameBackCardProps) {
  const { calls, shown } = sending;
  return (
    <section className="card came-back" aria-labelledby="came-back-title">
      <header>
        <h2 id="came-back-title">What came back</h2>
      </header>
      {shown === null ? (
        <p className="hint nothing-yet">Nothing has been sent yet.</p>
      ) : (
        <>
          {shown.order.fingerprint !== fingerprint && (
            <p className="older">
              <Icon name="warning" />
              <span>This is the answer to an earlier request.</span>
              <Button
                size="small"
                icon={<Icon name="restore" />}
                onClick={() => onRestore(shown.order.request)}
              >
                Bring that request back
              </Button>
            </p>
          )}
          <Answer
            call={shown}
            sending={sending}
            authFor={authFor}
            onWait={() => {
              const { step } = shown;
              const auth = () => authFor(shown, permissionsFor.read);
              if ("accepted" in step && step.accepted) void sending.wait(shown, step.accepted, auth);
            }}
          />
          <Timeline call={shown} />
        </>
      )}
      {calls.length > 1 && (
        <Section title="Last calls" summary={String(calls.length)}>
          <ol className="calls">
            {calls.map((call) => (
              <li key={call.id}>
                <Button
                  appearance="subtle"
                  size="small"
                  aria-pressed={call.id === shown?.id}
                  onClick={() => sending.show(call.id)}
                >
                  {wordsOf(call)}
                </Button>
              </li>
            ))}
          </ol>
        </Section>
      )}
    </section>
  );
}

function wordsOf({ id, order, step, beganAt, beganMs, endedMs, exchanges }: Call): string {
  const type = order.request.chatType === "group" ? "group" : "one-on-one";
  const status = exchanges.at(-1)?.status;
  const isFound = step.step === "created" && step.result.found;
  const ended = step.step === "failed" ? titleOfFailed(step.error, exchanges) : isFound ? "found" : step.step;
  const came = endedMs === null ? "under way" : ended;
  const took = endedMs === null ? "" : ` · ${durationText(endedMs - beganMs)}`;
  return `${id}. ${beganAt.toLocaleTimeString("en-GB")} · ${type} · ${status == null ? "" : `${status} · `}${came}${took}`;
}
