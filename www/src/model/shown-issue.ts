/** An issue as the page shows it, with what puts it right. */
import type { ReactNode } from "react";

export interface ShownFix {
  title: string;
  apply: () => void;
}

export interface ShownIssue {
  severity: "error" | "warning";
  message: string;
  docsUrl?: string;
  code?: string;
  /** What it is about, where the place does not tell: a link to a field, a line. */
  place?: ReactNode;
  fixes?: readonly ShownFix[];
}
