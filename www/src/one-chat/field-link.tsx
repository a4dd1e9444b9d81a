/** The name of an issue's field, which leads to it. */
import { Link } from "@fluentui/react-components";
import type { ValidationIssue } from "msgraph-chats";
import { placeOf } from "../model/issue-fields.ts";

export function FieldLink({ issue }: { issue: ValidationIssue }) {
  const place = placeOf(issue);
  if (place === null) return <code>{issue.path}</code>;
  const focus = () => {
    const field = document.getElementById(place.field);
    const control = field?.matches("input, select") ? field : field?.querySelector("input, button");
    if (control instanceof HTMLElement) control.focus();
  };
  return (
    <Link as="button" inline onClick={focus}>
      {place.label}
    </Link>
  );
}
