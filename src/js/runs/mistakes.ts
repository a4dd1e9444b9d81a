// Issues of many lines, equal ones together: a mistake that hits thousands is said once.

import type { ListIssue } from "../tables/index.ts";

export interface Mistake extends ListIssue {
  /** How often it was found. */
  readonly count: number;
  /** On how many lines. */
  readonly lines: number;
  /** The first of its places. */
  readonly places: readonly {
    readonly line: number;
    readonly path?: string;
    readonly earlierLine?: number;
  }[];
}

interface Group {
  readonly issue: ListIssue;
  count: number;
  lines: number;
  lastLine: number;
  readonly places: Mistake["places"][number][];
}

const shownPlaces = 5;

export class MistakeGroups {
  readonly #groups = new Map<string, Group>();

  add(line: number, issue: ListIssue): void {
    const { code, severity, message, path, earlierLine } = issue;
    // Numbers and positions in a message do not make another mistake of it.
    const key = `${severity} ${code} ${message.replace(/\d+/g, "0")}`;
    const group: Group = this.#groups.get(key) ?? { issue, count: 0, lines: 0, lastLine: -1, places: [] };
    if (group.count === 0) this.#groups.set(key, group);
    group.count += 1;
    if (line === group.lastLine) return;
    group.lastLine = line;
    group.lines += 1;
    if (group.places.length < shownPlaces) {
      group.places.push({ line, path, ...(earlierLine !== undefined && { earlierLine }) });
    }
  }

  /** In the order in which they were found. */
  list(): Mistake[] {
    return [...this.#groups.values()].map(({ issue, count, lines, places }) => ({
      ...issue,
      count,
      lines,
      places,
    }));
  }
}

const number = (value: number) => value.toLocaleString("en");

/** Where a mistake stands, e.g. "line 3", "lines 3, 4 (as line 2) and 74,998 more". */
export function placesText({ lines, places }: Pick<Mistake, "lines" | "places">): string {
  const shown = places.map(({ line, earlierLine }) =>
    earlierLine === undefined ? `${line}` : `${line} (as line ${earlierLine})`,
  );
  if (lines > shown.length) return `lines ${shown.join(", ")} and ${number(lines - shown.length)} more`;
  return shown.length < 2
    ? `line ${shown.join("")}`
    : `lines ${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}
