/** The first message to the chat: text or HTML, sent once. */
import { Button, Select, Textarea } from "@fluentui/react-components";
import { clientFor } from "../model/client.ts";
import type { Draft } from "../model/follow-ups.ts";
import { permissionsFor } from "../model/permissions.ts";
import { chatIdOf } from "../model/sending.ts";
import { DetailsList } from "../ui/details-list.tsx";
import { Field } from "../ui/field.tsx";
import { Icon } from "../ui/icons.tsx";
import { Copyable, webLink } from "./answer-parts.tsx";
import type { FollowUpProps } from "./follow-up.ts";
import { FollowUpSection, Problem, UnderWay } from "./follow-up-parts.tsx";

interface FirstMessageProps extends FollowUpProps {
  draft: Draft;
}

export function FirstMessage({ call, sending, authFor, draft }: FirstMessageProps) {
  const { content, contentType } = draft;
  const { message } = call.followUps;
  const mayBeThere = message?.state === "failed" && message.error.outcome === "unknown";

  const send = () =>
    sending.follow(call, "message", async (signal) => {
      const client = clientFor(call.order.settings, await authFor(call, permissionsFor.sendMessage));
      return client.sendMessage(chatIdOf(call) ?? "", draft, { signal });
    });

  if (message?.state === "done") {
    const { id, webUrl } = message.done.message;
    return (
      <FollowUpSection label="First message">
        <p role="status" className="issue success">
          <Icon name="success" />
          <span>The message was sent.</span>
        </p>
        <DetailsList
          details={[
            ["Message id", <Copyable key="id" text={id} what="the message id" />],
            ["Opens in Teams", webLink(webUrl)],
          ]}
        />
      </FollowUpSection>
    );
  }
  return (
    <FollowUpSection label="First message">
      <Field id="first-message" label="First message">
        <Textarea
          id="first-message"
          textarea={{ rows: 3 }}
          value={content}
          onChange={(_, { value }) => sending.write(call, { content: value })}
        />
      </Field>
      <Field id="first-message-type" label="Content type">
        <Select
          id="first-message-type"
          value={contentType}
          onChange={(_, { value }) => sending.write(call, { contentType: value as Draft["contentType"] })}
        >
          <option value="text">Text</option>
          <option value="html">HTML</option>
        </Select>
      </Field>
      {message?.state === "failed" && (
        <Problem error={message.error}>
          <p className={`outcome ${message.error.outcome}`}>
            <Icon name={mayBeThere ? "warning" : "success"} />
            {mayBeThere
              ? "The message may be in the chat: look there first. Sent again, it may be there twice."
              : "It is certain that no message was sent."}
          </p>
        </Problem>
      )}
      {message?.state === "busy" ? (
        <UnderWay what="Sending the message" words={message.words} onStop={message.stop} />
      ) : (
        <Button
          size="small"
          appearance={mayBeThere ? "secondary" : "primary"}
          disabledFocusable={content.trim() === ""}
          onClick={() => void send()}
        >
          {mayBeThere ? "Send it again all the same" : "Send the message"}
        </Button>
      )}
    </FollowUpSection>
  );
}
