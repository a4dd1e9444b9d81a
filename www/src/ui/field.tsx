/** A label, a control, and under it a hint that gives way to the issues of the control. */
import type { ComponentChildren } from "preact";
import { Issues, type ShownIssue, worstOf } from "./issues.tsx";

/** What ties a control to its messages, for those who see them and those who hear them. */
export interface ControlProps {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
  "data-severity"?: "error" | "warning";
}

interface FieldProps {
  id: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
  issues?: readonly ShownIssue[];
  children: (props: ControlProps) => ComponentChildren;
}

export function Field({ id, label, hint, issues, children }: FieldProps) {
  const messages = `${id}-messages`;
  const saysSomething = hint !== undefined || issues !== undefined;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(saysSomething ? controlProps(id, messages, issues ?? []) : { id })}
      {saysSomething && <Messages id={messages} hint={hint} issues={issues ?? []} />}
    </div>
  );
}

export function controlProps(id: string, messages: string, issues: readonly ShownIssue[]): ControlProps {
  const severity = worstOf(issues);
  return {
    id,
    "aria-describedby": messages,
    ...(severity === "error" && { "aria-invalid": true }),
    ...(severity !== undefined && { "data-severity": severity }),
  };
}

interface MessagesProps {
  id: string;
  hint?: ComponentChildren;
  issues: readonly ShownIssue[];
}

/** Keeps its line when there is nothing to say, so that nothing moves. */
export function Messages({ id, hint, issues }: MessagesProps) {
  return (
    <div class="messages" id={id}>
      {issues.length > 0 ? <Issues issues={issues} /> : <span class="hint">{hint}</span>}
    </div>
  );
}
