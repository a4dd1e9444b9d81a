/** The form's part about the chat itself: its type, topic, members and app. */
import type { ValidationIssue } from "msgraph-chats";
import type { ChatForm } from "../model/chat-form.ts";
import { type FieldId, messageInForm } from "../model/issue-fields.ts";
import { Choice } from "../ui/choice.tsx";
import { Field } from "../ui/field.tsx";
import type { ShownIssue } from "../ui/issues.tsx";
import { InstalledApp } from "./installed-app.tsx";
import { Members } from "./members.tsx";

export interface PartProps {
  form: ChatForm;
  /** The issues to show beside a field. */
  issuesOf: (field: FieldId) => readonly ShownIssue[];
  onChange: (change: Partial<ChatForm>) => void;
}

const chatTypes = [
  { value: "oneOnOne", title: "One-on-one" },
  { value: "group", title: "Group" },
] as const;

export function shownInForm(issue: ValidationIssue): ShownIssue {
  return { severity: issue.severity, message: messageInForm(issue), docsUrl: issue.docsUrl };
}

export function ChatFields(props: PartProps) {
  const { form, issuesOf, onChange } = props;
  const isGroup = form.chatType === "group";
  return (
    <>
      <div class="columns chat-and-topic">
        <Choice
          id="chat-type"
          legend="Chat type"
          value={form.chatType}
          options={chatTypes}
          onChange={(chatType) => onChange({ chatType })}
        />
        <Field
          id="topic"
          label="Topic"
          hint={isGroup ? "Optional." : "Only group chats have a topic."}
          issues={issuesOf("topic")}
        >
          {(control) => (
            <input
              {...control}
              type="text"
              autocomplete="off"
              disabled={!isGroup}
              value={form.topic}
              onInput={({ currentTarget }) => onChange({ topic: currentTarget.value })}
            />
          )}
        </Field>
      </div>
      <Members {...props} />
      <InstalledApp {...props} />
    </>
  );
}
