// The first reading of the list: what is wrong with each line and with the list as a whole, before anything is sent.

import { validateChat } from "msgraph-chats";
import {
  keyOf,
  type ListPlan,
  type Mistake,
  MistakeGroups,
  placesText,
  type Settled,
} from "../runs/index.ts";
import { issuesOf, isWrong, type Layout, type ListIssue } from "../tables/index.ts";
import type { GraphOptions } from "./client-options.ts";
import { CommandError } from "./command-error.ts";
import type { IndexedLine, Input } from "./input.ts";
import { number, type WriteLine } from "./output.ts";

export interface Counts {
  readonly lines: number;
  readonly oneOnOne: number;
  readonly group: number;
  readonly wrongLines: number;
  readonly errors: number;
  readonly warnings: number;
}

/** What the first reading found. */
export class CheckedList {
  readonly input: Input;
  readonly plan: ListPlan;
  readonly graphOptions: GraphOptions;
  readonly mistakes = new MistakeGroups();
  readonly settled: Settled;
  readonly counts: Counts;
  readonly #wrong: ReadonlySet<number>;
  readonly #ofList: ReadonlyMap<number, ListIssue>;

  constructor(
    parts: Pick<CheckedList, "input" | "plan" | "graphOptions" | "mistakes" | "settled" | "counts"> & {
      wrong: ReadonlySet<number>;
    },
  ) {
    this.input = parts.input;
    this.plan = parts.plan;
    this.graphOptions = parts.graphOptions;
    this.mistakes = parts.mistakes;
    this.settled = parts.settled;
    this.counts = parts.counts;
    this.#wrong = parts.wrong;
    this.#ofList = new Map(
      parts.settled.issues
        .filter(({ issue }) => issue.severity === "error")
        .map(({ index, issue }) => [index, issue]),
    );
  }

  /** Whether a line is wrong or held back. */
  isRejected(index: number): boolean {
    return this.#wrong.has(index) || this.plan.isHeldBack(index);
  }

  /** Why a line is rejected. */
  issuesOf(line: IndexedLine): readonly ListIssue[] {
    const held = this.#ofList.get(line.index);
    return this.#wrong.has(line.index) || !held ? issuesOf(line, validator(this.graphOptions)) : [held];
  }

  keyOf(line: IndexedLine): string {
    return keyOf(line.request, this.graphOptions);
  }
}

/** What a list without lines lacks. */
const whyEmpty = (layout: Layout | undefined) =>
  layout?.form === "table"
    ? "has a header and no lines below it: write one chat on each line."
    : "holds no request: write a table with a column members, or one request a line as JSON.";

/** The rules of the package. */
const validator = (options: GraphOptions) => (request: unknown) => validateChat(request, options);

/** Reads the whole list; `keep(line, issue)` takes every issue as it is found. Throws CommandError. */
export async function checkList(
  input: Input,
  {
    graphOptions,
    plan,
    keep,
  }: {
    graphOptions: GraphOptions;
    plan: ListPlan;
    keep?: ((line: number, issue: ListIssue) => Promise<void>) | undefined;
  },
): Promise<CheckedList> {
  const validate = validator(graphOptions);
  const mistakes = new MistakeGroups();
  const counts = { lines: 0, oneOnOne: 0, group: 0, wrongLines: 0, errors: 0, warnings: 0 };
  const wrong = new Set<number>();
  const take = async (line: number, issue: ListIssue) => {
    counts[issue.severity === "error" ? "errors" : "warnings"] += 1;
    mistakes.add(line, issue);
    await keep?.(line, issue);
  };
  for await (const line of input.lines()) {
    counts.lines += 1;
    const issues = issuesOf(line, validate);
    for (const issue of issues) await take(line.line, issue);
    if (isWrong(issues)) {
      wrong.add(line.index);
      continue;
    }
    const { chatType } = line.request as { chatType?: unknown };
    counts[chatType === "group" ? "group" : "oneOnOne"] += 1;
    const equal = plan.see(line.line, line.index, keyOf(line.request, graphOptions), line.message);
    if (equal) await take(line.line, equal);
  }
  if (counts.lines === 0) throw new CommandError(`${input.name} ${whyEmpty(input.layout)}`);
  counts.wrongLines = wrong.size;
  const settled = plan.settle({ lines: counts.lines, wrong: wrong.size });
  for (const { line, issue } of settled.issues) if (issue.code === "groupChanged") await take(line, issue);
  counts.warnings += input.notices.length;
  counts.wrongLines += settled.issues.filter(({ issue }) => issue.severity === "error").length;
  return new CheckedList({ input, plan, graphOptions, mistakes, settled, counts, wrong });
}

/** `chats.csv:12: error memberDuplicate at /members/1: …`, and where else. */
function mistakeText(name: string, mistake: Mistake): string {
  const { severity, code, message, path, places, lines } = mistake;
  const at = path === "" ? "" : ` at ${path}`;
  const text = `${name}:${places[0]?.line ?? ""}: ${severity} ${code}${at}: ${message}`;
  return lines === 1 ? text : `${text}\n  Same in ${placesText(mistake)}: ${number(lines)} lines in all.`;
}

/** Writes what is wrong, each kind of mistake once. */
export async function writeMistakes(
  { input, mistakes }: CheckedList,
  { write, quiet }: { write: WriteLine; quiet: boolean | undefined },
): Promise<void> {
  const isShown = ({ severity }: ListIssue) => severity === "error" || !quiet;
  for (const { severity, code, message } of input.notices.filter(isShown)) {
    await write(`${input.name}: ${severity} ${code}: ${message}`);
  }
  for (const mistake of mistakes.list().filter(isShown)) await write(mistakeText(input.name, mistake));
}
