// What is wrong with a line: its own problems, and what the rules of the package say of its request.

import type { ListIssue } from "./issue.ts";
import type { ListLine } from "./line.ts";

/** `validateChat` of the package, with its options bound. */
export type Validate = (request: unknown) => readonly ListIssue[];

const member = /^\/members\/\d+$/;

/** Whether a problem of the line already says what a rule says of the same place. */
const isSaid = (problems: readonly ListIssue[], { path }: ListIssue) =>
  problems.some(
    (problem) =>
      problem.path !== "" &&
      (problem.path === path || (member.test(problem.path) && path.startsWith(`${problem.path}/`))),
  );

/** All issues of a line, those of the line itself first. */
export function issuesOf(line: ListLine, validate: Validate): readonly ListIssue[] {
  const { problems, request } = line;
  if (request === undefined) return problems;
  const issues = validate(request);
  return problems.length === 0
    ? issues
    : [...problems, ...issues.filter((issue) => !isSaid(problems, issue))];
}

export const isWrong = (issues: readonly ListIssue[]): boolean =>
  issues.some(({ severity }) => severity === "error");
