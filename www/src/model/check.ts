/** What the package says about a request: its issues, and the body where it can be built. */
import {
  buildChat,
  type ChatBody,
  type ChatRequest,
  type GraphOptions,
  type ValidationIssue,
  validateChat,
} from "msgraph-chats";

export interface Check {
  issues: readonly ValidationIssue[];
  /** Null while there are errors. */
  body: ChatBody | null;
}

export function check(request: unknown, options: GraphOptions): Check {
  const issues = validateChat(request, options);
  const isRight = issues.every(({ severity }) => severity !== "error");
  return { issues, body: isRight ? buildChat(request as ChatRequest, options) : null };
}

export const errorsOf = (issues: readonly ValidationIssue[]) =>
  issues.filter(({ severity }) => severity === "error");

const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? "" : "s"}`;

/** `2 errors, 1 warning`; empty when there are none. */
export function countsOf(issues: readonly ValidationIssue[]): string {
  const errorCount = errorsOf(issues).length;
  const warningCount = issues.length - errorCount;
  return [
    ...(errorCount > 0 ? [counted(errorCount, "error")] : []),
    ...(warningCount > 0 ? [counted(warningCount, "warning")] : []),
  ].join(", ");
}
