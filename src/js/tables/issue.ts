// What can be wrong with a list of chats: an issue of a line, or a reason to refuse the whole file.

/** Something about a line, in the shape of the issues of `validateChat`; those of the list itself have no page of Graph's. */
export interface ListIssue {
  readonly code: string;
  readonly severity: "error" | "warning";
  /** JSON Pointer into the request; `""` is the whole line. */
  readonly path: string;
  /** What is wrong and what to do. It never repeats what the line says. */
  readonly message: string;
  readonly docsUrl?: string;
  /** The line that an equal group stands on. */
  readonly earlierLine?: number;
}

/** The whole list is refused: what follows, or all of it, might be read wrongly. The message says what to do. */
export class ListRefused extends Error {
  override readonly name = "ListRefused";
}

export const error = (code: string, path: string, message: string): ListIssue => ({
  code,
  severity: "error",
  path,
  message,
});

export const warning = (code: string, path: string, message: string): ListIssue => ({
  code,
  severity: "warning",
  path,
  message,
});
