/** Who is in the chat, who is missing, and adding those. */
import { Button } from "@fluentui/react-components";
import type { ConversationMember, MemberInput } from "msgraph-chats";
import { clientFor } from "../model/client.ts";
import { addThose, type WhoIsIn as Present, whoIsIn } from "../model/follow-ups.ts";
import { permissionsFor } from "../model/permissions.ts";
import { chatIdOf } from "../model/sending.ts";
import { userOfMember } from "../model/user-of-member.ts";
import { Icon } from "../ui/icons.tsx";
import { counted } from "../ui/numbers.ts";
import type { FollowUpProps } from "./follow-up.ts";
import { FollowUpSection, Problem, UnderWay } from "./follow-up-parts.tsx";

export function useWhoIsIn({ call, sending, authFor }: FollowUpProps) {
  const { request, settings } = call.order;
  const chatId = chatIdOf(call) ?? "";
  return {
    start: () =>
      void sending.follow(call, "members", async (signal) => {
        const client = clientFor(settings, await authFor(call, permissionsFor.read));
        return whoIsIn(client, chatId, request, signal);
      }),
    add: (missing: readonly MemberInput[]) =>
      void sending.follow(call, "members", async (signal, tell) => {
        const client = clientFor(settings, await authFor(call, permissionsFor.addMembers));
        return addThose(client, chatId, { request, missing }, signal, tell);
      }),
  };
}

interface WhoIsInProps extends FollowUpProps {
  onAdd: (missing: readonly MemberInput[]) => void;
}

export function WhoIsIn({ call, onAdd }: WhoIsInProps) {
  const { members } = call.followUps;
  if (members === undefined) return null;
  return (
    <FollowUpSection label="Who is in it">
      {members.state === "busy" && (
        <UnderWay what="Looking who is in it" words={members.words} onStop={members.stop} />
      )}
      {members.state === "failed" && <Problem error={members.error} />}
      {members.state === "done" && (
        <Everyone present={members.done} isGroup={call.order.request.chatType === "group"} onAdd={onAdd} />
      )}
    </FollowUpSection>
  );
}

interface EveryoneProps {
  present: Present;
  isGroup: boolean;
  onAdd: (missing: readonly MemberInput[]) => void;
}

function Everyone({
  present: { members, missing, uncertain, unexpected, added },
  isGroup,
  onAdd,
}: EveryoneProps) {
  const failed = added.flatMap((outcome) => (outcome.status === "failed" ? [outcome] : []));
  const others = new Set(unexpected.map(({ id }) => id));
  return (
    <>
      <p role="status" className={`issue ${missing.length > 0 ? "warning" : "success"}`}>
        <Icon name={missing.length > 0 ? "warning" : "success"} />
        <span>{wordsOf(members.length, missing.length, uncertain.length)}</span>
      </p>
      <ul className="people">
        {missing.map((member) => (
          <Person key={userOfMember(member)} name={userOfMember(member)} tag="missing" />
        ))}
        {uncertain.map((member) => (
          <Person
            key={userOfMember(member)}
            name={userOfMember(member)}
            tag="not listed under this address"
          />
        ))}
        {members.map((member) => (
          <Person
            key={member.id}
            name={member.displayName || member.email || member.userId || "Someone without a name"}
            detail={member.displayName ? (member.email ?? member.userId) : null}
            tag={[...(member.roles ?? []), ...(others.has(member.id) ? ["not in the request"] : [])].join(
              ", ",
            )}
          />
        ))}
      </ul>
      {failed.map(({ index, error }) => (
        <Problem key={index} error={error} />
      ))}
      {missing.length > 0 &&
        (isGroup ? (
          <Button size="small" appearance="primary" onClick={() => onAdd(missing)}>
            Add those missing
          </Button>
        ) : (
          <p className="hint">The members of a one-on-one chat are fixed: nobody can be added.</p>
        ))}
    </>
  );
}

function wordsOf(present: number, missing: number, uncertain: number): string {
  const people = `${counted(present, "member")} ${present === 1 ? "is" : "are"} in it`;
  if (missing > 0) return `${people}, ${missing} of the request ${missing === 1 ? "is" : "are"} missing.`;
  return uncertain > 0
    ? `${people}. ${uncertain} of the request may be there under another address.`
    : `${people}: all those of the request.`;
}

interface PersonProps {
  name: string;
  detail?: ConversationMember["email"];
  tag: string;
}

const Person = ({ name, detail, tag }: PersonProps) => (
  <li>
    <span className="person">
      <strong>{name}</strong> {detail != null && <span className="hint">{detail}</span>}
    </span>
    {tag !== "" && <span className="hint">{tag}</span>}
  </li>
);
