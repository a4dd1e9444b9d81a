/** Once the chat is there: who is in it, and the first message. */
import { Button } from "@fluentui/react-components";
import { FirstMessage } from "./first-message.tsx";
import type { FollowUpProps } from "./follow-up.ts";
import { useWhoIsIn, WhoIsIn } from "./who-is-in.tsx";

export default function AfterCreated(props: FollowUpProps) {
  const { call, sending } = props;
  const look = useWhoIsIn(props);
  return (
    <div className="after-created">
      <p className="buttons">
        <Button size="small" onClick={look.start}>
          Who is in it?
        </Button>
        {call.draft === null && (
          <Button size="small" onClick={() => sending.write(call, {})}>
            Send the first message
          </Button>
        )}
      </p>
      <WhoIsIn {...props} onAdd={look.add} />
      {call.draft !== null && <FirstMessage {...props} draft={call.draft} />}
    </div>
  );
}
