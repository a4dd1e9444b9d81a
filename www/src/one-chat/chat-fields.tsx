/** The form's part about the chat itself: its type, topic, members and app. */
import { Input } from "@fluentui/react-components";
import type { ValidationIssue } from "msgraph-chats";
import type { ChatForm } from "../model/chat-form.ts";
import { type FieldId, messageInForm } from "../model/issue-fields.ts";
import { Choice } from "../ui/choice.tsx";
import { Field } from "../ui/field.tsx";
import type { ShownFix, ShownIssue } from "../ui/issues.tsx";
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

export function shownInForm(issue: ValidationIssue, fixes: readonly ShownFix[] = []): ShownIssue {
  return { severity: issue.severity, message: messageInForm(issue), docsUrl: issue.docsUrl, fixes };
}

export function ChatFields(props: PartProps) {
  const { form, issuesOf, onChange } = props;
  return (
    <>
      <Choice
        id="chat-type"
        legend="Chat type"
        value={form.chatType}
        options={chatTypes}
        onChange={(chatType) => onChange({ chatType })}
      />
      {form.chatType === "group" && (
        <Field id="topic" label="Topic" issues={issuesOf("topic")}>
          <Input
            id="topic"
            autoComplete="off"
            placeholder="Optional"
            value={form.topic}
            onChange={(_, { value }) => onChange({ topic: value })}
          />
        </Field>
      )}
      <Members {...props} />
      <InstalledApp {...props} />
    </>
  );
}
