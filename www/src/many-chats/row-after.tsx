/** What followed the creation of a line's chat: that it was found, who is in it, what became of its message. */
import type { Row } from "../model/bulk/plan-list.ts";
import { adviceOf } from "../model/error-words.ts";
import { partOf, userOfMember } from "../model/user-of-member.ts";
import { pageWords } from "./page-words.ts";

export function RowAfter({ row }: { row: Row }) {
  return wordsAfter(row).map((words) => (
    <p key={words} className="after">
      {words}
    </p>
  ));
}

function wordsAfter({ line: { request }, outcome, message, members }: Row): string[] {
  const given = partOf(request, "members");
  const names = (places: readonly number[]) =>
    places.map((place) => userOfMember(Array.isArray(given) ? given[place] : undefined)).join(", ");
  const isFound = outcome !== undefined && outcome.status !== "skipped" && outcome.found === true;
  const error = members?.error ?? null;
  return [
    ...(isFound ? ["Found in the list of chats: not created again."] : []),
    ...(members === undefined ? [] : membersWords(members, names)),
    ...(error === null ? [] : [`Members: ${error.message} ${pageWords(adviceOf(error) ?? "")}`.trim()]),
    ...(message === undefined ? [] : [messageWords(message)]),
  ];
}

function membersWords(
  { missing, uncertain, added, unexpected, error }: NonNullable<Row["members"]>,
  names: (places: readonly number[]) => string,
): string[] {
  const isComplete = missing.length + uncertain.length === 0 && error === undefined;
  return [
    ...(missing.length > 0 ? [`Missing: ${names(missing)}.`] : []),
    ...(uncertain.length > 0 ? [`Perhaps there under another address: ${names(uncertain)}.`] : []),
    ...(added.length > 0 ? [`Added: ${names(added)}.`] : []),
    ...(isComplete ? ["All members are in it."] : []),
    ...(unexpected > 0 ? [`${unexpected} more in the chat than in the line.`] : []),
  ];
}

function messageWords({ error }: NonNullable<Row["message"]>): string {
  if (error === undefined) return "The message was sent.";
  const certainty =
    error.outcome === "notCreated"
      ? "It is certain that no message was sent."
      : "The message may be there: look into the chat before sending it again.";
  return `${error.message} ${pageWords(adviceOf(error) ?? "")} ${certainty}`.replace(/\s+/g, " ");
}
