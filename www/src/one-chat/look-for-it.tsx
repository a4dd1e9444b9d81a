/** After an unknown outcome: looks for the chat among those that there are, and says what is safe next. */
import { Button } from "@fluentui/react-components";
import type { FoundChat } from "msgraph-chats";
import { type Looked, listedWithinMs } from "../model/follow-ups.ts";
import { type Detail, DetailsList } from "../ui/details-list.tsx";
import { counted, durationText } from "../ui/numbers.ts";
import { Copyable, webLink } from "./answer-parts.tsx";
import { type FollowUpProps, startLook } from "./follow-up.ts";
import { FollowUpSection, Problem, UnderWay } from "./follow-up-parts.tsx";

export default function LookForIt(props: FollowUpProps) {
  const { call, sending } = props;
  const { look } = call.followUps;
  const isGroup = call.order.request.chatType === "group";

  if (look?.state === "busy")
    return (
      <FollowUpSection label="Look for it">
        <UnderWay what="Looking through the chats" words={look.words} onStop={look.stop} />
      </FollowUpSection>
    );
  return (
    <FollowUpSection label="Look for it">
      {look?.state === "failed" && (
        <Problem error={look.error}>
          <p>
            It is not yet known whether the chat was created. Look in Teams, or look for it here once this is
            put right.
          </p>
        </Problem>
      )}
      {look?.state === "done" && (
        <Found
          looked={look.done}
          isGroup={isGroup}
          onTake={(one, duplicates) => sending.take(call, one.chat, duplicates)}
        />
      )}
      <Button
        size="small"
        appearance={look === undefined ? "primary" : "secondary"}
        onClick={() => void startLook(props)}
      >
        {look === undefined ? "Look for it" : "Look again"}
      </Button>
    </FollowUpSection>
  );
}

interface FoundProps {
  looked: Looked;
  isGroup: boolean;
  onTake: (chat: FoundChat, duplicates: string[]) => void;
}

function Found({ looked: { found, afterMs }, isGroup, onTake }: FoundProps) {
  const exact = found.filter(({ match }) => match === "exact");
  return (
    <>
      <p role="status">{wordsOf(found, exact, isGroup, afterMs)}</p>
      {found.length > 0 && (
        <ul className="found">
          {found.map((one) => (
            <li key={one.chat.id}>
              <DetailsList details={detailsOf(one)} />
              <Button
                size="small"
                appearance={one === exact[0] ? "primary" : "secondary"}
                onClick={() =>
                  onTake(
                    one,
                    exact.filter((other) => other !== one).map(({ chat }) => chat.id),
                  )
                }
              >
                Take it
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function wordsOf(
  found: readonly FoundChat[],
  exact: readonly FoundChat[],
  isGroup: boolean,
  afterMs: number,
): string {
  if (exact.length > 1)
    return `${counted(exact.length, "chat")} with these people exist, created since you sent the request. Use one of them; do not create another.`;
  if (exact.length === 1) return "Found: the chat was created. Do not create it again.";
  if (found.length > 0)
    return "This may be it: it has as many members, but Graph lists one of them under another address. Open it to make sure.";
  if (!isGroup)
    return "Not found. Creating it again is safe: Graph never makes a second chat of the same two people.";
  return afterMs < listedWithinMs
    ? "It is not listed yet. A new chat may take half a minute to be listed: look again then, before you create it once more."
    : `It was not listed ${durationText(afterMs)} after the answer was lost, so it was very probably not created. You can create it again; should it appear later after all, leave one of the two in Teams.`;
}

function detailsOf({ chat }: FoundChat): Detail[] {
  return [
    ["Chat id", <Copyable key="id" text={chat.id} what="the chat id" />],
    ["Opens in Teams", webLink(chat.webUrl)],
    ["Created", chat.createdDateTime && new Date(chat.createdDateTime).toLocaleString("en-GB")],
    ["Topic", chat.topic],
  ];
}
