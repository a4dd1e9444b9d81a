/** Once the chat is there: who is in it, and the first message. */
import { Button } from "@fluentui/react-components";
import { FirstMessage } from "./first-message.tsx";
import type { FollowUpProps } from "./follow-up.ts";
import { useWhoIsIn, WhoIsIn } from "./who-is-in.tsx";

export default function AfterCreated(props: FollowUpProps) {
  const { call, sending } = props;
  const { members } = call.followUps;
  const look = useWhoIsIn(props);
  return (
    <div className="after-created">
      <p className="buttons">
        <Button onClick={look.start}>
          {members === undefined ? "Who is in it?" : "Look again who is in it"}
        </Button>
        {call.draft === null && (
          <Button onClick={() => sending.write(call, {})}>Send the first message</Button>
        )}
      </p>
      <WhoIsIn {...props} onAdd={look.add} />
      {call.draft !== null && <FirstMessage {...props} draft={call.draft} />}
    </div>
  );
}
