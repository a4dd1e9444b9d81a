/** The members that a 404 of Graph names: they are marked in the form as long as it holds that request. */

import { type FieldId, memberField } from "./issue-fields.ts";
import type { Call } from "./sending.ts";
import type { ShownIssue } from "./shown-issue.ts";

const none: ReadonlyMap<FieldId, readonly ShownIssue[]> = new Map();

const issue: ShownIssue = {
  severity: "error",
  message: "Graph finds no user of this name. An e-mail address may not be the user principal name.",
  docsUrl: "https://learn.microsoft.com/graph/api/user-get",
};

export function membersNotFound(call: Call | null, fingerprint: string): typeof none {
  if (call === null || call.step.step !== "failed" || call.order.fingerprint !== fingerprint) return none;
  const { status, graphMessage } = call.step.error;
  if (status !== 404 || graphMessage === null) return none;
  const said = graphMessage.toLowerCase();
  const found = call.order.request.members.flatMap((member, index): [FieldId, ShownIssue[]][] => {
    const user = typeof member === "string" ? member : "user" in member ? member.user : undefined;
    const name = typeof user === "string" ? user.trim().toLowerCase() : "";
    return name !== "" && said.includes(name) ? [[memberField(index, "user"), [issue]]] : [];
  });
  return new Map(found);
}
