// What the page shares with the command: how lines are read, and how the rate is reckoned.

interface LineProblem {
  code: string;
  severity: "error";
  path: string;
  message: string;
}

interface ReadLine {
  line: number;
  request?: unknown;
  problems?: readonly LineProblem[];
}

declare module "*/command/input/csv.js" {
  export function readCsv(chunks: Iterable<Uint8Array>): AsyncIterableIterator<ReadLine>;
}

declare module "*/command/input/jsonl.js" {
  export function whyNoJson(text: string): string;
}

declare module "*/command/input/problem.js" {
  export function problem(code: string, details?: { path?: string; detail?: string }): LineProblem;
}

declare module "*/command/command-error.js" {
  export class CommandError extends Error {}
}

declare module "*/command/progress/rate.js" {
  export class Rate {
    constructor(now: () => number);
    add(count: number): void;
    perSecond(): number | null;
  }
}
