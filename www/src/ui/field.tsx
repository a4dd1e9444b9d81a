/** A label, a control, and under it a hint that gives way to the issues of the control. */
import { Field as FluentField, type FieldProps as FluentFieldProps } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { Issues, type ShownIssue, worstOf } from "./issues.tsx";

interface FieldProps {
  id: string;
  label: string;
  hint?: ReactNode;
  issues?: readonly ShownIssue[];
  /** Takes all of the width, where fields stand side by side. */
  isWide?: boolean;
  children: FluentFieldProps["children"];
}

/** The control inside must have the same `id`. */
export function Field({ id, label, hint, issues = [], isWide = false, children }: FieldProps) {
  return (
    <FluentField
      className={isWide ? "field wide" : "field"}
      label={{ children: label, htmlFor: id }}
      validationMessageIcon={null}
      {...validationOf(issues)}
      {...(hint !== undefined && issues.length === 0 && { hint: { children: hint } })}
    >
      {children}
    </FluentField>
  );
}

function validationOf(issues: readonly ShownIssue[]): Partial<FluentFieldProps> {
  if (issues.length === 0) return {};
  // No role: what is wrong while somebody types is no alarm.
  const validationMessage = { children: <Issues issues={issues} />, role: undefined };
  return { validationState: worstOf(issues) ?? "none", validationMessage };
}

/** What ties a control to messages elsewhere, for those who see them and those who hear them. */
export interface ControlProps {
  id: string;
  "aria-describedby": string;
  "aria-invalid"?: true;
  className?: string;
}

export function controlProps(id: string, messages: string, issues: readonly ShownIssue[]): ControlProps {
  const severity = worstOf(issues);
  return {
    id,
    "aria-describedby": messages,
    ...(severity === "error" && { "aria-invalid": true }),
    ...(severity !== undefined && { className: severity }),
  };
}

interface MessagesProps {
  id: string;
  hint?: ReactNode;
  issues: readonly ShownIssue[];
}

export function Messages({ id, hint, issues }: MessagesProps) {
  return (
    <div className="messages" id={id}>
      {issues.length > 0 ? <Issues issues={issues} /> : <span className="hint">{hint}</span>}
    </div>
  );
}
