// The first reading of the input: every issue of every line, before anything is sent.

import { validateChat } from "msgraph-chats";

/** The lines with their issues: those of the line itself, or those of its request. */
export async function* checkedEntries(input, graphOptions) {
  for await (const { problems, ...entry } of input.entries()) {
    const issues = problems ?? validateChat(entry.request, graphOptions);
    yield {
      ...entry,
      issues,
      isInvalid: issues.some(({ severity }) => severity === "error"),
      isGroup: entry.request?.chatType === "group",
    };
  }
}

/** `chats.csv:12: error memberDuplicate at /members/1: …` */
const issueText = (name, line, { severity, code, path, message }) =>
  `${name}:${line}: ${severity} ${code}${path === "" ? "" : ` at ${path}`}: ${message}`;

/**
 * Reads the whole input and shows what is wrong. `write(text)` and `keep(line, issue)` take each issue; `see(entry)` takes
 * each line. Gives the numbers of the summary.
 */
export async function checkInput(input, graphOptions, { write, keep, see, quiet }) {
  const counts = { requests: 0, oneOnOne: 0, group: 0, wrongLines: 0, errors: 0, warnings: 0 };
  for await (const entry of checkedEntries(input, graphOptions)) {
    counts.requests += 1;
    if (entry.isInvalid) counts.wrongLines += 1;
    else counts[entry.isGroup ? "group" : "oneOnOne"] += 1;
    for (const issue of entry.issues) {
      counts[issue.severity === "error" ? "errors" : "warnings"] += 1;
      if (issue.severity === "error" || !quiet) await write(issueText(input.name, entry.line, issue));
      await keep?.(entry.line, issue);
    }
    see?.(entry);
  }
  return counts;
}
