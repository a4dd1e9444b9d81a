// What is used of cli-progress, which has no types of its own.

interface BarOptions {
  barsize?: number;
  [name: string]: unknown;
}

declare module "cli-progress/lib/format-bar.js" {
  export default function barOf(progress: number, options: BarOptions): string;
}

declare module "cli-progress/lib/single-bar.js" {
  export default class SingleBar {
    constructor(options: {
      stream: unknown;
      format: (options: BarOptions, params: { progress: number }) => string;
      barCompleteChar: string;
      barIncompleteChar: string;
      hideCursor: boolean;
      fps: number;
      gracefulExit: boolean;
    });
    start(total: number, startValue: number): void;
    update(value: number): void;
    stop(): void;
  }
}
