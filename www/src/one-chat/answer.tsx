/** What came of a call: progress, the chat, the operation, or the error. */
import { lazy, Suspense, useEffect } from "react";
import { titleOfFailed } from "../model/error-words.ts";
import type { Call } from "../model/sending.ts";
import { Busy } from "../ui/busy.tsx";
import { durationText } from "../ui/numbers.ts";
import { AcceptedDetails, AnswerFrame, CreatedDetails, OperationDetails } from "./answer-parts.tsx";
import { Failure } from "./failure.tsx";
import type { FollowUpProps } from "./follow-up.ts";

interface AnswerProps extends FollowUpProps {
  onWait: () => void;
}

const loadAfterCreated = () => import("./after-created.tsx");
const loadLookForIt = () => import("./look-for-it.tsx");
const AfterCreated = lazy(loadAfterCreated);
const LookForIt = lazy(loadLookForIt);

export function Answer({ call, sending, authFor, onWait }: AnswerProps) {
  const { step } = call;
  const after = { call, sending, authFor };
  // So that nothing moves once the answer is there.
  useEffect(() => {
    void loadAfterCreated();
    void loadLookForIt();
  }, []);
  const facts = factsOf(call);
  switch (step.step) {
    case "creating":
      return (
        <AnswerFrame tone="busy" icon="waiting" title="Creating the chat…">
          <Busy what="Creating the chat" />
        </AnswerFrame>
      );
    case "created":
      return (
        <AnswerFrame
          tone="success"
          icon="success"
          title={step.result.found ? "The chat was found" : "The chat was created"}
          facts={step.result.found ? [] : facts}
        >
          <CreatedDetails created={step.result} />
          <Suspense fallback={null}>
            <AfterCreated {...after} />
          </Suspense>
        </AnswerFrame>
      );
    case "accepted":
      return (
        <AnswerFrame tone="success" icon="success" title="Graph accepted the request" facts={facts}>
          <p>The chat is being created and the app installed. The operation says when that is done.</p>
          <AcceptedDetails accepted={step.accepted} onWait={onWait} />
        </AnswerFrame>
      );
    case "waiting":
      return (
        <AnswerFrame tone="busy" icon="waiting" title="Waiting for the operation…">
          <Busy what="Waiting for the operation" />
          <AcceptedDetails accepted={step.accepted} />
        </AnswerFrame>
      );
    case "ended":
      return (
        <AnswerFrame tone="success" icon="success" title="The operation succeeded" facts={facts}>
          <OperationDetails accepted={step.accepted} operation={step.operation} />
          <Suspense fallback={null}>
            <AfterCreated {...after} />
          </Suspense>
        </AnswerFrame>
      );
    case "failed": {
      const { error, accepted } = step;
      // What failed was the waiting, which can be taken up again, or the operation, which is over.
      const again = error.kind === "operation" ? {} : { onWait };
      return (
        <Failure
          error={error}
          title={titleOfFailed(error, call.exchanges)}
          chatType={call.order.request.chatType}
          facts={facts}
          next={
            accepted === undefined &&
            error.outcome === "unknown" && (
              <Suspense fallback={null}>
                <LookForIt {...after} />
              </Suspense>
            )
          }
        >
          {accepted !== undefined && <AcceptedDetails accepted={accepted} {...again} />}
        </Failure>
      );
    }
  }
}

function factsOf({ exchanges, beganMs, endedMs }: Call): string[] {
  const status = exchanges.at(-1)?.status;
  return [
    ...(status == null ? [] : [String(status)]),
    ...(endedMs === null ? [] : [durationText(endedMs - beganMs)]),
  ];
}
