// Issues of many lines, equal ones together: a mistake that hits thousands is said once.

import type { ListIssue } from "../tables/index.ts";

export interface Mistake extends ListIssue {
  /** How often it was found. */
  readonly count: number;
  /** The first of its places. */
  readonly places: readonly { readonly line: number; readonly path: string; readonly earlierLine?: number }[];
}

const shownPlaces = 5;

export class MistakeGroups {
  readonly #groups = new Map<
    string,
    { issue: ListIssue; count: number; places: Mistake["places"][number][] }
  >();

  add(line: number, issue: ListIssue): void {
    const { code, severity, message, path, earlierLine } = issue;
    // Numbers and positions in a message do not make another mistake of it.
    const key = `${severity} ${code} ${message.replace(/\d+/g, "0")}`;
    const group = this.#groups.get(key) ?? { issue, count: 0, places: [] };
    if (group.count === 0) this.#groups.set(key, group);
    group.count += 1;
    if (group.places.length < shownPlaces) {
      group.places.push({ line, path, ...(earlierLine !== undefined && { earlierLine }) });
    }
  }

  /** In the order in which they were found. */
  list(): Mistake[] {
    return [...this.#groups.values()].map(({ issue, count, places }) => ({ ...issue, count, places }));
  }
}

const number = (value: number) => value.toLocaleString("en");

/** Where a mistake stands, e.g. "line 3", "lines 3, 4 (as line 2) and 74,998 more". */
export function placesText({ count, places }: Mistake): string {
  const lines = places.map(({ line, earlierLine }) =>
    earlierLine === undefined ? `${line}` : `${line} (as line ${earlierLine})`,
  );
  const more = count - lines.length;
  if (more > 0) return `lines ${lines.join(", ")} and ${number(more)} more`;
  if (lines.length === 1) return `line ${lines[0]}`;
  return `lines ${lines.slice(0, -1).join(", ")} and ${lines.at(-1)}`;
}
